"""One bot and its page for these stories; every story a new reader."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.kit.looks import Look, looks
from tests.kit.mini_app import Reading
from tests.kit.reading_room import ReadingRoom, reading_room


@pytest.fixture(scope="package")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadingRoom]:
    with reading_room(tmp_path_factory.mktemp("room")) as opened:
        yield opened


@pytest.fixture(params=looks(Look("zh", "light", "phone")))
def look(request: pytest.FixtureRequest) -> Look:
    """Any of the eight."""
    return _look(request)


@pytest.fixture(params=looks(Look("zh", "light", "phone"), sizes=("phone",)))
def phone(request: pytest.FixtureRequest) -> Look:
    """A phone, for what is only there."""
    return _look(request)


@pytest.fixture(params=looks(Look("en", "dark", "desk"), sizes=("desk",)))
def desk(request: pytest.FixtureRequest) -> Look:
    """A desk, for what is only there."""
    return _look(request)


def _look(request: pytest.FixtureRequest) -> Look:
    assert isinstance(request.param, Look)
    return request.param


class Opens:
    """Opens pages, each for a reader who was never here unless one is named; closes them and looks back."""

    def __init__(self, browser: Browser, room: ReadingRoom) -> None:
        self.browser = browser
        self.room = room
        self.opened: list[Reading] = []

    def __call__(self, look: Look, title: str = "", at: int | None = None, **options: Any) -> Reading:
        """At an episode and a segment of it, or at what `query` names."""
        reader = options.pop("reader", None) or self.room.reader(look.language)
        query = options.pop("query", "?room=today")
        options.setdefault("service_workers", "block")  # what keeps a page for tunnels has a story of its own
        if title:
            query = f"?room=episode&episode={self.room.listing(title).id}" + ("" if at is None else f"&at={at}")
        reading = Reading(
            self.browser, look.worn(self.room.address(reader)), query, look=look, reader=reader, **options
        )
        self.opened.append(reading)
        return reading


@pytest.fixture
def opens(browser: Browser, room: ReadingRoom) -> Iterator[Opens]:
    opening = Opens(browser, room)
    yield opening
    for reading in opening.opened:
        reading.close()
