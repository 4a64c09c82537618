"""The picture of /stats: above cards a day in the weeks ahead, below the share remembered in the weeks past.

Only digits are drawn: words stand in the caption, in the reader's language. Telegram tells no bot whether a client is
light or dark, and a picture keeps its paper: it is a dark one, which glares in neither. Drawn for a phone: a picture
is shown some 330 points wide there, so that its digits are 13 points high.
"""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1000, 780
_SCALE = 2
"""Drawn larger and reduced: lines come out smooth."""

_DIGITS = 40
_PAPER, _INK, _FAINT = "#1d2329", "#d6d9dc", "#454e57"
_BAR, _TODAY, _LINE = "#5f9088", "#9fdccf", "#e0a070"
_LEFT, _RIGHT = 130, 960
_AHEAD = (50, 310)
_PAST = (440, 700)
"""Top and bottom of each part."""

_LOWEST = 0.5
"""Where the axis of retention begins: what lies below is drawn on it."""


def chart(ahead: tuple[int, ...], retention: tuple[float | None, ...], target: float) -> bytes:
    """A PNG. `ahead` is cards a day, today first; `retention` is a share from 0 to 1 a week, oldest first, or None."""
    image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), _PAPER)
    pen = _Pen(ImageDraw.Draw(image))
    _bars(pen, ahead)
    _line(pen, retention, target)
    out = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


class _Pen:
    """Draws in the coordinates of the finished picture."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self._draw = draw
        self._font = ImageFont.load_default(_DIGITS * _SCALE)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        spots = tuple(at * _SCALE for at in (left, top, right, bottom))
        self._draw.rounded_rectangle(spots, radius=5 * _SCALE, fill=fill)

    def line(self, spots: list[tuple[float, float]], fill: str, width: float = 1) -> None:
        scaled = [(x * _SCALE, y * _SCALE) for x, y in spots]
        self._draw.line(scaled, fill=fill, width=round(width * _SCALE), joint="curve")

    def dot(self, x: float, y: float, fill: str) -> None:
        self._draw.circle((x * _SCALE, y * _SCALE), 11 * _SCALE, fill=fill, outline=_PAPER, width=2 * _SCALE)

    def text(self, x: float, y: float, text: str, anchor: str, fill: str = _INK) -> None:
        self._draw.text((x * _SCALE, y * _SCALE), text, fill=fill, font=self._font, anchor=anchor)


def _bars(pen: _Pen, ahead: tuple[int, ...]) -> None:
    """A bar a day, today's bright; a mark under every seventh."""
    (top, bottom), most = _AHEAD, _rounded(max([*ahead, 4]))
    for part in range(3):
        y = bottom - (bottom - top) * part / 2
        pen.line([(_LEFT, y), (_RIGHT, y)], _FAINT, 2)
        pen.text(_LEFT - 18, y, f"{most * part // 2}", "rm")
    step = (_RIGHT - _LEFT) / len(ahead)
    for day, count in enumerate(ahead):
        x = _LEFT + day * step
        if count:
            height = max(8, (bottom - top) * count / most)
            pen.box(x + step * 0.14, bottom - height, x + step * 0.86, bottom, _BAR if day else _TODAY)
        if day % 7 == 0:
            pen.text(x + step / 2, bottom + 20, f"+{day}" if day else "0", "mt")


def _line(pen: _Pen, retention: tuple[float | None, ...], target: float) -> None:
    """A dot a week that had reviews, joined; the target dashed."""
    top, bottom = _PAST

    def height(share: float) -> float:
        return bottom - (bottom - top) * (max(share, _LOWEST) - _LOWEST) / (1 - _LOWEST)

    for percent in (50, 75, 100):
        y = height(percent / 100)
        pen.line([(_LEFT, y), (_RIGHT, y)], _FAINT, 2)
        pen.text(_LEFT - 18, y, f"{percent}%", "rm")
    for dash in range(_LEFT, _RIGHT, 24):
        pen.line([(dash, height(target)), (min(dash + 12, _RIGHT), height(target))], _INK, 2)
    step = (_RIGHT - _LEFT) / len(retention)
    spots = [(_LEFT + (week + 0.5) * step, height(share)) for week, share in enumerate(retention) if share is not None]
    if len(spots) > 1:
        pen.line(spots, _LINE, 5)
    for x, y in spots:
        pen.dot(x, y, _LINE)
    for week in range(len(retention)):
        back = len(retention) - 1 - week
        if back % 2 == 0:
            pen.text(_LEFT + (week + 0.5) * step, bottom + 20, f"-{7 * back}" if back else "0", "mt")


def _rounded(most: int) -> int:
    """A number at or above `most` that four parts of an axis divide well."""
    step = 4
    while step < most:
        step = step * 2 if step < 40 else (step // 40 + 1) * 40
    return step
