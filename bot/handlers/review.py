"""/review: today's cards one by one, each rated once, the last rating always taken back."""

from __future__ import annotations

import random
from datetime import timedelta

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.locales import Words
from bot.model.memory import intervals, rate
from bot.model.review import Rating, ReviewSettings, Session
from bot.model.review import Review as Rated
from bot.model.review_day import review_day
from bot.model.schedule import local_date
from bot.model.subscription import Subscription
from bot.model.term import Term
from bot.render.buttons.packing import Button, StaleButton
from bot.render.buttons.review import Answer, DropCard, Grade, PutOffCard, RestoreCard, Review, UndoReview
from bot.render.review import Standing, answer, dropped_card, interval, nothing_due, question, summary
from bot.render.view import View


async def review(command: Command, desk: Desk) -> None:
    """Begin or go on, in a new message."""
    subscription, words = await desk.reader(command)
    await desk.reply.send(command.chat_id, await _open(subscription, words, desk))


async def go_on(tap: Tap[Review], desk: Desk) -> None:
    """Begin or go on; from another card, such as the day's, in a message of its own."""
    subscription, words = await desk.reader(tap)
    view = await _open(subscription, words, desk)
    if tap.button.here:
        await desk.reply.show(tap, view)
        return
    await desk.reply.toast(tap)
    await desk.reply.send(tap.chat_id, view)


async def show_answer(tap: Tap[Answer], desk: Desk) -> None:
    """Show what a card is about; where the session is elsewhere by now, show where."""
    subscription, words = await desk.reader(tap)
    session, term = await _current(tap, tap.button.term, tap.button.turn, desk)
    if session is None or term is None:
        await _show(tap, subscription, words, desk)
        return
    card, now = await desk.store.reviews.card(tap.chat_id, term.id), desk.clock()
    if card is None:
        raise StaleButton(tap.button.pack())
    settings = await desk.store.review_settings.get(tap.chat_id)
    view = answer(
        term,
        await _standing(subscription, session, desk),
        intervals(card, now, _seed(term.id, session)),
        words,
        today=local_date(subscription.zone, now),
        four=settings.four_grades,
    )
    await desk.reply.show(tap, view)


async def grade(tap: Tap[Grade], desk: Desk) -> None:
    """Rate a card and show the next. A tap out of turn rates nothing and shows where the session is."""
    subscription, words = await desk.reader(tap)
    session, term = await _current(tap, tap.button.term, tap.button.turn, desk)
    card = await desk.store.reviews.card(tap.chat_id, term.id) if term else None
    if session is None or card is None:
        await _show(tap, subscription, words, desk, words.review.counted)
        return
    now = desk.clock()
    chance = random.Random(_seed(card.term_id, session))  # noqa: S311  # spreads intervals, keeps no secret
    rated = rate(card, tap.button.rating, now, chance)
    ((place, _), *_) = await desk.store.reviews.left(tap.chat_id, session, now)
    entry = Rated(0, session.id, place, rated.rating, rated.reviewed_at, card)
    again = rated.after.due < review_day(subscription.zone, now).closes
    counted = await desk.store.reviews.grade(tap.chat_id, session, entry, rated.after, again=again)
    toast = words.review.counted
    if counted:
        said = interval(rated.after.due - rated.reviewed_at, words)
        toast = words.review.graded.format(grade=words.review.grades[rated.rating], interval=said)
    await _show(tap, subscription, words, desk, toast)


async def undo(tap: Tap[UndoReview], desk: Desk) -> None:
    """Take the last rating back and show its card again."""
    subscription, words = await desk.reader(tap)
    session = await desk.store.reviews.session(tap.chat_id)
    given = await desk.store.reviews.of_session(tap.chat_id, session.id) if session else ()
    if session is None or not given or given[-1].id != tap.button.review:
        await _show(tap, subscription, words, desk, words.review.counted)
        return
    undone = await desk.store.reviews.undo(tap.chat_id, session, given[-1])
    await _show(tap, subscription, words, desk, words.review.undone if undone else words.review.counted)


async def put_off(tap: Tap[PutOffCard], desk: Desk) -> None:
    """Not today: the card comes tomorrow, its memory untouched."""
    subscription, words = await desk.reader(tap)
    term = await _term(tap, tap.button.term, desk)
    await desk.store.reviews.hide(tap.chat_id, term.id, review_day(subscription.zone, desk.clock()).closes)
    await _show(tap, subscription, words, desk, words.review.put_off_done.format(headword=term.headword[:60]))


async def drop(tap: Tap[DropCard], desk: Desk) -> None:
    """Delete the term of a card; its place shows the way to undo it."""
    _, words = await desk.reader(tap)
    term = await _term(tap, tap.button.term, desk)
    await desk.store.terms.delete(tap.chat_id, term.id, desk.clock())
    await desk.reply.show(tap, dropped_card(term, words))


async def restore(tap: Tap[RestoreCard], desk: Desk) -> None:
    """Undo the deletion and go on."""
    subscription, words = await desk.reader(tap)
    await desk.store.terms.restore(tap.chat_id, tap.button.term)
    await _show(tap, subscription, words, desk)


async def _open(subscription: Subscription, words: Words, desk: Desk) -> View:
    """Today's session where it stands, begun if there is none or it is finished."""
    chat_id, now = subscription.chat_id, desk.clock()
    day, session = review_day(subscription.zone, now), await desk.store.reviews.session(subscription.chat_id)
    if session is None or session.day != day.day or not await desk.store.reviews.left(chat_id, session, now):
        caps = _caps(await desk.store.review_settings.get(chat_id))
        session = await desk.store.reviews.begin(chat_id, day.day, now, day.opens, day.closes, caps)
    if session is not None:
        return await _card(subscription, session, words, desk)
    return nothing_due(
        words,
        any_terms=await desk.store.terms.any(chat_id),
        next_due=await desk.store.reviews.next_due(chat_id),
        zone=subscription.zone,
    )


async def _show(tap: Tap[Button], subscription: Subscription, words: Words, desk: Desk, toast: str = "") -> None:
    """Turn the message into where the session is now."""
    session = await desk.store.reviews.session(tap.chat_id)
    if session is None:
        raise StaleButton(tap.button.pack())
    await desk.reply.show(tap, await _card(subscription, session, words, desk), toast)


async def _card(subscription: Subscription, session: Session, words: Words, desk: Desk) -> View:
    """The question of a session's next card, or its summary."""
    chat_id, now = subscription.chat_id, desk.clock()
    left = await desk.store.reviews.left(chat_id, session, now)
    term = await desk.store.terms.get(chat_id, left[0][1]) if left else None
    if term is None:
        return await _summary(subscription, session, words, desk)
    settings = await desk.store.review_settings.get(chat_id)
    today = local_date(subscription.zone, now)
    return question(term, await _standing(subscription, session, desk), settings.prompt, words, today=today)


async def _summary(subscription: Subscription, session: Session, words: Words, desk: Desk) -> View:
    chat_id, now = subscription.chat_id, desk.clock()
    given = await desk.store.reviews.of_session(chat_id, session.id)
    day = review_day(subscription.zone, now)
    caps = _caps(await desk.store.review_settings.get(chat_id))
    left = await desk.store.reviews.waiting(chat_id, now, day.opens, day.closes, caps)
    next_day = review_day(subscription.zone, day.closes + timedelta(hours=1))
    tomorrow = await desk.store.reviews.waiting(chat_id, day.closes, next_day.opens, next_day.closes, caps)
    lapsed = dict.fromkeys(entry.before.term_id for entry in given if entry.rating is Rating.AGAIN)
    terms = [await desk.store.terms.get(chat_id, term_id) for term_id in lapsed]
    return summary(
        len({entry.before.term_id for entry in given}),
        tuple(term.headword for term in terms if term is not None),
        words,
        undo=given[-1].id if given else None,
        tomorrow=tomorrow.total,
        overdue=left.overdue,
    )


async def _current(tap: Tap[Button], term_id: int, turn: int, desk: Desk) -> tuple[Session | None, Term | None]:
    """The session and its next term, if that is what a button is about."""
    session = await desk.store.reviews.session(tap.chat_id)
    if session is None or session.turn != turn:
        return None, None
    left = await desk.store.reviews.left(tap.chat_id, session, desk.clock())
    if not left or left[0][1] != term_id:
        return None, None
    return session, await desk.store.terms.get(tap.chat_id, term_id)


async def _standing(subscription: Subscription, session: Session, desk: Desk) -> Standing:
    given = await desk.store.reviews.of_session(subscription.chat_id, session.id)
    left = await desk.store.reviews.left(subscription.chat_id, session, desk.clock())
    undo = given[-1].id if given else None
    return Standing(len(given) + 1, len(given) + len(left), session.turn, undo)


async def _term(tap: Tap[Button], term_id: int, desk: Desk) -> Term:
    term = await desk.store.terms.get(tap.chat_id, term_id)
    if term is None or term.deleted:
        raise StaleButton(tap.button.pack())
    return term


def _caps(settings: ReviewSettings) -> tuple[int, int]:
    return settings.new_per_day, settings.due_per_day


def _seed(term_id: int, session: Session) -> str:
    """What the spread of an interval follows from: the same on the button and after its tap."""
    return f"{term_id}:{session.turn}"
