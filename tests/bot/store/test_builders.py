"""Builders in the store: who posted last, what, and who follows them."""

from datetime import date, timedelta

from bot.store import Store
from content.episode.episode import Episode, Kind
from tests.kit.clock import START
from tests.kit.made import ONE, OTHER
from tests.kit.story import episode, library

JUNE = date(2026, 6, 4)


def posts(builder: str, day: date, *, handle: str | None = None, length: int = 2) -> Episode:
    return episode(f"{builder} · {day}", day=day, show=builder, handle=handle, kind=Kind.POSTS, length=length)


async def test_who_posted_last_stands_first_each_once(store: Store) -> None:
    ada = [posts("Ada", JUNE - timedelta(days=n), handle="ada") for n in range(3)]
    await store.episodes.sync(library(*ada, posts("Bo", JUNE - timedelta(days=1)), episode("A podcast")))
    latest = await store.builders.latest(JUNE, 9)
    assert [listing.title for listing in latest] == ["Ada · 2026-06-04", "Bo · 2026-06-03"]
    yesterday = await store.builders.latest(JUNE - timedelta(days=1), 1, 1)
    assert [listing.show for listing in yesterday] == ["Bo"]


async def test_a_builders_posts_go_back_newest_first_under_whatever_name(store: Store) -> None:
    before = JUNE - timedelta(days=1)
    await store.episodes.sync(library(posts("Ada L.", before, handle="Ada"), posts("Ada", JUNE, handle="ada")))
    found = [post for page in range(3) for post in await store.builders.posts("@ada", JUNE, 2, 2 * page)]
    assert [post.position for post in found] == [0, 1, 0, 1]
    assert len({post.episode_id for post in found[:2]}) == 1
    assert {post.position for post in await store.builders.posts("@ada", before, 9)} == {0, 1}
    assert await store.builders.posts("@bo", JUNE, 9) == ()


async def test_following_is_each_chats_own_and_ends(store: Store) -> None:
    for _ in range(2):
        await store.builders.follow(ONE, "@ada", START)
    await store.builders.follow(ONE, "bo", START + timedelta(days=1))
    assert await store.builders.followed(ONE) == {"@ada": START, "bo": START + timedelta(days=1)}
    assert await store.builders.followed(OTHER) == {}
    await store.builders.unfollow(ONE, "@ada")
    assert list(await store.builders.followed(ONE)) == ["bo"]
