"""Who opens a page, where, and what they are told with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bot.web.init_data import LONGEST
from bot.web.shapes.episode import EpisodeTold, MineTold, TodayTold


class Opens(BaseModel):
    """The room that the page begins in. `at` is a segment; without it the reader's own place is meant."""

    room: Literal["today", "episode"]
    episode: Annotated[int, Field(ge=0, le=999_999_999)] | None = None
    at: Annotated[int, Field(ge=0, le=999_999_999)] | None = None


class Opening(BaseModel):
    """What Telegram's app hands to the page, as it is; with `opens` what is shown first is told as well."""

    init_data: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    opens: Opens | None = None


@dataclass(frozen=True, slots=True)
class OpeningTold:
    """A day; or of an episode what a screen shows where it opens. `length` is how many segments it has in all."""

    today: TodayTold | None = None
    episode: EpisodeTold | None = None
    length: int = 0
    mine: MineTold | None = None
