"""What a model leaves behind: its own words, JSON, placeholders, English that nobody translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.checks.context import Context
from content.checks.doubt import About, Doubt, Severity
from content.checks.gravity import Claim, severity
from content.episode.episode import Segment
from content.episode.words import IN_TERM, words
from content.text.prose import han, without_links
from content.text.words import is_common

_TALK = re.compile(
    r"""
    \bhere(?:'s|\sis|\sare)(?:\sthe|\syour)?\s(?:chinese\s)?(?:translations?|segments?)\b
    | \btranslat(?:ion|ed\stext)\s?[:：] | \bas\san\sai\b | \bi\s(?:cannot|can't)\stranslate\b
    | ^\s*sure[,!，] | \bnote:\s
    | \bsegment\s\d+\s?[:：]
    | ^\s*(?:(?:译文|翻译|中文译文|中文翻译)\s*(?:[:：]|$)|以下是(?:译文|翻译|中文)|这是(?:译文|翻译)
      |当然[，,]?(?:以下|这里)是|好的[，,](?:以下|这里|下面)是)
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_NOTE = re.compile(
    r"(?<![A-Za-z])[（(]译者?注|译者?注[:：]|（略）|此处略|此处省略|以下略|待译|[（(【\[]未翻译[）)】\]]|^未翻译|原文如此|同上文|无法翻译",
    re.MULTILINE,
)
"""People add such notes too."""
_DEBRIS = re.compile(
    r"\[\[[A-Za-z_0-9 ]*\]\]|\{\{[^}\n]*\}\}|&(?:amp|lt|gt|quot|nbsp|#\d+);|\"\s*}|{\s*\""
    r"|</?(?:p|br|div|span|b|i|u|em|strong|a|ul|ol|li|code|pre|t[dr]|table|img|h[1-6]|su[bp]|font|think|seg\w*|text|zh|en"
    r"|chinese|english)(?:\s[^<>\n]{0,60})?/?>|\\[nt](?=[\u4e00-\u9fff“]|$)|(?<![\"“])\\\"|\\u[0-9a-f]{4}"
    r"|\"(?:chinese|english|id|items)\"|```|~~~|\bundefined\b|\bNaN\b|\[(?:TODO|PLACEHOLDER|NAME|TERM|MASK|UNK)[^\]]*\]"
    r"|<(?:unk|pad|s|eos|bos)>|__[A-Za-z0-9_]+__|\ufffd|%[sd]\b|\$\{[^}\n]*\}"
    r"|(?<![\w*])\*\*[^*\s](?:[^*\n]*[^*\s])?\*\*|^#{1,6}\s",
    re.MULTILINE,
)
_PERHAPS_DEBRIS = re.compile(
    r"\[\[[^\]\n]*\]\]|\"\s*\]|\[\s*\"|</?[a-zA-Z][^<>\n]{0,60}>|\\[ntu]|__\w+__|(?<![\w*])\*\*[^*\n]+\*\*"
)
_ABOUT_MARKUP = re.compile(r"\b(?:X?HTML|XML|SVG|markup|tags?|elements?|snippets?)\b", re.IGNORECASE)
"""An English that is about tags may have them in its Chinese."""
_RUN = re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[,;:]?[ \t]+[A-Za-z0-9][A-Za-z0-9'’-]*){4,}[.!?]?")
_QUOTED = re.compile(
    r"[A-Za-z][A-Za-z \t-]*（[^（）]*）|“[^”]*”|‘[^’]*’|「[^」]*」|《[^》]*》|`[^`]*`|（[^（）]*）"
    r"|\b[A-Z]{2,}s?\s?\([A-Za-z][^()\n]*\)"
)
_PRESSED = re.compile("(?:选择?|选中|点击?|单击|按下?|菜单[中里]?的?|按钮) ?$")
"""What stands before the words on a button."""
_SHELL = re.compile(r";\s(?:do|done|then|fi|esac)\b")
_TRADITIONAL = re.compile(
    "[們這個說會來時對學國應過還讓從開關問題點發為後裡麼與種實現樣將當應該沒見進動場經間電話實際術產業結構]"
)
_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?=[\u4e00-\u9fff]|$)")
_MOST_TRADITIONAL = 2
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff]) ?([a-z]{2,}) ?(?=[\u4e00-\u9fff，。；])")
_NAMED = re.compile(
    "(?:叫做?|称作|名为|命名为|改[成为名]|设[成为]|[写打存][成为]|敲|输入|键入|运行|执行|返回|等于|是|字段|变量|命令"
    "|函数|文件夹?|目录|分支|参数|选项|列|键|表|值|标签|词)[ “]?$"
)
"""What stands before a word of a program, which keeps its English."""
_ALWAYS_ENGLISH = frozenset(["ok", "vs", "app", "bug", "web", "email", "yes", "no"])
_FEWEST_PLAIN = 2
_LONG_SENTENCE = 8
_LONG_RUN, _FEWEST_SMALL = 6, 3
_SMALL = re.compile(
    r"\b(?:the|an?|of|to|in|on|for|with|and|or|is|are|was|were|be|have|has|had|that|this|it|you|your|our|we|they|will|from"
    r"|about|by|as|at|I|he|she|could|would|can|than)\b"
)
"""What a sentence has three of: a command or a list of arguments has none."""
_SAYS = re.compile(
    r"\b(?:is|are|was|were|be|have|has|had|will|can|could|would|should|may|must|you|we|they|it|I|that|which|to|do|does"
    r"|did)\b"
)
"""And one of these: a title has none."""
_SMALL_WORD = 3
_GARBLED = re.compile(r"([\u4e00-\u9fff]{6,12})\1|[\u4e00-\u9fff][?？]{2,}[\u4e00-\u9fff]|[，。；：、]{2,}|（）|\(\)")

_SEEN_AT_ONCE = (
    (_TALK, Claim.TALK, "words of the translator, not of the text"),
    (_NOTE, Claim.NOTE, "words of the translator, not of the text"),
    (_DEBRIS, Claim.DEBRIS, "not plain text"),
    (_PERHAPS_DEBRIS, Claim.OTHER_DEBRIS, "not plain text"),
)


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """Debris and English: it can be seen at once that nobody read this."""
    english, chinese = segment.english, segment.chinese
    for pattern, claim, what in _SEEN_AT_ONCE:
        if claim is Claim.OTHER_DEBRIS and _DEBRIS.search(chinese):
            continue
        for match in pattern.finditer(chinese):
            if match[0].strip() not in english:
                if match[0].startswith("<") and _ABOUT_MARKUP.search(english):
                    claim = Claim.OTHER_DEBRIS
                yield Doubt(About.LEFTOVER, severity(claim), f"“{match[0].strip()}”: {what}", "", match[0].strip())
                break
    if (garbled := _GARBLED.search(chinese)) and garbled[0] not in english:
        yield Doubt(About.LEFTOVER, Severity.MINOR, f"“{garbled[0]}”: garbled", "", garbled[0])
    if len(traditional := dict.fromkeys(_TRADITIONAL.findall(chinese))) >= _MOST_TRADITIONAL:
        yield Doubt(About.LEFTOVER, Severity.MINOR, f"{'、'.join(traditional)}: traditional characters", "", chinese)
    if half := _HALF_WIDTH.search(chinese):
        yield Doubt(About.STYLE, Severity.MINOR, f"“{half[0]}”: half-width punctuation", "", half[0])
    yield from _twice(chinese, english)
    bare = _QUOTED.sub("。", without_links(chinese))
    for match in _RUN.finditer(bare):
        if _PRESSED.search(bare, 0, match.start()) and match[0][0].isupper():
            continue
        said = words(match[0], "'’")
        if sum(map(is_common, said)) >= _FEWEST_PLAIN and _plainly(match[0], english):
            sentence = (
                len(said) > _LONG_RUN and len(_SMALL.findall(match[0])) >= _FEWEST_SMALL and _SAYS.search(match[0])
            )
            weight = severity(Claim.UNTRANSLATED) if sentence else Severity.MINOR
            yield Doubt(About.LEFTOVER, weight, f"“{match[0][:60]}” is left in English", "", match[0])
    for match in _BETWEEN_HAN.finditer(bare):
        word = match[1]
        if (
            is_common(word)
            and not _NAMED.search(bare[: match.start()])
            and word not in _ALWAYS_ENGLISH
            and not any(word in words(g.headword.casefold(), IN_TERM) for g in segment.glosses)
        ):
            yield Doubt(About.LEFTOVER, Severity.MINOR, f"“{word}” is left in English", word, match[0].strip())


def _plainly(run: str, english: str) -> bool:
    """Whether the words stand in the English, and not as a name, a title or a quotation of it."""
    bare = run.rstrip(".!?")
    long = [word for word in words(bare, "'’") if len(word) > _SMALL_WORD]
    if long and all(word[0].isupper() for word in long) and bare.split()[0][0].isupper():
        return False  # the title of a book
    if _SHELL.search(run):
        return False
    if bare.isupper() or re.search(rf"[\"“‘']{re.escape(bare)}", english):
        return False
    return bare.casefold() in english.casefold()


def _twice(chinese: str, english: str) -> Iterator[Doubt]:
    """A sentence that stands twice, where the English says nothing twice."""
    sentences = [part for part in re.split(r"[。！？\n]", chinese) if len(part) >= _LONG_SENTENCE]
    said = [part.strip() for part in re.split(r"[.!?\n]", english)]
    for sentence in sentences:
        if sentences.count(sentence) > 1 and len(set(said)) == len(said) and han(sentence) >= _LONG_SENTENCE:
            yield Doubt(About.ADDITION, severity(Claim.TWICE), f"“{sentence[:40]}” stands twice", "", sentence)
            return
