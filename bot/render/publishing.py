"""What operators see of publishing: drafts, reports, the day's edition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.locales import Words
from bot.locales.faults import told
from bot.model.reading import Listing
from bot.render.buttons.publishing import (
    Correct,
    Discard,
    DoWithdraw,
    KeepPublished,
    PublishDraft,
    RestorePiece,
    Withdraw,
)
from bot.render.proofs import doubts_lines
from bot.render.view import Key, View, bold, cut, escape, row, title
from content.checks.doubt import Doubt, Severity
from content.episode.episode import Episode, Segment
from content.publishing.piece import Fate, Piece

_SHOWN = 600
_NOTE = 300
_LINES = 30
_SIGNS = {
    Fate.PUBLISHED: "✅",
    Fate.DRAFT: "✏️",
    Fate.HELD: "⏸",
    Fate.REFUSED: "⚠️",
    Fate.FAULTY: "⚠️",
    Fate.REPEAT: "↺",
    Fate.WITHDRAWN: "⊘",
}


def draft_card(episode: Episode, mark: str, doubts: Sequence[Doubt], words: Words) -> View:
    """A draft with its first words and what is doubtful in it, to publish or to throw away."""
    say = words.publishing
    first = next((segment for segment in episode.segments if segment.featured), episode.segments[0])
    text = say.draft_card.format(
        kind=words.kinds[episode.kind],
        title=escape(title(episode.title)),
        show=escape(cut(episode.show, 80)),
        segments=len(episode.segments),
        words=episode.words,
        english=escape(cut(first.english, _SHOWN)),
    )
    if first.chinese:
        text += f"\n\n<blockquote>{escape(cut(first.chinese, _SHOWN))}</blockquote>"
    if doubts:
        text += f"\n\n{words.proofs.draft.format(count=len(doubts))}\n{doubts_lines(doubts, words)}"
    return View(text, (row(Key(say.publish, PublishDraft(mark)), Key(say.discard, Discard(mark))),))


def published_card(listing: Listing, words: Words) -> View:
    """A piece that is out, and the way to take it back."""
    say = words.publishing
    text = say.published.format(title=escape(title(listing.title)))
    return View(text, (row(Key(say.withdraw, Withdraw(listing.id))),))


def withdraw_question(listing: Listing, words: Words) -> View:
    """Asked before a piece is taken from its readers."""
    say = words.publishing
    return View(
        say.withdraw_ask.format(title=escape(title(listing.title))),
        (row(Key(say.withdraw, DoWithdraw(listing.id)), Key(say.keep_published, KeepPublished(listing.id))),),
    )


def withdrawn_card(listing: Listing, words: Words) -> View:
    """A piece that was taken back, and the way to bring it back."""
    say = words.publishing
    return View(
        say.withdrawn.format(title=escape(title(listing.title))), (row(Key(say.restore, RestorePiece(listing.id))),)
    )


def taken_back_card(listing: Listing, position: int, words: Words) -> View:
    """A reader no longer finds a segment's translation bad."""
    text = words.publishing.report_taken_back
    return View(text.format(title=escape(title(listing.title)), number=position + 1))


def report_card(listing: Listing, position: int, segment: Segment, words: Words) -> View:
    """A segment whose translation a reader finds bad."""
    say = words.publishing
    text = say.report_card.format(
        title=escape(title(listing.title)),
        number=position + 1,
        english=escape(segment.english),
        chinese=escape(segment.chinese),
    )
    return View(text, (row(Key(say.correct, Correct(listing.id, position)), Key(say.withdraw, Withdraw(listing.id))),))


def edition_card(pieces: tuple[Piece, ...], stale: timedelta | None, words: Words) -> View:
    """What the day's feed came to: what is out, what is not and why."""
    say = words.publishing
    news = [piece for piece in pieces if piece.fate not in (Fate.REPEAT, Fate.WITHDRAWN)]
    lines = [f"{_SIGNS[piece.fate]} {bold(cut(piece.name, 120))}{_why(piece, words)}" for piece in news[:_LINES]]
    text = say.daily_done.format(lines="\n".join(lines)) if lines else say.daily_nothing
    if len(news) > _LINES:
        text += f"\n… +{len(news) - _LINES}"
    if stale is not None:
        text += "\n" + say.daily_stale.format(hours=round(stale / timedelta(hours=1)))
    return View(text)


def _why(piece: Piece, words: Words) -> str:
    if piece.fate is Fate.PUBLISHED or not piece.note:
        return ""
    major = tuple(doubt for doubt in piece.doubts if doubt.severity is Severity.MAJOR)
    if piece.fate is Fate.HELD and major:
        return f"\n{doubts_lines(major[:1], words)}"
    return f"\n{escape(cut(told(piece.why or piece.note.splitlines()[-1], words.publishing), _NOTE // 3))}"
