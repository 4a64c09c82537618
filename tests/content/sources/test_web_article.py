"""The text of a page on the web, without what stands around it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError
from content.sources.document import Document, decode
from content.sources.recognising import read_text
from tests.kit.sources import read_source

BODY = "A queue smooths the load, and it hides the problem until the night shift. " * 4
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>Why queues fill | The Workshop</title>
<meta property="og:site_name" content="The Workshop">
<link rel="canonical" href="https://example.org/queues">
<script type="application/ld+json">{{"@graph": [{{"datePublished": "2026-03-02T10:00:00Z"}}]}}</script>
<style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/about">About us</a></ul></nav>
<header><h1>Why queues fill</h1><p>By Ida Holm</p></header>
<div class="wrap"><div class="post">
<h1>Why queues fill</h1>
<p>{BODY}
<p>Tom &amp; Ada <em>watched</em> it&nbsp;fill.<br>They set a limit.
<ul><li>Refuse early<li>Tell the caller</ul>
<pre>while True:
    work()</pre>
<p hidden>You cannot see this.</p>
<aside>Subscribe to our letter.</aside>
</div><div class="more"><p>Another article.</p></div></div>
<footer>© The Workshop</footer></body></html>"""


def english(episode: Episode) -> list[str]:
    return [line for each in episode.segments for line in each.english.split("\n")]


def test_the_main_text_is_read_and_nothing_around_it() -> None:
    episode = read_text(PAGE, "page.html")
    assert (episode.kind, episode.show, episode.title) == (Kind.BLOG, "The Workshop", "Why queues fill")
    assert (episode.date, episode.url, episode.draft) == (date(2026, 3, 2), "https://example.org/queues", True)
    assert english(episode) == [
        BODY.strip(),
        "Tom & Ada watched it fill.",
        "They set a limit.",
        "Refuse early",
        "Tell the caller",
        "while True:",
        "work()",
    ]


def test_an_article_element_is_taken_at_its_word() -> None:
    page = f"<html><body><div>{'<p>Cookies, cookies.</p>' * 9}</div><article><p>{BODY}</p></article></body></html>"
    assert english(read_text(page, "p.html")) == [BODY.strip()]


def test_a_page_that_says_nothing_of_itself_is_named_after_its_file() -> None:
    episode = read_text(f"<html><p>{BODY}", "notes/why-queues_fill.html")
    assert (episode.show, episode.title, episode.date) == ("notes", "Why queues fill", None)


@pytest.mark.parametrize("data", [b"<html><body><p>Please log in.", b"<!doctype html><script>app()</script>"])
def test_a_page_without_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(data)
    with pytest.raises(ContentError, match=r"HTML with \d words to read"):
        read_source(path)


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("é".encode("utf-16"), None, "é"),
        ("\ufeffé".encode(), None, "é"),
        ("é".encode(), "iso-8859-1", "é"),
        ("é—".encode("cp1252"), "iso-8859-1", "é—"),
        ("<meta charset=gb18030>中".encode("gb18030"), None, "<meta charset=gb18030>中"),
        (
            '<?xml version="1.0" encoding="windows-1252"?>é'.encode("cp1252"),
            "nonsense",
            '<?xml version="1.0" encoding="windows-1252"?>é',
        ),
        ("<p>é".encode("cp1252"), None, "<p>é"),
        (b"a\r\nb\rc", None, "a\nb\nc"),
    ],
)
def test_text_is_read_in_its_own_encoding(data: bytes, charset: str | None, text: str) -> None:
    assert decode(data, "x", charset=charset) == text


def test_a_document_names_itself() -> None:
    assert Document("", "x", url="https://www.example.org/a/what%20is-it.html?q=1").stem == "What is it"
    assert Document("", "x", url="https://www.example.org/").stem == "Untitled"
    assert Document("", "x", url="https://www.example.org/").place == "example.org"
