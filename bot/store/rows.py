"""From rows to values, in one place: a column that is renamed is renamed here."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.model.chat import ChatId, Language
from bot.model.delivery import Delivery, Status
from bot.model.known import KnownWord, ReaderLevel
from bot.model.review import Card, Prompt, Rating, Review, ReviewSettings, Session, State
from bot.model.subscription import EmptyDay, Lead, Mode, Standing, Subscription, Translation
from bot.model.term import Context, Term
from bot.store.database import from_ms, maybe_from_ms, maybe_ms, to_ms

# Looked up here rather than by calling the enum: a push reads a subscription, and five calls are a fifth of that.
_LANGUAGES: dict[str, Language] = {each.value: each for each in Language}
_TRANSLATIONS: dict[str, Translation] = {each.value: each for each in Translation}
_MODES: dict[str, Mode] = {each.value: each for each in Mode}
_EMPTY_DAYS: dict[str, EmptyDay] = {each.value: each for each in EmptyDay}
_LEVELS: dict[str, ReaderLevel] = {each.value: each for each in ReaderLevel}
_LEADS: dict[str, Lead] = {each.value: each for each in Lead}
_STANDINGS: dict[str, Standing] = {each.value: each for each in Standing}


def term(row: Any) -> Term:
    """A row of `terms`, without its contexts."""
    return Term(
        id=row["id"],
        key=row["key"],
        headword=row["headword"],
        meaning=row["meaning"],
        created_at=from_ms(row["created_at"]),
        deleted=row["deleted_at"] is not None,
        note=row["note"],
        known=bool(row["known"]),
    )


def known_word(row: Any) -> KnownWord:
    """A row of `known_words`."""
    return KnownWord(row["id"], row["headword"], row["meaning"])


def context(row: Any) -> Context:
    """A row of `contexts`."""
    return Context(
        id=row["id"],
        term_id=row["term_id"],
        episode_id=row["episode_id"],
        position=row["position"],
        sentence=row["sentence"],
        translation=row["translation"],
        show=row["show"],
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        created_at=from_ms(row["created_at"]),
        start=row["start"],
        url=row["url"],
    )


def card(row: Any) -> Card:
    """The memory of a row of `cards`, or of `reviews` as it was before."""
    return Card(
        term_id=row["term_id"],
        due=from_ms(row["due"]),
        state=State(row["state"]),
        step=row["step"],
        stability=row["stability"],
        difficulty=row["difficulty"],
        last_review=maybe_from_ms(row["last_review"]),
    )


def memory_of(card: Card) -> dict[str, Any]:
    """The columns that `card` reads, but for whose memory it is."""
    return {
        "state": card.state.value,
        "step": card.step,
        "stability": card.stability,
        "difficulty": card.difficulty,
        "due": to_ms(card.due),
        "last_review": maybe_ms(card.last_review),
    }


def review(row: Any) -> Review:
    """A row of `reviews`."""
    return Review(
        id=row["id"],
        session_id=row["session_id"],
        position=row["position"],
        rating=Rating(row["rating"]),
        reviewed_at=from_ms(row["reviewed_at"]),
        before=card(row),
    )


def session(row: Any) -> Session:
    """A row of `sessions`."""
    return Session(
        id=row["id"],
        day=date.fromisoformat(row["day"]),
        started_at=from_ms(row["started_at"]),
        queue=tuple(int(term) for term in row["queue"].split(",") if term),
        position=row["position"],
        turn=row["turn"],
    )


def review_settings(row: Any) -> ReviewSettings:
    """A row of `review_settings`."""
    return ReviewSettings(
        chat_id=ChatId(row["chat_id"]),
        four_grades=bool(row["four_grades"]),
        prompt=Prompt(row["prompt"]),
        new_per_day=row["new_per_day"],
        due_per_day=row["due_per_day"],
        reminder=row["reminder"],
        remind_at=maybe_from_ms(row["remind_at"]),
        reminded_on=date.fromisoformat(row["reminded_on"]) if row["reminded_on"] else None,
    )


def delivery(row: Any) -> Delivery:
    """A row of `deliveries`."""
    return Delivery(
        chat_id=ChatId(row["chat_id"]),
        local_date=date.fromisoformat(row["local_date"]),
        episode_id=row["episode_id"],
        size=row["size"],
        first=row["first"],
        status=Status(row["status"]),
        due_at=from_ms(row["due_at"]),
        updated_at=from_ms(row["updated_at"]),
        late=bool(row["late"]),
        attempts=row["attempts"],
        message_id=row["message_id"],
        error=row["error"],
    )


def subscription(row: Any) -> Subscription:
    """A row that begins with the columns of `subscriptions`, in their order: by names it takes half as long again."""
    chat_id, language, zone, minute, days, digest_size, translation, mode, empty_day, silent, *later = row
    quiet_from, quiet_to, standing, since, paused_until, last_date, next_due_at, _last_id, lead, level, *_ = later
    return Subscription(
        chat_id=ChatId(chat_id),
        language=_LANGUAGES[language],
        zone=zone,
        minute=minute,
        days=days,
        digest_size=digest_size,
        translation=_TRANSLATIONS[translation],
        mode=_MODES[mode],
        empty_day=_EMPTY_DAYS[empty_day],
        lead=_LEADS[lead],
        level=_LEVELS[level],
        silent=bool(silent),
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        standing=_STANDINGS[standing],
        since=from_ms(since),
        paused_until=maybe_from_ms(paused_until),
        last_date=date.fromisoformat(last_date) if last_date else None,
        next_due_at=maybe_from_ms(next_due_at),
    )
