"""The digest is in order, spread, worth reading, and never a courtesy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.episode.digest import choose, feature
from content.episode.episode import Episode, Gloss, Kind, Segment
from tests.kit.samples import PAGE, SEED, needs
from tests.kit.sources import read_source
from tests.kit.strategies import episodes

GOOD = "A queue smooths the load, but it also hides the problem from everyone who could have mended it. " * 3
TERM = (Gloss("queue", "队列", (2, 7)),)


def of(*segments: Segment) -> Episode:
    return Episode(kind=Kind.PODCAST, show="S", title="T", segments=segments)


def good(text: str = GOOD.strip(), *, featured: bool = False) -> Segment:
    return Segment(english=text, chinese="队列", featured=featured, glosses=TERM)


@given(episodes(), st.integers(-1, 6))
def test_positions_are_in_order_and_never_too_many(episode: Episode, size: int) -> None:
    chosen = choose(episode, size)
    assert list(chosen) == sorted(set(chosen))
    assert all(0 <= at < len(episode.segments) for at in chosen)
    if size >= len(episode.segments):
        assert chosen == tuple(range(len(episode.segments)))
    else:
        assert len(chosen) <= max(size, 0)
    assert choose(episode, size) == chosen


def test_the_digest_is_spread_over_the_episode() -> None:
    chosen = choose(of(*[good()] * 80), 8)
    assert [at // 10 for at in chosen] == list(range(8))


@pytest.mark.parametrize(
    "text",
    [
        "Hi, and welcome to the show, where we talk about queues.",
        "Thank you so much for joining us today to talk about the queue.",
        "This episode is brought to you by a maker of queues.",
        "If you enjoyed it, please subscribe and leave a positive review about the queue.",
        "Thanks for listening to this episode about queues.",
        "I am very happy to be here and to talk about the queue.",
        "We really appreciate your spending time with us on the queue.",
        "Subscribe to our newsletter about queues on the site.",
    ],
)
def test_a_courtesy_is_never_chosen_even_where_nothing_else_is_left(text: str) -> None:
    assert choose(of(*[good(f"{text} {GOOD}")] * 5, good()), 3) == (5,)


def test_a_subscriber_of_a_queue_is_no_plea() -> None:
    text = f"Each worker subscribes to the queue and thanks to that it learns of new jobs. {GOOD}"
    assert len(choose(of(*[good(text)] * 5), 3)) == 3


def test_what_an_editor_marked_comes_first() -> None:
    marked = {3, 4, 17}
    segments = [good("Welcome to the show.", featured=True) if at in marked else good() for at in range(20)]
    assert marked < set(choose(of(*segments), 5))
    assert choose(of(*segments), 3) == (3, 4, 17)
    assert set(choose(of(*segments), 2)) < marked


def test_a_segment_that_stands_for_itself_is_preferred() -> None:
    weak = [
        good("And so that is what it did in the end. " * 5),
        Segment(english=GOOD, chinese="队列"),
        good("Yes, a queue."),
        good(GOOD.strip().removesuffix(".")),
        good("You know, the the queue is kind of, like, you know, sort of full. " * 6),
    ]
    assert choose(of(*weak[:2], good(), *weak[2:]), 1) == (2,)


def test_marking_the_digest_keeps_what_an_editor_marked() -> None:
    unmarked = of(*[good()] * 20)
    assert sum(each.featured for each in feature(unmarked).segments) == 8
    marked = of(good(featured=True), *[good()] * 20)
    assert feature(marked) == marked


def test_the_digest_of_a_page_has_neither_greeting_nor_thanks() -> None:
    chosen = [each.start for each in read_source(PAGE).segments if each.featured]
    assert not {0, 14, 280} & set(chosen)
    assert {40, 80, 242} < set(chosen)


@needs(SEED)
def test_the_real_digest_is_spread_and_teaches_something() -> None:
    episode = read_source(SEED)
    chosen = choose(episode, 8)
    assert [at * 8 // len(episode.segments) for at in chosen] == list(range(8))
    for at in chosen:
        each = episode.segments[at]
        assert 40 <= each.words <= 130
        assert any(gloss.span is not None for gloss in each.glosses)
        assert each.english.endswith((".", "?"))
