"""How much the checks doubt: what a change of them is weighed by, over text that is known to be sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from content.checks.checking import doubts_in
from content.checks.doubt import About, Severity
from content.checks.placed import is_ours
from content.checks.withheld import is_withheld
from content.episode.episode import Episode

_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Tally:
    """Of so many translated segments, how many have a major doubt, and how many none but minor ones.

    `about` counts the doubts by what they are about, `major` ones apart from `minor`.
    """

    segments: int = 0
    major: int = 0
    minor: int = 0
    about: Counter[tuple[About, Severity]] = field(default_factory=Counter)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.segments + other.segments,
            self.major + other.major,
            self.minor + other.minor,
            self.about + other.about,
        )

    def __str__(self) -> str:
        rates = [round(count * _THOUSAND / max(1, self.segments), 1) for count in (self.major, self.minor)]
        lines = [
            f"{self.segments} segments, {self.major} with a major doubt ({rates[0]:g} in a thousand), "
            f"{self.minor} with minor ones only ({rates[1]:g} in a thousand)"
        ]
        lines += [
            f"  {severity.value}, {about.value}: {count}" for (about, severity), count in self.about.most_common()
        ]
        return "\n".join(lines)


def tally(episodes: Iterable[Episode], *, ours: bool | None = None) -> Tally:
    """Over every segment that has a translation; `ours` says whose form of explaining terms it keeps to, if known."""
    return sum((_of(each, ours=is_ours(each) if ours is None else ours) for each in episodes), start=Tally())


def _of(episode: Episode, *, ours: bool) -> Tally:
    doubts = doubts_in(episode, ours=ours)
    major = {doubt.position for doubt in doubts if doubt.severity is Severity.MAJOR}
    translated = [each for each in episode.segments if each.chinese and not is_withheld(each.chinese)]
    return Tally(
        len(translated),
        len(major),
        len({doubt.position for doubt in doubts} - major),
        Counter((doubt.about, doubt.severity) for doubt in doubts),
    )
