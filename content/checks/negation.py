"""Negation: a sentence that denies in English denies in Chinese too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.checks.beads import Bead, beads
from content.checks.context import Context
from content.checks.doubt import About, Doubt, Severity
from content.checks.gravity import Claim, severity
from content.episode.episode import Kind, Segment

_DENIES = re.compile(
    r"\b(?:not|never|no|none|nobody|no one|nothing|neither|nor|nowhere|without|cannot|hardly|barely|scarcely)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
_OF_A_NOUN = frozenset(("no", "none", "nobody", "no one", "nothing", "neither", "nor", "nowhere", "without"))
"""Chinese often says the same without a denial: 一声不吭 is silent as much as it is without a word."""
_OF_BEING = re.compile(
    r"\b(?:is|are|was|were)(?:n[’']t|\s(?:\w+\s)?not)\b|(?:[’'](?:s|re|m)|\bam|\bbe(?:en)?)\snot\b", re.IGNORECASE
)
"""Not wrong may be said as right."""
_OF_WHICH = re.compile(
    r"\b(?:(?:which|who|whose|where)\s(?:[\w’']+\s){0,4}?|that\s(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will"
    r"|would|may)\s)?)(?:not\b|never\b|no\b|cannot\b|[a-z]+n[’']t\b)",
    re.IGNORECASE,
)
"""A group they do not belong to is another one."""
_NOT_SO_BUT = re.compile(r"(?:\bnot|n[’']t)\b[^.;:]{1,60}\bbut\b", re.IGNORECASE)
_SAME = re.compile(r"\b(?:same|identical|alike)\b", re.IGNORECASE)
_ONLY_SEEMS_TO = re.compile(
    r"""
    (?:\bnot|n[’']t)\s(?:only|just|merely|simply)\b | \ba\sno\b
    | \bnot\s(?:to\sbe\sconfused|to\smention|until|un\w+|without|in\w+able|infrequently)\b
    | \bno\s(?:more|fewer|less|longer|later|sooner|earlier|bigger|larger|higher|better)\b | \bno\sdoubt\b
    | \bnothing\s(?:but|else|more\sthan)\b | \b(?:for|like|to)\s(?:nothing|nobody|no\sone)\b | \bnowhere\snear\b
    | \bno\smatter\b
    | \bnever\s(?:mind|fail\w*|ceas\w+|stop\w*)\b | \bwhy\snot\b | \bno\sone\sbut\b
    | \b(?:can|could)(?:n[’']t|not|\snot)\s(?:help|wait|agree|be\smore|have\sbeen\smore|overstate|emphasi[sz]e)\b
    | (?:isn|aren|don|doesn|didn|wasn|weren|won|wouldn|couldn|shouldn|can|haven|hasn|hadn)[’']t
      \s(?:it|you|we|they|he|she|i|that|there)\b
    | ^["“]?no[,.] | \byes\s(?:and|or)\sno\b | \bno\.\s?\d | \bwhether\sor\snot\b | \bor\s(?:not|no)\b | \bif\snot\b
    | \bnot\sto\b | \bdon[’']t\s(?:hesitate|forget|worry|know|think|believe|suppose|mind)\b | \bnot\sbad\b
    | \bnot\san?\s\w+\s(?:goes|went|passes|passed)\sby\swithout\b | \blast,?\sbut\snot\sleast\b
    | \b(?:more\soften\sthan|as\soften\sas)\snot\b | \bbut\snot\sidentical\b
    | \bto\sno\s(?:avail|end)\b | \bnot\s(?:every\w*|all|many|much|a\sfew|once|exactly|quite|unlike)\b
    | \bnothing\s(?:like|beats?|of\sthe|new|short)\b | \bnone\sof\sth(?:is|at|ese|ose)\b
    | (?:n[’']t|\bnot)\s(?:matter|care|make\s(?:a|any)\sdifference|agree|disagree|far|enough|long|hard|easy|a\sbad)\b
    | (?:n[’']t|\bnot)\s(?:feel|look|seem|sound)\s(?:out\sof\splace|wrong|odd|strange|foreign)\b
    | \bno\s(?:way|need|sense|sign|point|good|use)\b
    | \bno\s(?:\w+\s)?(?:capacity|room|space|shortage|exception|wonder|surprise|question|mistake|secret|problem|idea
      |time|choice|other)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_STUTTER = re.compile(
    r"\b((?:[\w’']+,? ){0,3}?[\w’']+),? (?:\1,? )+(?=\w)|\b((?:[\w’']+ ){1,3}[\w’']+),? \2\b", re.IGNORECASE
)
"""Said again at once, as people do who look for their words: it denies once."""
_OPERATOR = re.compile(r"\b(?:NOT|NOR|NONE)\b")
_KEPT = re.compile(r"[A-Za-z][A-Za-z0-9’',: -]{8,}[A-Za-z]")
"""A title, or words that are quoted: what stands in both languages alike denies nothing."""
_CHINESE = re.compile(
    "[不没未无非别勿莫否甭毫]|免得|难|以免|除了|之外|以外|缺|[只仅]|谁[能会知想]|哪[能里有来]|何必|何尝|怎么[能会可]|鲜|罕|少|白[白干费做跑搭]|空|绝|零|拒|禁|停"
    "|丢|失|免|忘|漏|断|拦|防|避|省|紧张|有限|反|悄|绕[过开不]|两[回码]事|老一套|异议|不同意见|一声|白搭|落空|谈崩|蒙|才|例外|免费|够呛|存在问题|有问题|算了|特例|限制|受限|罢|休|岂|唯|独|徒|变了样|走样"
)
"""Every sign that may carry a denial; generous, for Chinese often denies by a verb (refuse, miss, avoid)."""
_SAYS_NOTHING = re.compile(
    "不过(?![来去])|不仅|不但|不同(?!意)|不断|不少|不久|差不多|不得不|不料|不禁|不妨|不止(?!住)|不光|不只|除非|非常|无论|不管(?![理辖控用够教])|别的|别人|区别|别处|特别|分别|级别|类别|识别|性别"
    "|个别|辨别|告别|未来|没收|无线|无疑|是否|能否|不由得|了不起|对不起|不错|多少|至少|年少|少年|绝对|绝大|刚才|人才|反正|反应|反复|反而|失败|唯一|独立|单独"
    "|停留|停下|只要|不一会|不等于"
)

_AFFIRMS = re.compile("应[当该]|必须|务必|总是|人人|个个|一律|永远[会都]")
_OTHERWISE = re.compile("[错误假坏差难]")
"""Never correct is 总是错误."""
_MUST = re.compile(
    r"\b(?:must|shall|should|ought|need(?:s|ed)?|ha[sd] to|have to|always|all|every\w*)\b", re.IGNORECASE
)
_MUST_NOT = re.compile(r"\b(?:must|shall|should|ought)(?:n[’']t|\s(?:\w+\s)?(?:not|never))\b", re.IGNORECASE)


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """English that denies where neither the Chinese sentence nor one beside it has any sign of it, or fewer of them."""
    aligned = beads(segment.english, segment.chinese)
    spoken = context.kind is Kind.PODCAST
    counts = [(_denied(bead, spoken=spoken), _signs(bead)) for bead in aligned]
    for at, (denied, signs) in enumerate(counts):
        if denied <= signs or not aligned[at].chinese.strip():
            continue
        beside = [counts[near] for near in (at - 1, at + 1) if 0 <= near < len(counts)]
        if any(has > wants for wants, has in beside):
            continue  # sentences were joined or parted: the sign stands there
        match = _DENIES.search(_ONLY_SEEMS_TO.sub(" ", _without_kept(aligned[at])))
        said = match[0] if match else ""
        if not signs and said.casefold() in _OF_A_NOUN:
            if not any(has for _, has in counts):
                what = f"“{said}”: the Chinese does not deny it"
                yield Doubt(About.NEGATION, Severity.MINOR, what, said, aligned[at].chinese.strip())
        elif signs:
            what = f"the English denies {denied} things, the Chinese only {signs}"
            yield Doubt(About.NEGATION, Severity.MINOR, what, said, aligned[at].chinese.strip())
        else:
            what = f"“{said}”: the Chinese does not deny it"
            rest = _OF_WHICH.sub(" ", _OF_BEING.sub(" ", _ONLY_SEEMS_TO.sub(" ", _without_kept(aligned[at]))))
            claim = Claim.DENIAL_AFFIRMED if denied == 1 and _affirms(aligned[at]) else Claim.DENIAL
            weight = severity(claim) if _DENIES.search(rest) else Severity.MINOR
            yield Doubt(About.NEGATION, weight, what, said, aligned[at].chinese.strip())


def _affirms(bead: Bead) -> bool:
    """Whether the Chinese says must, always or everybody, and no such word of the English may be meant by it."""
    if _OTHERWISE.search(bead.chinese) or (_MUST.search(bead.english) and not _MUST_NOT.search(bead.english)):
        return False
    return bool(_AFFIRMS.search(bead.chinese))


def denials(english: str) -> int:
    """How many times an English text denies, idioms that only seem to left out."""
    return len(_DENIES.findall(_ONLY_SEEMS_TO.sub(" ", english)))


def _denied(bead: Bead, *, spoken: bool) -> int:
    """Who speaks begins a sentence anew, and says “no” and “not” again: there each word counts once a sentence."""
    english = _without_kept(bead)
    if not spoken:
        return denials(english)
    said = _DENIES.findall(_ONLY_SEEMS_TO.sub(" ", _STUTTER.sub(_once, english)))
    return len({word.casefold() for word in said})


def _once(match: re.Match[str]) -> str:
    return f"{match[1]} " if match[1] else match[2]


def _without_kept(bead: Bead) -> str:
    english = _OPERATOR.sub(lambda match: " " if match[0] in bead.chinese else match[0], bead.english)
    for match in _KEPT.finditer(bead.chinese):
        english = re.sub(re.escape(match[0]), " ", english, flags=re.IGNORECASE)
    return english


def _signs(bead: Bead) -> int:
    signs = len(_CHINESE.findall(_SAYS_NOTHING.sub("〇", bead.chinese)))
    if _SAME.search(bead.english):
        signs += bead.chinese.count("不同")
    if _NOT_SO_BUT.search(bead.english):
        signs += len(re.findall("不[只仅光单]", bead.chinese))
    return signs
