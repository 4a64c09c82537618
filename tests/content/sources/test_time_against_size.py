"""Whatever strangers write, reading four times as much of it takes about four times as long: in every source's format.

The patterns are those that parsers and regular expressions go over again and again: what begins and never ends.
"""

import asyncio
import json
import time
from collections.abc import Callable

import pytest

from content.episode.faults import ContentError
from content.sources.document import Document
from content.sources.html_tokens import End, Start, tokens
from content.sources.podcast_items import read_items
from content.sources.recognising import read_document

PATTERNS = (
    *("<a ", "<a b='", '<a b="x ', "<a href=x ", "<!--", "<![CDATA[", "<?", "</", "</a", "<", "&", "&#9", "<p>", "<b>"),
    *(
        "<script></",
        "<title>",
        "<meta name=x content=",
        "“",
        "`",
        "''",
        "(",
        "（",
        "[x](",
        "“ ",
        ". ",
        "1.",
        "A. ",
        "\n",
    ),
    *(
        "x（y）",
        "**",
        "（y）",
        "--",
        "。",
        "Speaker 1 (00:01)\n",
        "00:00:01.000 --> 00:00:02.000\n",
        "<li>...[<a ",
        "<v ",
        "<v.x ",
        "{\\",
        "<p ",
        "<li\t",
        "a",
        "a.",
        "1",
        "1:0",
        "1,",
        " ",
        " ·",
        "；",
        "https://",
        "\\",
    ),
)
SIZE, WHOLE_SIZE = 2_500, 5_000
"""Characters; of the whole the campaign reads four times as much."""
TIMES_AS_LONG = 10.0
"""For four times as much: of the square it would be sixteen, and twice as long as it should be is noise."""

WORTH_COMPARING = 0.15
"""Seconds below which nothing is proved and nobody waits."""


def page(text: str) -> str:
    return f"<!doctype html><html><body><article><p>words {text}</p></article></body></html>"


def cut_page(text: str) -> str:
    return f"<!doctype html><html><body><p>words {text}"


def captions(text: str) -> str:
    lines = [text[at : at + 40] for at in range(0, len(text), 40)]
    times = [f"00:{at // 60 % 60:02}:{at % 60:02}.000" for at in range(len(lines) + 1)]
    cues = (f"{times[at]} --> {times[at + 1]}\n{line}\n\n" for at, line in enumerate(lines))
    return "WEBVTT\n\n" + "".join(cues)


def one_caption(text: str) -> str:
    return f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n{text}"


def transcript(text: str) -> str:
    return f"Speaker 1 (00:01)\n{text}"


def transcript_json(text: str) -> str:
    return json.dumps({"segments": [{"start": 1, "end": 2, "text": text, "speaker": "a"}]})


def episode_file(text: str) -> str:
    return f"---\nkind: blog\nshow: x\ntitle: y\nevergreen: true\n---\n\n## 1\n\n{text}\n\n> 中文\n"


def head_of_a_file(text: str) -> str:
    return f"---\nkind: {text}\n---\n\n## 1\n\nx\n\n> 中文\n"


def article(text: str) -> str:
    pieces = [{"en": text, "zh": text}]
    given = {"title": "t", "type": "blog", "source": "s", "publishedAt": "2026-06-04", "paragraphs": pieces}
    return json.dumps(given | {"sourceBio": text})


def daily(text: str) -> str:
    posts = [{"id": "1", "text": text, "url": "https://x.com/a/status/1", "createdAt": "2026-06-04T00:00:00Z"}]
    blogs = [{"title": "t", "name": "x", "url": "https://a.b/c", "content": text, "description": text}]
    talks = [{"title": "t", "name": "x", "url": "https://a.b/d", "transcript": text}]
    given = {"x": [{"name": "t", "handle": "x", "bio": text, "tweets": posts}], "blogs": blogs, "podcasts": talks}
    return json.dumps({"generatedAt": "2026-06-04T00:00:00Z"} | given)


def feed(text: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>{text}'


FORMATS = (
    *(page, cut_page, captions, one_caption, transcript, transcript_json),
    *(episode_file, head_of_a_file, article, daily, feed),
)


def seconds(make: Callable[[str], str], pattern: str, size: int) -> float:
    document = Document(make(pattern * (size // len(pattern))), "hostile")
    began = time.process_time()
    try:
        if make is feed:
            asyncio.run(_feed(document))
        else:
            read_document(document)
    except ContentError:
        pass
    return time.process_time() - began


async def _feed(document: Document) -> None:
    async for _ in read_items(document, None, 10):
        pass


@pytest.mark.parametrize("size", [SIZE, pytest.param(WHOLE_SIZE, marks=pytest.mark.slow)])
@pytest.mark.parametrize("make", FORMATS, ids=lambda make: make.__name__)
def test_four_times_as_much_takes_no_longer_than_a_few_times_as_long(make: Callable[[str], str], size: int) -> None:
    for pattern in PATTERNS:
        whole = seconds(make, pattern, 4 * size)
        if whole < WORTH_COMPARING * size / WHOLE_SIZE:
            continue
        ratio = min(seconds(make, pattern, 4 * size) / max(seconds(make, pattern, size), 1e-9) for _ in range(2))
        assert ratio < TIMES_AS_LONG, f"{pattern!r}: {ratio:.0f} times as long"


def test_sixty_kilobytes_of_an_unfinished_tag_are_read_in_a_moment() -> None:
    began = time.process_time()
    assert list(tokens("<p>before" + "<a " * 20_000)) == [Start("p", (), closed=False), "before"]
    assert time.process_time() - began < 1


def test_four_hundred_kilobytes_of_brackets_in_a_files_head_are_refused_in_a_moment() -> None:
    """YAML's own reader looks at each once for every one that is open."""
    began = time.process_time()
    with pytest.raises(ContentError, match="nested too deeply"):
        read_document(Document(head_of_a_file("[" + ("[" * 100 + "]" * 100 + ",") * 2000 + "]"), "hostile"))
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a < b", ["a ", "<", " b"]),
        ("<a href=x/>y", [Start("a", (("href", "x/"),), closed=False), "y"]),
        ("<br/>", [Start("br", (), closed=True)]),
        (
            "<img alt='a>b' src=\"c\" hidden>",
            [Start("img", (("alt", "a>b"), ("src", "c"), ("hidden", "")), closed=False)],
        ),
        ("<P CLASS=A>", [Start("p", (("class", "A"),), closed=False)]),
        ("x<!-- <p> -->y<!-->z", ["x", "y", "z"]),
        ("<!doctype html><?xml ?>x</ p>y", ["x", "y"]),
        ("<script>if (a</b) '<p>'</SCRIPT>", [Start("script", (), closed=False), "if (a</b) '<p>'", End("script")]),
        ("<title>a <b> &amp; c</title>", [Start("title", (), closed=False), "a <b> & c", End("title")]),
        ("&#x4e2d;&#99999999999;&amp;lt;", ["中\ufffd&lt;"]),
        ("<a b='c>d", [Start("a", (("b", ""), ("'c", "")), closed=False), "d"]),
        ("x<a", ["x"]),
    ],
)
def test_html_is_read_as_browsers_read_it(text: str, read: list[object]) -> None:
    assert list(tokens(text)) == read
