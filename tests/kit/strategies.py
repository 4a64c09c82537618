"""Episodes as hypothesis draws them: any text that keeps the invariants, structure-like text included."""

from __future__ import annotations

from datetime import UTC, date

from hypothesis import strategies as st

from content.episode.episode import Episode, Kind, Segment
from content.text.glosses import find_glosses
from content.text.prose import chinese_faults, clean, clean_line, english_faults, note_faults

_STRUCTURE = (
    "## 3",
    "# x",
    "> quote",
    "\\",
    "---",
    "00:01 – 00:02",
    "★",
    "- item",
    "a\n\nb",
    " · ",
    "1",
    "```",
    "[原帖](https://example.org)",
    "♥ 7",
    "🔁 7 · 💬 1",
    "2026-06-09 14:03Z",
    "💡 x",
)
_YAML = ("|", "：", "#", ": ", "'", '"', "{", "&", "*")
_TERMS = ("compute", "算力", "compute（算力）", "（a, 算力）", "pre-training")
_PIECES = st.text(max_size=30) | st.sampled_from((*_STRUCTURE, *_YAML, *_TERMS))
_PROSE = st.lists(_PIECES, min_size=1, max_size=6)


@st.composite
def english(draw: st.DrawFn) -> str:
    text = clean(draw(st.sampled_from(["", " ", "\n"])).join(draw(_PROSE)))
    return text if text and not any(english_faults(text)) else clean(f"{text[:10]} plain words here")


@st.composite
def chinese(draw: st.DrawFn) -> str:
    text = clean(draw(st.sampled_from(["", " ", "\n"])).join(draw(_PROSE)))
    return text if text and not any(chinese_faults(text)) else clean(f"{text[:10]}说明文字")


_URLS = st.none() | st.sampled_from(
    ["https://example.org/a?b=c&d=1#e", "http://example.org", "https://例子.cn/路", "https://example.org/(a)%29"]
)


_AUDIO = st.none() | st.sampled_from(["https://example.org/a.mp3?x=1", "talk.m4a", "audio/第一集 a.ogg"])


def lines(most: int) -> st.SearchStrategy[str]:
    return _PROSE.map("".join).map(lambda text: clean_line(text)[:most].strip()).filter(bool)


_COUNTS = st.none() | st.integers(0, 10**9)
_MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))


@st.composite
def notes(draw: st.DrawFn) -> str:
    text = clean_line(f"{draw(_PIECES)}{draw(st.sampled_from(['不是店面', '店面 ', '💡 ']))}{draw(_PIECES)}")
    return text if not any(note_faults(text)) else "不是店面"


@st.composite
def segments(draw: st.DrawFn, *, raw: bool) -> tuple[Segment, ...]:
    start = 0
    found: list[Segment] = []
    for _ in range(draw(st.integers(1, 4))):
        start += draw(st.integers(0, 4000))
        timed = draw(st.booleans())
        text = draw(english())
        translation = "" if raw and draw(st.booleans()) else draw(chinese())
        found.append(
            Segment(
                english=text,
                chinese=translation,
                speaker=draw(st.none() | lines(30).filter(lambda name: "★" not in name)),
                start=start if timed else None,
                end=draw(st.none() | st.integers(start, start + 100)) if timed else None,
                featured=draw(st.booleans()),
                glosses=find_glosses(text, translation),
                url=draw(_URLS),
                likes=draw(_COUNTS),
                reposts=draw(_COUNTS),
                replies=draw(_COUNTS),
                posted_at=draw(_MOMENTS),
                note=draw(st.none() | notes()) if translation else None,
            )
        )
    return tuple(found)


@st.composite
def episodes(draw: st.DrawFn) -> Episode:
    draft, english_only = draw(st.booleans()), draw(st.booleans())
    day = draw(st.none() | st.dates(min_value=date(1000, 1, 1)))
    names = st.dictionaries(lines(30), lines(30), max_size=3)
    return Episode(
        kind=draw(st.sampled_from(Kind)),
        show=draw(lines(45)),
        title=draw(lines(100)),
        segments=draw(segments(raw=draft or english_only)),
        url=draw(_URLS),
        date=day,
        title_zh=draw(st.none() | lines(100)),
        stated_words=draw(st.none() | st.integers(1, 1_000_000)),
        sources=tuple(url for url in draw(st.lists(_URLS, max_size=3)) if url),
        handle=draw(st.none() | st.from_regex(r"[A-Za-z0-9_.-]{1,20}", fullmatch=True)),
        speakers=tuple(draw(names).items()),
        draft=draft,
        english_only=english_only,
        lead_in=draw(st.none() | lines(60).map(lambda text: f"{text} 值得一读")),
        issue=draw(st.none() | st.dates(min_value=date(1000, 1, 1))),
        id=draw(st.none() | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,40}", fullmatch=True)),
        bio=draw(st.none() | lines(160)),
        audio=draw(_AUDIO),
        order=None if day else draw(st.none() | st.integers(1, 9999)),
    )
