"""A Chinese operator is told in Chinese what is wrong with what they sent; in English it is as `content` says it."""

from pathlib import Path

import pytest

from bot.locales import WORDS
from bot.locales.faults import in_chinese, told
from bot.model.chat import Language
from content.episode.faults import ContentError
from content.files.markdown import parse
from content.sources.recognising import read_text

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


def test_each_line_of_the_list_is_still_said_in_english_somewhere() -> None:
    """One that `content` no longer says is dead: its first words stand in no module."""
    root = Path(__file__).parents[3]
    code = "".join(path.read_text("utf-8") for path in sorted((root / "content").rglob("*.py")))
    for line in (root / "bot/locales/faults.tsv").read_text("utf-8").splitlines():
        english, chinese = line.split("\t")
        said = max(english.replace("not fetched: ", "").split("{")[-1].split("}")[-1].split(" or "), key=len)
        assert said.strip(" `;,")[:18].replace("\\", "\\\\") in code, english
        assert chinese
