"""What a check may know besides the segment: what stands around it, and which Chinese a term has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from content.episode.episode import Kind, Segment
from content.text.glossary import Glossary, builder_glossary


@dataclass(frozen=True, slots=True)
class Context:
    """`explained` are folded headwords that earlier segments explain, with their meanings; `names` how often the
    episode's Chinese keeps a name of its English, as [kept, said]."""

    kind: Kind = Kind.BLOG
    before: Segment | None = None
    after: Segment | None = None
    explained: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    known: str = ""
    """English that stands elsewhere in the piece: title, show, speakers."""
    ours: bool = True
    """Whether the translation is our own, and keeps to our form of glosses; what a source translated has another."""
    glossary: Glossary = field(default_factory=builder_glossary)


ALONE = Context()
"""Of a segment that stands for itself."""
