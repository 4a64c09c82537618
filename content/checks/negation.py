"""Negation: a sentence that denies in English denies in Chinese too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.checks.beads import beads
from content.checks.context import Context
from content.checks.doubt import About, Doubt, Severity
from content.episode.episode import Segment

_DENIES = re.compile(
    r"\b(?:not|never|no|none|nobody|no one|nothing|neither|nor|nowhere|without|cannot|hardly|barely|scarcely)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
_ONLY_SEEMS_TO = re.compile(
    r"""
    \bnot\s(?:only|just|merely|simply|to\sbe\sconfused|to\smention|until|un\w+|without|in\w+able|infrequently)\b
    | \bno\s(?:more|fewer|less|longer|later|sooner|earlier|bigger|larger|higher|better)\b | \bno\sdoubt\b
    | \bnothing\s(?:but|else)\b | \b(?:for|like|to)\s(?:nothing|nobody|no\sone)\b | \bnowhere\snear\b | \bno\smatter\b
    | \bnever\s(?:mind|fail\w*|ceas\w+|stop\w*)\b | \bwhy\snot\b | \bno\sone\sbut\b
    | \b(?:can|could)(?:n[’']t|not|\snot)\s(?:help|wait|agree|be\smore|have\sbeen\smore|overstate|emphasi[sz]e)\b
    | (?:isn|aren|don|doesn|didn|wasn|weren|won|wouldn|couldn|shouldn|can|haven|hasn|hadn)[’']t
      \s(?:it|you|we|they|he|she|i|that|there)\b
    | ^["“]?no[,.] | \byes\s(?:and|or)\sno\b | \bno\.\s?\d | \bwhether\sor\snot\b | \bor\s(?:not|no)\b | \bif\snot\b
    | \bnot\sto\b | \bdon[’']t\s(?:hesitate|forget|worry|know|think|believe|suppose|mind)\b | \bnot\sbad\b
    | \bnot\san?\s\w+\s(?:goes|went|passes|passed)\sby\swithout\b
    | \bto\sno\s(?:avail|end)\b
    | \bno\s(?:\w+\s)?(?:capacity|room|space|shortage|exception|wonder|surprise|question|mistake|secret|problem|idea
      |time|choice|other)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CHINESE = re.compile(
    "[不没未无非别勿莫否甭毫]|免得|难|以免|除了|之外|以外|缺|[只仅]|谁[能会知想]|哪[能里有来]|何必|何尝|怎么[能会可]|鲜|罕|少|白[白干费做跑搭]|空|绝|零|拒|禁|停"
    "|丢|失|免|忘|漏|断|拦|防|避|省|紧张|有限|反|才|例外|免费|够呛|算了|罢|休|岂|唯|独|徒|变了样|走样"
)
"""Every sign that may carry a denial; generous, for Chinese often denies by a verb (refuse, miss, avoid)."""
_SAYS_NOTHING = re.compile(
    "不过|不仅|不但|不同|不断|不少|不久|差不多|不得不|不料|不禁|不妨|不止|不光|不只|除非|非常|无论|不管|别的|别人|区别|别处|特别|分别|级别|类别|识别|性别"
    "|个别|辨别|告别|未来|没收|无线|无疑|是否|能否|不由得|了不起|对不起|不错|多少|至少|年少|少年|绝对|绝大|刚才|人才|才能|反正|反应|反复|反而|失败|唯一|独立|单独"
    "|停留|停下|只要|不一会|不等于"
)


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """Major where English denies and neither the Chinese sentence nor one beside it has any sign of it, minor where the
    Chinese has fewer signs than the English denials."""
    aligned = beads(segment.english, segment.chinese)
    counts = [(denials(bead.english), _signs(bead.chinese)) for bead in aligned]
    for at, (denied, signs) in enumerate(counts):
        if denied <= signs or not aligned[at].chinese.strip():
            continue
        beside = [counts[near] for near in (at - 1, at + 1) if 0 <= near < len(counts)]
        if any(has > wants for wants, has in beside):
            continue  # sentences were joined or parted: the sign stands there
        match = _DENIES.search(_ONLY_SEEMS_TO.sub(" ", aligned[at].english))
        said = match[0] if match else ""
        if signs:
            what = f"the English denies {denied} things, the Chinese only {signs}"
            yield Doubt(About.NEGATION, Severity.MINOR, what, said, aligned[at].chinese.strip())
        else:
            what = f"“{said}”: the Chinese does not deny it"
            yield Doubt(About.NEGATION, Severity.MAJOR, what, said, aligned[at].chinese.strip())


def denials(english: str) -> int:
    """How many times an English text denies, idioms that only seem to left out."""
    return len(_DENIES.findall(_ONLY_SEEMS_TO.sub(" ", english)))


def _signs(chinese: str) -> int:
    return len(_CHINESE.findall(_SAYS_NOTHING.sub("〇", chinese)))
