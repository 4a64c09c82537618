"""The page's sources: small, with nothing from elsewhere, both languages in full; `make lint` checks their types."""

import gzip
import re
from hashlib import sha256

from bot.web.bare import bare
from tests.page.tools import PAGE

MOST_BYTES = 60_000
SOURCES = [path for path in sorted(PAGE.rglob("*")) if path.suffix in {".js", ".css"}]
OURS = [path for path in SOURCES if "vendor" not in path.parts]


def test_script_and_style_weigh_little() -> None:
    assert len(SOURCES) > 30
    served = [bare(path.read_text("utf-8")) if path in OURS else path.read_text("utf-8") for path in SOURCES]
    assert sum(len(gzip.compress(text.encode(), 9)) for text in served) <= MOST_BYTES


def test_a_source_is_served_without_its_comments_and_line_by_line() -> None:
    source = (
        "// why\n/** @type {number} */\nconst a = 1; // stays\n  /**\n   * @param {string} b\n   */\nlet c = '//';\n"
    )
    assert bare(source) == "\n\nconst a = 1; // stays\n\n\n\nlet c = '//';\n"
    for path in OURS:
        text = path.read_text("utf-8")
        assert bare(text).count("\n") == text.count("\n"), path
        assert not re.search(r"^\s*(//|\* )", bare(text), re.MULTILINE), path


def test_the_vendored_file_is_the_published_one() -> None:
    stated = re.search(r"sha256\s+([0-9a-f]{64})", (PAGE / "vendor" / "README.md").read_text("utf-8"))
    assert stated
    assert sha256((PAGE / "vendor" / "htm-preact.js").read_bytes()).hexdigest() == stated[1]


def test_nothing_is_loaded_from_elsewhere_and_no_content_becomes_markup() -> None:
    for path in OURS:
        text = path.read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), (
            path
        )
        assert not re.search(r"(?:import|from|src=|href=)\s*[\"']https?:", text), path
        assert "@import" not in text, path
    index = (PAGE / "index.html").read_text("utf-8")
    assert not re.search(r"https?:|<style|<script(?![^>]* src=)|\son\w+=|\sstyle=", index)


def test_a_module_is_small() -> None:
    assert {path.name: lines for path in OURS if (lines := path.read_text("utf-8").count("\n")) > 320} == {}


def test_what_the_page_says_is_said_quietly() -> None:
    for name in ("zh", "en"):
        assert not re.search(r"[!！]", re.sub(r"!==?|=>|!\w", "", (PAGE / "locale" / f"{name}.js").read_text("utf-8")))
    chinese = (PAGE / "locale" / "zh.js").read_text("utf-8")
    assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]|[\u4e00-\u9fff][,;:?]", chinese)
