"""Every card that a reader can come to in an episode, and Telegram's own judgement of each."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any

import pytest

from bot.app.routes import BUTTONS
from bot.locales import WORDS, Words
from bot.model.chat import ChatId, Language
from bot.model.delivery import Delivery, Status
from bot.model.reading import WHOLE, Digest, Listing, Passage, Piece, Place, Post, Rest
from bot.model.subscription import DIGEST_SIZES, Subscription, Translation
from bot.model.term import Context, Term
from bot.render.archive import calendar_card, evergreen_card, missed_card, months_card
from bot.render.builders import builder_card, builders_card
from bot.render.buttons.issues import Day, Issue
from bot.render.buttons.packing import MAX_BYTES, Button, unpack
from bot.render.digest import (
    digest_card,
    jump_grid,
    later_choice,
    nothing_today,
    put_off_card,
    skipped_card,
)
from bot.render.issue import issue_card
from bot.render.origin import sources_card
from bot.render.recap import recap
from bot.render.segment import more_choice, note_card, segment_card
from bot.render.view import MAX_TEXT, View, columns, moment
from bot.render.vocabulary import deleted_card, term_card, vocabulary_page
from bot.render.why import why_card
from bot.vocabulary.headwords import identity
from content.episode.digest import choose
from content.episode.episode import Episode, Kind, Segment
from content.episode.learning import offered
from content.text.pairs import sentence_of

NOW = datetime(2026, 6, 4, tzinfo=UTC)
TODAY = date(2026, 6, 4)
BIG_ID = 2**31 - 1
"""As long as ids in buttons can get."""


@cache
def _tdjson() -> Any:
    tdjson = pytest.importorskip("tdjson")
    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')
    return tdjson


def telegrams_reading(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text and entities that Telegram's own parser makes of HTML; fails where it refuses it."""
    request = {"@type": "parseTextEntities", "text": source, "parse_mode": {"@type": "textParseModeHTML"}}
    told: dict[str, Any] = json.loads(_tdjson().td_execute(json.dumps(request).encode()))
    assert told["@type"] != "error", f"{told['message']}: {source!r}"
    return told["text"], told["entities"]


def found_by_telegram(text: str) -> list[dict[str, Any]]:
    """The times in a text that Telegram finds by itself, in the caption of a sound."""
    request = {"@type": "getTextEntities", "text": text}
    told: dict[str, Any] = json.loads(_tdjson().td_execute(json.dumps(request).encode()))
    return [each for each in told["entities"] if each["type"]["@type"] == "textEntityTypeMediaTimestamp"]


def judged(view: View) -> View:
    """The view, if Telegram takes it whole and every label is within its budget."""
    text, entities = telegrams_reading(view.text)
    assert text.strip()
    assert len(text) <= MAX_TEXT
    assert len(text.encode("utf-16-le")) // 2 <= MAX_TEXT
    assert len(entities) <= 100
    assert text == view.plain
    assert sum(map(len, view.rows)) <= 100
    for row in view.rows:
        assert 1 <= len(row) <= 8
        for key in row:
            assert key.label.strip()
            assert columns(key.label) <= 36 // len(row), (key.label, len(row))
            assert (key.button is None) != (key.url is None)
            if key.button is not None:
                assert _comes_back(key.button)
    return view


@lru_cache(maxsize=10_000)
def _comes_back(button: Button) -> bool:
    """What is packed is short enough and unpacked as it was. A card has many buttons of the card before."""
    packed = button.pack()
    assert len(packed.encode()) <= MAX_BYTES
    assert unpack(packed, BUTTONS) == button
    return True


def listed(episode: Episode) -> Listing:
    """As the store lists it."""
    chosen = {size: tuple(choose(episode, size)) for size in DIGEST_SIZES}
    return Listing(
        id=BIG_ID,
        key=episode.key,
        kind=episode.kind,
        show=episode.show,
        title=episode.title,
        title_zh=episode.title_zh,
        url=episode.url,
        date=episode.date,
        words=episode.words,
        minutes=episode.minutes,
        length=len(episode.segments),
        digests={size: Digest(positions, episode.reading_minutes(positions)) for size, positions in chosen.items()},
        issue=episode.issued if episode.date else None,
        together="2026-06-04",
        handle=episode.handle,
        bio=episode.bio,
        lead_in=episode.lead_in,
        sources=episode.sources,
        builder="@levie" if episode.kind is Kind.POSTS else None,
        rest=Rest(2, 99, 99),
    )


def reader(language: Language, **fields: Any) -> Subscription:
    given: dict[str, Any] = {"zone": "America/Argentina/ComodRivadavia", "minute": 480, "since": NOW}
    return Subscription(chat_id=ChatId(7), language=language, **(given | fields))


def segments_cards(listing: Listing, segment: Segment, size: int, index: int, words: Words) -> Iterator[View]:
    """One segment in every mode, saved or not, and what else can be done with it."""
    whole = Passage(listing, segment, size, index)
    for passage in (replace(whole, part=part) for part in range(whole.parts)):
        headwords = [gloss.headword for _, gloss in passage.offers]
        for translation in Translation:
            for saved in ({}, dict.fromkeys(headwords, True)):
                yield segment_card(passage, words, translation=translation, saved=saved)
            yield more_choice(passage, words, translation=translation)
        undo = passage.offers[0][0] if passage.offers else None
        yield segment_card(passage, words, translation=Translation.HIDDEN, saved={}, just_known=undo)
    yield note_card(whole, words)


def cards(episode: Episode, words: Words) -> Iterator[View]:
    """Every card on the way through an episode, digest and whole."""
    listing = listed(episode)
    for size in (*DIGEST_SIZES, WHOLE):
        for index, position in enumerate(listing.positions(size)):
            if size in (8, WHOLE):
                yield from segments_cards(listing, episode.segments[position], size, index, words)
            yield jump_grid(listing, size, index, words)
        yield from around(listing, size, words)
    yield from kept(episode, listing, words)


def around(listing: Listing, size: int, words: Words) -> Iterator[View]:
    """What stands before and after a reading of `size`."""
    total = len(listing.positions(size))
    for place in (None, *(Place(listing.id, size, index) for index in (0, 1, total - 1, total))):
        yield digest_card(listing, size, words, today=TODAY, place=place)
    part = (0, min(8, listing.length))
    yield digest_card(listing, size, words, today=TODAY, late=True, missed=6, part=part)
    yield digest_card(listing, size, words, today=TODAY, private_url="https://t.me/buildspeak_bot?start=e_1_8")
    for evening in (True, False):
        yield later_choice(listing, size, words, evening=evening)
    yield put_off_card(listing, size, words, when=moment(NOW, "Asia/Shanghai", words))
    yield skipped_card(listing, size, words)


def kept(episode: Episode, listing: Listing, words: Words) -> Iterator[View]:
    """Recap, vocabulary, archive and /why of someone who saved everything."""
    terms = tuple(terms_of(episode, listing))
    names = tuple(term.headword for term in terms)
    for saved, rest in (((), 0), ((), 999), (names, 0), (names, 999)):
        pairs = tuple((headword, headword) for headword in saved)
        size = WHOLE if rest else 8
        yield recap(
            listing,
            size,
            reader(Language.ZH, next_due_at=NOW),
            words,
            saved=pairs,
            rest=rest,
            waiting=rest,
            asks_hour=bool(rest),
            asks_level=not rest,
        )
    for page in range(0, len(terms), 8):
        shown = tuple(replace(term, contexts=term.contexts[:1]) for term in terms[page : page + 8])
        yield vocabulary_page(shown, 1234, page // 8 + 100, words)
    yield vocabulary_page((), 0, 0, words)
    for term in terms:
        yield term_card(term, BIG_ID, words, today=TODAY)
        yield deleted_card(term, BIG_ID, words)
    months = tuple((f"20{year:02d}-{month:02d}", 99) for year in range(30, 26, -1) for month in range(12, 0, -1))
    yield months_card((*months[:20], ("", 123)), words)
    yield months_card((), words)
    june = {date(2026, 6, day): 99 for day in range(1, 31)}
    yield calendar_card(months, "2026-06", june, set(june), words, last=date(2026, 6, 30))
    yield evergreen_card((listing,) * 4, 9, 123, words, size=8, page_size=4, dated=True)
    yield evergreen_card((listing,), 0, 1, words, size=8, page_size=4, dated=False)
    yield missed_card((listing,) * 6, words, size=8)
    yield from together(episode, listing, words)
    yield nothing_today(words)
    language = next(language for language, spoken in WORDS.items() if spoken is words)
    for status in Status:
        last = Delivery(ChatId(7), TODAY, listing.id, 8, 0, status, NOW, NOW, message_id=1, error="x")
        someone = reader(language, next_due_at=NOW)
        yield why_card(someone, words, NOW, sent_at=NOW, title=listing.title, newest=last)


def together(episode: Episode, listing: Listing, words: Words) -> Iterator[View]:
    """Issues with the episode in them, its sources, and whoever posted it as a builder."""
    pieces = tuple(
        Piece(replace(listing, kind=kind), episode.segments[0], read=True, followed=True)
        for kind in Kind
        for _ in range(40)
    )
    for opened in (Issue(BIG_ID, 8, 0), Day(TODAY.toordinal(), 0)):
        for page in (0, 1, BIG_ID):
            yield issue_card(pieces, page, words, today=TODAY, size=8, opened=opened)
    yield sources_card(listing, 8, words)
    builders = (replace(listing, builder="@levie"),) * 16
    for followed in ((), ("@levie",)):
        yield builders_card(builders, followed, 9, words, today=TODAY, more=True)
    yield builders_card((), (), 0, words, today=TODAY, more=False)
    posts = tuple(Post(BIG_ID, BIG_ID, segment) for segment in episode.segments[:5])
    for known in (True, False):
        yield builder_card(listing, posts, 9, words, zone="UTC", followed=known, more=True)


def terms_of(episode: Episode, listing: Listing) -> Iterator[Term]:
    """Every term that the episode offers, each with its sentence three times, as if met in three places."""
    seen = set()
    for position, segment in enumerate(episode.segments):
        for gloss in (segment.glosses[index] for index in offered(segment)):
            if identity(gloss.headword) in seen:
                continue
            seen.add(identity(gloss.headword))
            sentence, translation = sentence_of(segment, gloss)
            met = Context(BIG_ID, BIG_ID, 1, position, sentence, translation, listing.show, listing.date, NOW)
            yield Term(BIG_ID, identity(gloss.headword), gloss.headword, gloss.meaning, NOW, (met,) * 3)
