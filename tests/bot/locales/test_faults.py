"""A Chinese operator is told in Chinese what is wrong with what they sent; in English it is as `content` says it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.locales import WORDS
from bot.locales.faults import in_chinese, told
from bot.model.chat import Language
from content.episode.faults import ContentError
from content.files.markdown import parse
from content.sources.recognising import read_text

CONTENT = Path(__file__).parents[3] / "content"
COMPOSED = {
    "7: 7",
    "7 7: 7",
    "segment 7 (7…): 7",
    "not an episode but 7",
    "only `7` makes sense here; 7",
    "7, or choose --english-only",
    "English only: set TRANSLATE_BASE_URL, TRANSLATE_API_KEY and TRANSLATE_MODEL to have it translated",
}
"""Faults whose words are in their values."""
HEAD = "---\nkind: blog\nshow: A Show\ntitle: A Title\nevergreen: true\n---\n"
TEXT = "\n## 1\n\nText.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no head", "a.md 第 1 行：没有文件头：第一行写 `---`，再写 kind、show、title 等"),
        ("---\nkind: blog\n", "a.md 第 1 行：文件头没有结束：用一行 `---` 收尾"),
        (HEAD.replace("blog", "song") + TEXT, "a.md 第 2 行：kind：'song' 不在 podcast, blog, posts 之中"),
        (HEAD.replace("evergreen: true", "date: 2026-02-30") + TEXT, "a.md 第 5 行：date：没有 2026-02-30 这一天"),
        (HEAD + "\ntext\n", "a.md 第 8 行：第一个标题前有文字：一段以一行 `## 1` 开头"),
        (HEAD + TEXT, "a.md 第 8 行：没有译文：写在英文下面，每行以 `> ` 开头"),
        (HEAD, "a.md 第 6 行：没有段落：每段以一行 `## ` 开头"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_chinese_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ContentError) as refused:
        parse(text, "a.md")
    assert said in told(str(refused.value), WORDS[Language.ZH].publishing).split("\n")
    assert told(str(refused.value), WORDS[Language.EN].publishing) == str(refused.value)


def test_so_is_what_is_no_source_and_what_cannot_be_fetched() -> None:
    with pytest.raises(ContentError) as refused:
        read_text("Just some words.", "notes.txt")
    assert in_chinese(str(refused.value)).startswith("notes.txt 第 1 行：认不出来：")
    url = "https://example.org/a"
    assert in_chinese(f"{url}: not fetched: the server answers 404") == f"{url}：没有抓取：对方回应 404"
    assert in_chinese(f"{url}: not fetched: no connection") == f"{url}：没有抓取：连不上"
    nested = "latest.json:1: listed in the issue of 2026-06-04, but not there: no such file"
    assert in_chinese(nested) == "latest.json 第 1 行：2026-06-04 的目录里有，文件却不在：没有这个文件"


def test_a_fault_that_nobody_translated_is_shown_as_it_is() -> None:
    assert in_chinese("a.md:3: something new") == "a.md:3: something new"


def test_where_in_a_piece_it_is_wrong_is_said_in_chinese_too() -> None:
    assert in_chinese("talk.json:8: paragraph 3: a speaker's name of 300 characters: at most 80 are allowed") == (
        "talk.json 第 8 行：第 3 段：说话人的名字有 300 个字符，最多 80 个"
    )
    assert in_chinese("daily.json:8: x 2 (levie): post 4: no object") == (
        "daily.json 第 8 行：x 2 (levie)：第 4 条：不是 JSON 对象"
    )
    spent = "The endpoint gave no answer in 5 tries (no answer in time); what is translated is kept, and the next run "
    assert in_chinese(f"{spent}goes on from there.") == (
        "翻译端点 5 次都没有回应（没有及时回应）；译好的都留着，下次接着译"
    )


def test_whatever_content_refuses_has_its_chinese() -> None:
    """Every fault that stands in a module that reads, fetches or publishes, with something in the place of values."""
    untold = [
        f"{path.name}: {fault}"
        for room in ("files", "sources", "fetch", "publishing")
        for path in sorted((CONTENT / room).rglob("*.py"))
        for fault in said_in(path)
        if in_chinese(f"a.md:3: {fault}") == f"a.md:3: {fault}" and fault not in COMPOSED
    ]
    assert not untold


def said_in(path: Path) -> Iterator[str]:
    """What faults and errors are made with there; `7` stands for each value."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            if node.func.id in ("Fault", "ValueError"):
                yield from said(node.args[-1])
        elif isinstance(node, ast.Assign) and [each.id for each in node.targets if isinstance(each, ast.Name)] == [
            "what"
        ]:
            yield from said(node.value)


def said(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)


def test_each_line_of_the_list_is_still_said_in_english_somewhere() -> None:
    """One that `content` no longer says is dead: its first words stand in no module."""
    code = "".join(path.read_text("utf-8") for path in sorted(CONTENT.rglob("*.py")))
    for line in (CONTENT.parent / "bot/locales/faults.tsv").read_text("utf-8").splitlines():
        english, chinese = line.split("\t")
        said = max(english.replace("not fetched: ", "").split("{")[-1].split("}")[-1].split(" or "), key=len)
        assert said.strip(" `;,")[:18].replace("\\", "\\\\") in code, english
        assert chinese
