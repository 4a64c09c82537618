"""Who says what: each speaker of a show keeps one voice, through an episode and into the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content.episode.episode import Episode


def accent(timbre: str) -> str:
    """The first letter of a voice's name where there is a second: a for American, b for British; else its name."""
    return timbre[0] if len(timbre) > 2 and timbre[2] == "_" else timbre


def cast(episode: Episode, timbres: Sequence[str], narrator: str, known: Mapping[str, str]) -> dict[str | None, str]:
    """A voice for each speaker; `narrator` says what has none, and all of a piece with one speaker.

    `known` are the speakers that the show has cast before, who keep their voices. A new one gets the best that nobody
    in this episode has, of the narrator's accent first, and as unlike the one before as can be.
    """
    names = list(dict.fromkeys(segment.speaker for segment in episode.named if segment.speaker))
    roles: dict[str | None, str] = {None: narrator}
    if len(names) < 2:
        return roles | dict.fromkeys(names, narrator)
    others = sorted((each for each in timbres if each != narrator), key=lambda each: accent(each) != accent(narrator))
    ordered = [narrator, *others]
    taken = {known[name] for name in names if name in known}
    for name in names:
        if name in known:
            roles[name] = known[name]
            continue
        free = [each for each in ordered if each not in taken] or ordered
        before = next(reversed(roles.values()))
        roles[name] = next((each for each in free if len(roles) > 1 and each[:2] != before[:2]), free[0])
        taken.add(roles[name])
    return roles
