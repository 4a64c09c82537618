"""What a model leaves behind: its own words, JSON, placeholders, English that nobody translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.checks.context import Context
from content.checks.doubt import About, Doubt, Severity
from content.episode.episode import Segment
from content.episode.words import IN_TERM, words
from content.text.prose import without_links
from content.text.words import is_common

_TALK = re.compile(
    r"""
    \bhere(?:'s|\sis|\sare)(?:\sthe|\syour)?\s(?:chinese\s)?(?:translations?|segments?)\b
    | \btranslat(?:ion|ed\stext)\s?[:：] | \bas\san\sai\b | \bi\s(?:cannot|can't)\stranslate\b
    | ^\s*sure[,!，] | \bnote:\s
    | \bsegment\s\d+\s?[:：]
    | ^\s*(?:(?:译文|翻译|中文译文|中文翻译)\s*(?:[:：]|$)|以下是(?:译文|翻译|中文)|这是(?:译文|翻译)
      |当然[，,]?(?:以下|这里)是|好的[，,](?:以下|这里|下面)是)
    | (?<![A-Za-z])（译者?注 | 译者?注[:：] | （略） | 此处略|此处省略|以下略|待译|未翻译|原文如此|同上文|无法翻译
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_DEBRIS = re.compile(
    r"\[\[[^\]\n]*\]\]|\{\{[^}\n]*\}\}|<\/?[a-zA-Z][^<>\n]{0,60}>|&(?:amp|lt|gt|quot|nbsp|#\d+);|\\[nt\"u]|\"\s*[}\]]|[{\[]\s*\""
    r"|\"(?:chinese|english|id|items)\"|</?think>|```|~~~|\bundefined\b|\bNaN\b|\[(?:TODO|PLACEHOLDER|NAME|TERM|MASK|UNK)[^\]]*\]"
    r"|<(?:unk|pad|s|eos|bos)>|__\w+__|\ufffd|%[sd]\b|\$\{[^}\n]*\}|(?<![\w*])\*\*[^*\n]+\*\*|^#{1,6}\s",
    re.MULTILINE,
)
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
_SMALL_WORD = 3
_GARBLED = re.compile(r"([\u4e00-\u9fff]{6,12})\1|[\u4e00-\u9fff][?？]{2,}[\u4e00-\u9fff]|[，。；：、]{2,}|（）|\(\)")


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """Debris is major: it can be seen at once that nobody read this."""
    english, chinese = segment.english, segment.chinese
    for pattern, what in ((_TALK, "words of the translator, not of the text"), (_DEBRIS, "not plain text")):
        for match in pattern.finditer(chinese):
            if match[0].strip() not in english:
                yield Doubt(About.LEFTOVER, Severity.MAJOR, f"“{match[0].strip()}”: {what}", "", match[0].strip())
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
            severity = Severity.MAJOR if len(said) > 6 else Severity.MINOR
            yield Doubt(About.LEFTOVER, severity, f"“{match[0][:60]}” is left in English", "", match[0])
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
        if sentences.count(sentence) > 1 and len(set(said)) == len(said):
            yield Doubt(About.ADDITION, Severity.MAJOR, f"“{sentence[:40]}” stands twice", "", sentence)
            return
