"""How far each chat read."""

from datetime import timedelta

from bot.model.reading import WHOLE, Place
from bot.store import Store
from tests.kit.clock import START
from tests.kit.made import ONE, OTHER, people, published


async def test_the_last_place_in_each_episode_is_kept_for_each_chat(store: Store) -> None:
    await people(store)
    one, two = await published(store, "One", "Two")
    assert await store.progress.place_in(ONE, one) is None
    assert await store.progress.latest(ONE) is None
    steps = (Place(one, 8, 0), Place(two, 8, 3), Place(one, WHOLE, 11), Place(two, 8, 2))
    for minute, place in enumerate(steps):
        await store.progress.reached(ONE, place, START + timedelta(minutes=minute))
    assert await store.progress.place_in(ONE, one) == Place(one, WHOLE, 11)
    assert await store.progress.place_in(ONE, two) == Place(two, 8, 2)
    assert await store.progress.latest(ONE) == Place(two, 8, 2)
    assert await store.progress.latest(OTHER) is None
