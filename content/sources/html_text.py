"""The paragraphs of HTML, tolerant of tags that are never closed; with what a page says of itself.

Navigation, forms, scripts and what a page hides are no text. The main text is that of the largest `<article>` or
`<main>`, else of the element with the most text in its paragraphs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from content.sources.html_tokens import End, Start, tokens
from content.text.prose import clean, clean_line


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    """
    address article aside blockquote body cite dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody
    td th thead time title tr ul
    """
)
_INLINE_BY_DEFAULT = frozenset({"cite", "time"})
_VOID = _names(
    """
    area base br col embed hr img input link meta param source track wbr
    """
)
_SILENT = _names(
    """
    button canvas head iframe math noscript object option script select style svg template textarea
    """
)
_APART = frozenset({"aside", "figcaption", "footer", "form", "header", "nav"})
_CLOSES_ITSELF = frozenset({"dd", "dt", "li", "p", "td", "th", "tr"})
_MOST_BLOCKS = 30_000
_MOST_TITLE = 2000
_DEEPEST = 100
"""Elements nested deeper are taken as if they stood at this depth: no page is written so."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: the element that holds it, its text, and the elements around it from the outermost in."""

    tag: str
    text: str
    path: tuple[int, ...]
    apart: bool
    linked: float
    """How much of the text is links."""


@dataclass(slots=True)
class Page:
    """What a page holds and what it says of itself."""

    blocks: list[Block] = field(default_factory=list)
    tags: dict[int, str] = field(default_factory=dict)
    """The elements that may hold the main text."""
    meta: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    title: str = ""
    data: list[str] = field(default_factory=list)
    """JSON-LD, as text."""
    times: list[str] = field(default_factory=list)


def parse(text: str, *, inline: frozenset[str] = _INLINE_BY_DEFAULT) -> Page:
    """The page in `text`; elements named in `inline` do not begin a paragraph. Raises ValueError."""
    reader = _Reader(inline)
    for token in tokens(text):
        match token:
            case str():
                reader.text_found(token)
            case Start():
                reader.begins(token.tag, token.attributes)
                if token.closed:
                    reader.ends(token.tag)
            case End():
                reader.ends(token.tag)
    reader.flush()
    return reader.page


def fragment(text: str) -> list[str]:
    """Every paragraph of a piece of HTML."""
    return [block.text for block in parse(text).blocks]


def main_text(page: Page) -> list[Block]:
    """The paragraphs of the main text."""
    blocks = [block for block in page.blocks if not block.apart and not _is_menu(block)]
    whole = sum(len(block.text) for block in blocks)
    sizes: dict[int, float] = defaultdict(float)
    scores: dict[int, float] = defaultdict(float)
    for block in blocks:
        for element in block.path:
            sizes[element] += len(block.text)
        if block.tag in ("p", "pre", "blockquote", "li", "div"):
            for element, share in zip(block.path[-1:-3:-1], (1.0, 0.5), strict=False):
                scores[element] += len(block.text) * share
    marked = {element: sizes[element] for element in page.tags if sizes[element] > 0.3 * whole}
    best = max(marked or scores, key=lambda element: (marked or scores)[element], default=None)
    return [block for block in blocks if best is None or best in block.path]


def _is_menu(block: Block) -> bool:
    return block.tag in ("li", "div", "td") and block.linked > 0.6 and len(block.text) < 120


class _Reader:
    def __init__(self, inline: frozenset[str]) -> None:
        self.page = Page()
        self.blocks = _BLOCKS - inline
        self.stack: list[tuple[str, int, bool, bool]] = []
        """Open elements: tag, number, whether it is silent, whether it stands apart."""
        self.count = 0
        self.text: list[str] = []
        self.linked = 0
        self.capture: str | None = None

    def begins(self, tag: str, attributes: Iterable[tuple[str, str]]) -> None:
        given = dict(attributes)
        self._note(tag, given)
        if tag == "br":
            self.text.append("\n")
            return
        if tag in self.blocks:
            self.flush()
            while (
                self.stack
                and self.stack[-1][0] in _CLOSES_ITSELF
                and (self.stack[-1][0] == tag or self.stack[-1][0] == "p")
            ):
                self.stack.pop()
        if tag in _VOID:
            return
        above = self.stack[-1] if self.stack else ("", 0, False, False)
        if len(self.stack) >= _DEEPEST:
            self.flush()
            self.stack.pop()
        self.count += 1
        silent = above[2] or tag in _SILENT
        self.stack.append((tag, self.count, silent, above[3] or tag in _APART or _is_hidden(given)))
        if tag in ("article", "main") or given.get("role") == "main":
            self.page.tags[self.count] = tag

    def ends(self, tag: str) -> None:
        self.capture = None
        at = next((at for at in range(len(self.stack) - 1, -1, -1) if self.stack[at][0] == tag), None)
        if at is None:
            return
        if tag in self.blocks or any(each[0] in self.blocks for each in self.stack[at:]):
            self.flush()
        del self.stack[at:]

    def text_found(self, data: str) -> None:
        if self.capture == "data":
            self.page.data.append(data)
        elif self.capture == "title":
            self.page.title = (self.page.title + data)[:_MOST_TITLE]
        elif not (self.stack and self.stack[-1][2]):
            self.text.append(data if self._preformatted() else re.sub(r"\s+", " ", data))
            if any(each[0] == "a" for each in self.stack[-4:]):
                self.linked += len(data.strip())

    def flush(self) -> None:
        """End the paragraph that is open."""
        text = clean("".join(self.text))
        if text:
            if len(self.page.blocks) >= _MOST_BLOCKS:
                raise ValueError(f"HTML of more than {_MOST_BLOCKS:,} paragraphs")
            holder = next((each for each in reversed(self.stack) if each[0] in self.blocks), ("body", 0, False, False))
            self.page.blocks.append(
                Block(
                    tag=holder[0],
                    text=text,
                    path=tuple(each[1] for each in self.stack if each[1] < holder[1]),
                    apart=holder[3] or bool(self.stack and self.stack[-1][3]),
                    linked=self.linked / len(text),
                )
            )
        self.text.clear()
        self.linked = 0

    def _preformatted(self) -> bool:
        return any(each[0] == "pre" for each in self.stack)

    def _note(self, tag: str, given: dict[str, str]) -> None:
        key = given.get("property") or given.get("name") or given.get("itemprop") or ""
        if tag == "meta" and key:
            self.page.meta.setdefault(key.casefold(), clean_line(given.get("content", "")))
        elif tag == "link" and given.get("rel"):
            self.page.links.setdefault(given["rel"].casefold(), given.get("href", ""))
        elif tag == "time" and given.get("datetime"):
            self.page.times.append(given["datetime"])
        elif tag == "title" and not self.page.title:
            self.capture = "title"
        elif tag == "script" and given.get("type") == "application/ld+json":
            self.capture = "data"


def _is_hidden(given: dict[str, str]) -> bool:
    style = re.sub(r"\s", "", given.get("style", "")).casefold()
    return "hidden" in given or given.get("aria-hidden") == "true" or "display:none" in style


def texts(blocks: Iterable[Block]) -> list[str]:
    """The texts of `blocks`."""
    return [block.text for block in blocks]
