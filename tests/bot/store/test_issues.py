"""Issues in the store: what is news is told by their date, what leads them by the operator and the reader."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.model.chat import ChatId
from bot.model.delivery import Delivery, Status
from bot.model.reading import WHOLE, Listing, Place, Rest
from bot.model.subscription import Lead
from bot.store import Store, open_store
from bot.store.delivery_rows import Owing
from content.episode.episode import Episode, Kind
from tests.kit.clock import START
from tests.kit.made import ONE, OTHER, people, served, subscription
from tests.kit.story import episode, library

JUNE = date(2026, 6, 4)
OLD = date(2026, 5, 2)


def issue(day: date, *, podcast_from: date = OLD, builders: int = 2) -> list[Episode]:
    """A podcast that is weeks older than the posts beside it, an article, and builders."""
    return [
        episode(f"Podcast {day}", day=podcast_from, issue=day),
        episode(f"Article {day}", day=day - timedelta(days=1), issue=day, kind=Kind.BLOG, length=2),
        *(posts(f"Builder {n}", day) for n in range(builders)),
    ]


def posts(builder: str, day: date, **fields: Any) -> Episode:
    given: dict[str, Any] = {
        "show": builder,
        "handle": builder.replace(" ", ""),
        "kind": Kind.POSTS,
        "length": 1,
        "issue": day,
    }
    return episode(f"{builder} · {day}", day=day, **(given | fields))


async def had(store: Store, chat_id: ChatId, day: date, listing: Listing) -> None:
    row = Delivery(chat_id, day, listing.id, 8, 0, Status.SENDING, START, START)
    await store.deliveries.take(Owing(row, subscription(chat_id), None, None))


async def news(store: Store, day: date = JUNE, *chats: ChatId) -> list[str | None]:
    found = await store.issues.news([(chat_id, day) for chat_id in chats or (ONE,)])
    return [found[chat_id].title if chat_id in found else None for chat_id in chats or (ONE,)]


async def test_a_podcast_that_is_weeks_older_than_the_posts_beside_it_leads_the_day(store: Store) -> None:
    await store.episodes.sync(library(*issue(JUNE)))
    assert await news(store) == ["Podcast 2026-06-04"]


async def test_the_next_issue_comes_before_what_the_last_lead_displaced_and_a_day_without_one_brings_that(
    store: Store,
) -> None:
    await people(store)
    await store.episodes.sync(library(*issue(JUNE), *issue(JUNE + timedelta(days=1))))
    told = []
    for day in (JUNE + timedelta(days=n) for n in range(5)):
        found = (await store.issues.news([(ONE, day)])).get(ONE)
        told.append(found.title if found else None)
        if found:
            await had(store, ONE, day, found)
    assert told == ["Podcast 2026-06-04", "Podcast 2026-06-05", "Article 2026-06-05", None, None]
    older = (await store.issues.older([(ONE, JUNE + timedelta(days=9))]))[ONE]
    assert older.title == "Article 2026-06-04", "posts whose issue was met are a tap away, and no day's episode each"


async def test_while_the_lead_is_held_the_next_piece_leads(store: Store) -> None:
    held, article, *rest = issue(JUNE)
    await store.episodes.sync(library(article, *rest))
    assert await news(store) == [article.title]
    await store.episodes.sync(library(held, article, *rest))
    assert await news(store) == [held.title]


@pytest.mark.parametrize(
    ("lead", "first"),
    [
        (Lead.ANY, "Article 2026-06-04"),
        (Lead.PODCAST, "Podcast 2026-06-04"),
        (Lead.BLOG, "Article 2026-06-04"),
        (Lead.POSTS, "Builder 1 · 2026-06-04"),
    ],
)
async def test_the_operator_ranks_the_kinds_and_a_reader_may_prefer_another(
    either_url: str, lead: Lead, first: str
) -> None:
    async with open_store(either_url, lead_order=(Kind.BLOG, Kind.PODCAST, Kind.POSTS)) as store:
        await store.episodes.sync(library(*issue(JUNE)))
        await store.subscriptions.put(subscription(ONE, lead=lead))
        assert await news(store, JUNE, ONE, OTHER) == [first, "Article 2026-06-04"]
        assert [listing.title for listing in await store.issues.missed(ONE, OLD, JUNE, 6)] == [first]
        ((piece, *_), day) = await store.issues.pieces("2026-06-04", ONE), JUNE
        assert (piece.listing.title, piece.listing.issue) == (first, day)


async def test_what_is_dated_after_a_readers_day_is_not_out_yet(store: Store) -> None:
    tomorrow = JUNE + timedelta(days=1)
    await store.episodes.sync(library(*issue(JUNE), *issue(tomorrow)))
    assert await news(store, JUNE) == ["Podcast 2026-06-04"]
    assert await news(store, tomorrow) == ["Podcast 2026-06-05"]
    assert await news(store, OLD) == [None]
    assert await store.issues.months(JUNE) == (("2026-06", 4),)
    assert await store.issues.newest(JUNE) == JUNE
    assert await store.issues.early(JUNE) == {tomorrow: 4}
    assert await store.issues.early(tomorrow) == {}


async def test_what_was_missed_is_a_lead_an_issue(store: Store) -> None:
    days = [JUNE + timedelta(days=n) for n in range(9)]
    await store.episodes.sync(library(*(each for day in days for each in issue(day))))
    missed = await store.issues.missed(ONE, days[0], days[-1], 6)
    assert [listing.title for listing in missed] == [f"Podcast {day}" for day in days[:2:-1]]


async def test_a_piece_knows_how_much_came_with_it(store: Store) -> None:
    await store.episodes.sync(library(*issue(JUNE, builders=15), episode("Alone", day=None)))
    rest = {listing.title: listing.rest for listing in await served(store)}
    assert rest["Podcast 2026-06-04"] == Rest(podcasts=0, blogs=1, posts=15)
    assert rest["Builder 3 · 2026-06-04"] == Rest(podcasts=1, blogs=1, posts=14)
    assert rest["Alone"].total == 0


async def test_builders_whom_a_chat_follows_stand_before_the_others(store: Store) -> None:
    await store.episodes.sync(library(*issue(JUNE, builders=3)))
    await store.builders.follow(ONE, "@builder0", START)
    mine, others = [[p.listing.show for p in await store.issues.pieces("2026-06-04", who)] for who in (ONE, OTHER)]
    assert mine == ["The Test Bench", "The Test Bench", "Builder 0", "Builder 2", "Builder 1"]
    assert others == ["The Test Bench", "The Test Bench", "Builder 2", "Builder 1", "Builder 0"]


async def test_a_month_knows_its_days_and_which_of_them_were_read(store: Store) -> None:
    days = [date(2026, 6, 1), date(2026, 6, 30)]
    await store.episodes.sync(library(*(each for day in [*days, date(2026, 7, 1)] for each in issue(day))))
    ids = {listing.title: listing.id for listing in await served(store)}
    await store.progress.reached(ONE, Place(ids["Article 2026-06-01"], WHOLE, 0), START)
    await store.progress.reached(ONE, Place(ids["Podcast 2026-06-30"], 8, 7), START)
    await store.progress.reached(OTHER, Place(ids["Article 2026-06-01"], WHOLE, 1), START)
    month = await store.issues.month(ONE, *days)
    assert month.pieces == {days[0]: 4, days[1]: 4}
    assert month.read == {days[1]}, "two segments of which one was seen are not read"
    assert (await store.issues.month(OTHER, *days)).read == {days[0]}
    assert (await store.issues.month(ONE, days[0], date(2026, 6, 29))).pieces == {days[0]: 4}


async def test_months_are_newest_first_and_evergreens_stand_last(store: Store) -> None:
    ever = [episode(f"Ever {n}", day=None) for n in range(7)]
    await store.episodes.sync(library(*issue(JUNE), *issue(OLD), *ever))
    assert await store.issues.months(JUNE) == (("2026-06", 4), ("2026-05", 4), ("", 7))
    assert [listing.title for listing in await store.issues.evergreen_page(1)] == ["Ever 4", "Ever 5", "Ever 6"]
    assert await store.issues.span() == (OLD, JUNE)


async def test_evergreen_pieces_with_a_place_come_first_whenever_they_arrived(store: Store) -> None:
    await people(store)
    pieces = [episode(f"Number {number}", day=None, order=order) for number, order in enumerate((None, 2, None, 1))]
    await store.episodes.sync(library(*pieces))
    told = []
    for number in range(4):
        found = (await store.issues.evergreens([ONE]))[ONE]
        told.append(found.title)
        await had(store, ONE, JUNE + timedelta(days=number), found)
    assert told == ["Number 3", "Number 1", "Number 0", "Number 2"]


async def test_whatever_else_a_chat_had_its_next_evergreen_piece_is_the_first_that_it_did_not(store: Store) -> None:
    """No more are looked at than it had pieces, and one: those of an issue count, and the same piece twice."""
    await people(store)
    ever = [episode(f"Number {number}", day=None, order=number) for number in range(1, 6)]
    await store.episodes.sync(library(*ever, *issue(JUNE)))
    by_title = {listing.title: listing for listing in await served(store)}
    told = []
    for day, title in enumerate(("Number 2", "Article 2026-06-04", "Number 1", "Number 1", "Number 5", "Number 3")):
        await had(store, ONE, JUNE + timedelta(days=day), by_title[title])
        told.append((await store.issues.evergreens([OTHER, ONE]))[ONE].title)
    assert told == ["Number 1", "Number 1", "Number 3", "Number 3", "Number 3", "Number 4"]
    await had(store, ONE, JUNE + timedelta(days=9), by_title["Number 4"])
    found = await store.issues.evergreens([OTHER, ONE])
    assert (found[OTHER].title, ONE in found) == ("Number 1", False)


async def test_of_evergreen_pieces_that_belong_together_only_the_lead_comes_by_itself(store: Store) -> None:
    await people(store)
    day = [replace(each, date=None) for each in issue(OLD)]
    await store.episodes.sync(library(episode("First", day=None), *day, episode("Last", day=None)))
    told = []
    for number in range(4):
        found = (await store.issues.evergreens([ONE])).get(ONE)
        told.append(found.title if found else None)
        if found:
            await had(store, ONE, JUNE + timedelta(days=number), found)
    assert told == ["First", "Podcast 2026-05-02", "Last", None]
    assert await store.issues.months(JUNE) == (("", 6),)
    (lead, *_) = [listing for listing in await served(store) if listing.title.startswith("Podcast")]
    assert (lead.issue, lead.rest) == (None, Rest(0, 1, 2))
    assert len(await store.issues.pieces(str(lead.together), ONE)) == 4


async def test_a_dated_piece_without_an_issue_is_of_its_own_date(store: Store) -> None:
    await store.episodes.sync(library(episode("One", day=JUNE), episode("Two", day=JUNE, kind=Kind.BLOG)))
    assert await news(store) == ["One"]
    assert [listing.rest.total for listing in await served(store)] == [1, 1]


async def test_reissued_under_a_later_issue_what_a_chat_had_is_never_news(store: Store) -> None:
    await people(store)
    podcast, *_ = issue(JUNE)
    await store.episodes.sync(library(podcast))
    await had(store, ONE, JUNE, (await served(store))[0])
    later = JUNE + timedelta(days=10)
    await store.episodes.sync(library(replace(podcast, issue=later), *issue(later)[1:]))
    assert await news(store, later) == ["Article 2026-06-14"]
