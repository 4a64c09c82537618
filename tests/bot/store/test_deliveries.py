"""The ledger's own promises; what the courier makes of them is told in the delivery stories."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.model.chat import ChatId
from bot.model.delivery import Delivery, Status
from bot.store import Store
from bot.store.delivery_rows import Owing
from tests.kit.clock import START
from tests.kit.made import ONE, OTHER, people, published, subscription

DAY = date(2026, 6, 4)
LATER = START + timedelta(minutes=5)


def row(chat_id: ChatId = ONE, day: date = DAY, *, episode_id: int = 1) -> Delivery:
    return Delivery(chat_id, day, episode_id, 8, 0, Status.SENDING, START, START, attempts=1)


async def taken(store: Store, *rows: Delivery) -> tuple[Delivery, ...]:
    owings = (Owing(each, subscription(each.chat_id), each.local_date, None) for each in rows)
    return await store.deliveries.take(*owings)


async def waiting(store: Store, *rows: Delivery) -> None:
    for each in await taken(store, *rows):
        await store.deliveries.settle(each, Status.PENDING, START, due_at=START)


@pytest.fixture(autouse=True)
async def _someone(store: Store) -> None:
    await people(store)
    await published(store, "One")


async def test_a_chat_and_a_date_are_taken_once(store: Store) -> None:
    assert await taken(store, row()) == (row(),)
    assert await taken(store, replace(row(), size=12), row(OTHER)) == (row(OTHER),)
    assert await store.deliveries.get(ONE, DAY) == row()
    reader = await store.subscriptions.get(ONE)
    assert reader is not None
    assert reader.last_date == DAY


async def test_of_many_claimers_one_gets_the_row(store: Store) -> None:
    await waiting(store, row(), row(OTHER))
    claims = await asyncio.gather(*(store.deliveries.claim(START, 1) for _ in range(6)))
    assert sorted(found.chat_id for claim in claims for found in claim) == [ONE, OTHER]
    assert await store.deliveries.claim_one(ONE, DAY, START) is None


async def test_only_a_claimed_row_is_settled_and_only_once(store: Store) -> None:
    await waiting(store, row())
    assert not await store.deliveries.settle(row(), Status.SENT, START, message_id=5)
    await store.deliveries.sent(row(), 5, START)
    claimed = await store.deliveries.claim_one(ONE, DAY, START)
    assert claimed is not None
    assert claimed.attempts == 2
    assert await store.deliveries.settle(claimed, Status.SENT, LATER, message_id=5)
    assert not await store.deliveries.settle(claimed, Status.FAILED, LATER)
    found = await store.deliveries.latest(ONE)
    assert found is not None
    assert (found.status, found.message_id, found.updated_at) == (Status.SENT, 5, LATER)
    assert await store.deliveries.last_sent() == LATER
    assert await store.deliveries.counts(START) == {Status.SENT: 1}


async def test_a_claim_without_an_end_is_parked(store: Store) -> None:
    await taken(store, row())
    assert await store.doubts.park(START, LATER) == ()
    (parked,) = await store.doubts.park(LATER, LATER)
    assert parked.status is Status.UNKNOWN
    assert await store.doubts.count() == 1
    assert await store.doubts.resend(LATER) == 1
    assert await store.deliveries.listed(ONE, Status.PENDING, 5) == await store.deliveries.listed(None, None, 5)


async def test_a_failed_block_leaves_nothing_behind(store: Store) -> None:
    missing = replace(row(), episode_id=99)  # no such episode: the foreign key refuses the row
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await store.deliveries.take(Owing(missing, subscription(), DAY, None))
    assert await store.deliveries.get(ONE, DAY) is None
    reader = await store.subscriptions.get(ONE)
    assert reader is not None
    assert reader.last_date is None


async def test_arrivals_settle_together_and_only_those_still_in_our_hands(store: Store) -> None:
    here, lost = await taken(store, row(), row(OTHER))
    await store.doubts.park(LATER, LATER)
    await waiting(store, row(day=DAY + timedelta(days=1)))
    held = await store.deliveries.claim_one(ONE, DAY + timedelta(days=1), LATER)
    assert held is not None
    arrivals = [(here, 1), (lost, 2), (replace(held, late=True), 3)]
    await asyncio.gather(*(store.deliveries.sent(each, message_id, LATER) for each, message_id in arrivals))
    rows = await store.deliveries.listed(None, None, 5)
    assert {(each.chat_id, each.local_date, each.status, each.message_id, each.late) for each in rows} == {
        (ONE, DAY, Status.UNKNOWN, None, False),
        (OTHER, DAY, Status.UNKNOWN, None, False),
        (ONE, DAY + timedelta(days=1), Status.SENT, 3, True),
    }
