"""What stands beside a sound: its title, its caption with times that seek, its cover; and how a chat listens."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256

from bot.locales import Words
from bot.model.voice import SPEEDS, Listening
from bot.render.buttons.settings import Settings
from bot.render.buttons.voice import SetAloud, SetBoth, SetReviewSound, SetSpeed, SetTimbre
from bot.render.view import Key, View, bold, cut, escape, row, rows, title

MOST_CAPTION = 1024
"""Characters of a caption, after its markup is taken away."""
_LINE = 46
_COVER = 320
_TINTS = ("#2f6f8f", "#7a5c8e", "#8a6d3b", "#3f7d5a", "#9a5a4a", "#4a5fa0")


def digest_caption(listing_title: str, marks: Sequence[tuple[int, str]]) -> str:
    """A title and each segment's time, in milliseconds, with its first words: Telegram makes the times seek."""
    lines = [bold(cut(title(listing_title), 120))]
    length = len(cut(title(listing_title), 120))
    for at, english in marks:
        said = cut(" ".join(english.split()), _LINE)
        line = f"{moment_of(at)} {escape(said)}"
        length += len(f"\n{moment_of(at)} {said}")
        if length > MOST_CAPTION:
            break
        lines.append(line)
    return "\n".join(lines)


def moment_of(milliseconds: int) -> str:
    """`0:42`, or `1:02:31` from an hour on, as Telegram knows times in captions."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def listening_card(now: Listening, words: Words, *, timbres: Sequence[str], both: bool, rendered: bool) -> View:
    """Every choice of listening on a button; those that nothing here could do are left out."""
    say = words.voice
    number = timbres.index(now.timbre) + 1 if now.timbre in timbres else 0
    name = timbre_name(timbres[number - 1], words) if number else say.default
    speed = SPEEDS[(SPEEDS.index(now.speed) + 1) % len(SPEEDS)] if now.speed in SPEEDS else SPEEDS[0]
    return View(
        say.title,
        rows(
            row(
                Key(say.timbre.format(name=name), SetTimbre((number + 1) % (len(timbres) + 1))) if timbres else None,
                Key(say.speed.format(speed=f"{now.speed / 100:.1f}×"), SetSpeed(speed)) if rendered else None,
            ),
            row(
                Key(say.aloud.format(state=say.switches[now.aloud]), SetAloud(int(not now.aloud))),
                Key(say.review.format(state=say.switches[now.review]), SetReviewSound(int(not now.review))),
            ),
            row(Key(say.both.format(state=say.switches[now.both]), SetBoth(int(not now.both))) if both else None),
            row(Key(words.back, Settings())),
        ),
    )


def timbre_name(timbre: str, words: Words) -> str:
    """A voice by accent and name where its name tells them, else by its name."""
    accent, mark, name = timbre.partition("_")
    say = {"a": words.voice.american, "b": words.voice.british}.get(accent[:1])
    return say.format(name=name.title()) if say and mark and len(accent) == 2 else timbre


@lru_cache(64)
def cover_picture(of: str) -> bytes:
    """A small JPEG for the player and the lock screen, the same for the same title."""
    from PIL import Image, ImageDraw  # 4 MB that a bot does without until somebody listens

    digest = sha256(of.encode()).digest()
    picture = Image.new("RGB", (_COVER, _COVER), _TINTS[digest[0] % len(_TINTS)])
    draw = ImageDraw.Draw(picture)
    bars = 13
    for bar in range(bars):
        height = 30 + digest[bar + 1] * 150 // 255
        left = 40 + bar * 19
        draw.rounded_rectangle(
            (left, _COVER // 2 - height // 2, left + 10, _COVER // 2 + height // 2), radius=5, fill="#f4efe6"
        )
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=80)
    return target.getvalue()
