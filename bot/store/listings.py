"""Rows of episodes as values: a listing from the view `listings`, a segment from its body, and back."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from bot.model.reading import Digest, Listing, Rest
from bot.model.subscription import DIGEST_SIZES
from content.episode.digest import choose
from content.episode.episode import Episode, Gloss, Kind, Segment

_EPISODES_KEPT, _SEGMENTS_KEPT = 256, 512
"""Rows whose parsed form is kept: what is read today, by many. Keyed by the row itself, so never out of date."""


def listing(row: Any) -> Listing:
    """A row that begins with those of the view `listings`. The same row is the same object."""
    return _listing(*row) if len(row) == _COLUMNS else _listing(*tuple(row)[:_COLUMNS])


_COLUMNS = 23
"""Of the view."""


@lru_cache(_EPISODES_KEPT)
def _listing(number: int, key: str, kind: str, show: str, title: str, *more: Any) -> Listing:
    title_zh, url, day, words, minutes, length, digests, withdrawn, *later = more
    issue, together, handle, bio, lead_in, sources, builder, podcasts, blogs, posts = later
    of_kind = Kind(kind)
    return Listing(
        id=number,
        key=key,
        kind=of_kind,
        show=show,
        title=title,
        title_zh=title_zh,
        url=url,
        date=date.fromisoformat(day) if day else None,
        words=words,
        minutes=minutes,
        length=length,
        digests={int(size): Digest(tuple(chosen), took) for size, (chosen, took) in json.loads(digests).items()},
        withdrawn=bool(withdrawn),
        issue=date.fromisoformat(issue) if issue else None,
        together=together,
        handle=handle,
        bio=bio,
        lead_in=lead_in,
        sources=tuple(json.loads(sources)),
        builder=builder,
        rest=Rest(
            podcasts=max(0, podcasts - (of_kind is Kind.PODCAST)),
            blogs=max(0, blogs - (of_kind is Kind.BLOG)),
            posts=max(0, posts - (of_kind is Kind.POSTS)),
        ),
    )


def columns(episode: Episode, digest: str) -> dict[str, Any]:
    """What is stored of an episode beside its segments. Choosing the digests of a podcast takes milliseconds."""
    issued = episode.issued.isoformat() if episode.issued else None
    digests = {size: _digest(episode, choose(episode, size)) for size in DIGEST_SIZES}
    return {
        "key": episode.key,
        "hash": digest,
        "kind": episode.kind.value,
        "show": episode.show,
        "title": episode.title,
        "title_zh": episode.title_zh,
        "url": episode.url,
        "date": episode.date.isoformat() if episode.date else None,
        "words": episode.words,
        "minutes": episode.minutes,
        "length": len(episode.segments),
        "digests": json.dumps(digests),
        "issue": issued if episode.date else None,
        "together": issued if episode.date or issued is None else f"evergreen {issued}",
        "builder": _builder(episode),
        "handle": episode.handle,
        "bio": episode.bio,
        "lead_in": episode.lead_in,
        "sources": json.dumps(episode.sources),
        "place": episode.order,
    }


def _digest(episode: Episode, positions: tuple[int, ...]) -> list[Any]:
    return [positions, episode.reading_minutes(positions)]


def _builder(episode: Episode) -> str | None:
    """Who posted: the account where it is known, for a name may change from day to day."""
    if episode.kind is not Kind.POSTS:
        return None
    return f"@{episode.handle.casefold()}" if episode.handle else " ".join(episode.show.casefold().split())


def body(segment: Segment) -> str:
    """A segment as it is stored."""
    glosses = [[gloss.headword, gloss.meaning, gloss.span] for gloss in segment.glosses]
    times = [segment.start, segment.end]
    posted = segment.posted_at.isoformat() if segment.posted_at else None
    post = [segment.url, segment.likes, segment.reposts, segment.replies, posted]
    parts = [segment.english, segment.chinese, segment.speaker, times, glosses, post, segment.note]
    return json.dumps(parts, ensure_ascii=False)


@lru_cache(_SEGMENTS_KEPT)
def segment(stored: str) -> Segment:
    """And back; those of files that became faulty may have been stored by an earlier version, with less."""
    english, chinese, speaker, (start, end), glosses, (url, likes, *more), *note = json.loads(stored)
    reposts, replies, posted = more or (None, None, None)
    return Segment(
        english=english,
        chinese=chinese,
        speaker=speaker,
        start=start,
        end=end,
        glosses=tuple(Gloss(headword, meaning, tuple(span) if span else None) for headword, meaning, span in glosses),
        url=url,
        likes=likes,
        reposts=reposts,
        replies=replies,
        posted_at=datetime.fromisoformat(posted) if posted else None,
        note=note[0] if note else None,
    )
