"""The chart of /stats is read on a phone, by day and by night."""

import io

import pytest
from PIL import Image

from bot.render.chart import HEIGHT, WIDTH, chart

DAYS = (9, *[0] * 26, 100)
PHONE = 330
"""Points that a picture is wide on a phone."""


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    drawn = Image.open(io.BytesIO(chart(DAYS, (None, 0.7, 0.8, None, 0.92, 0.88, 0.95, 0.4), 0.9))).convert("RGB")
    assert drawn.size == (WIDTH, HEIGHT)
    return drawn


def luminance(color: tuple[int, ...]) -> float:
    """As WCAG defines it."""
    parts = [each / 255 for each in color]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def digits(picture: Image.Image) -> Image.Image:
    """The labels left of the axes, the upper part's."""
    return picture.crop((0, 0, 125, HEIGHT // 2))


def test_it_glares_in_no_dark_room_and_its_digits_stand_out(picture: Image.Image) -> None:
    colors = [color for _, color in digits(picture).getcolors(100_000) or () if isinstance(color, tuple)]
    paper, ink = min(map(luminance, colors)), max(map(luminance, colors))
    assert paper < 0.05
    assert (ink + 0.05) / (paper + 0.05) >= 7


def test_its_digits_are_as_high_as_small_print_on_a_phone(picture: Image.Image) -> None:
    dark = digits(picture).convert("L").point(lambda shade: 255 * (shade > 120))
    box = dark.crop((0, 0, 125, 120)).getbbox()  # the topmost label
    assert box is not None
    assert (box[3] - box[1]) * PHONE / WIDTH >= 8
