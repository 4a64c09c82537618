"""The page's API as a hostile client asks it: whatever is sent, it is answered, soon, and with nobody else's words.

Requests are made of docs/page-api.json: every endpoint, with what it names in its path, its query and its body.
"""

import asyncio
import itertools
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from bot.app.page import door_of
from bot.model.chat import ChatId
from bot.sandbox.world import World
from bot.web.limits import Limits
from bot.web.mini_app import mini_app_routes
from tests.kit.clock import Clock
from tests.kit.every_table import everything
from tests.kit.page import Page, handed_over, page_assets, pages
from tests.kit.story import Story, episode

DOCUMENT = json.loads((Path(__file__).parents[3] / "docs" / "page-api.json").read_text("utf-8"))
OWNER, STRANGER = 7_700_123_457, 7_700_123_458
"""Numbers that no other column has by chance."""
SECRET = "只有我知道的释义"
SOON = 20.0
"""Seconds for a request, on a machine that is busy: nothing of it grows with what is sent."""

NUMBERS = ("0", "1", "2", "3", "-1", "007", "１", "٣", "²", "1e3", "2147483648", "9" * 400)
WORDS = (
    *("", " ", "cache", "latency", "a" * 200, "中" * 100, "\0", "a\0b", "\u202e", "é\u0301" * 50, "%", "_", "*", "'"),
    *('"', "\\", "; DROP TABLE terms", "../../etc/passwd", "<script>", "2026-06-04", "9999-12-31", "0001-01-01"),
    *(
        "2026-W01-1",
        "again",
        "csv",
        "anki",
        "due",
        "newest",
        "bytes=0-",
        "\U0001f468\u200d\U0001f469",
        "\ufffe",
        "x" * 3000,
    ),
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 5, 2**31, 2**63, 10**400, 1.5, 1e308, [], {}, [[[[]]]], {"a": {"b": []}}),
    *WORDS,
)
RAW = (
    *(b"", b"{", b"null", b"[]", b'"x"', b"1", b"nan", b"\xff\xfe", b"\xef\xbb\xbf{}", b"{}{}", b'{"a":1,"a":2}'),
    *(
        b"[" * 15_000,
        b'{"a":' * 2_500,
        b'{"note":"\\ud800"}',
        b'{"surface":"\\ud800\\u0000"}',
        b'{"meaning":"\\u0000"}',
    ),
    *(b'{"index":1e999}', b'{"index":' + b"9" * 15_000 + b"}", b'{"note":"' + b"a" * 17_000 + b'"}', b"\0" * 100),
)


@dataclass(frozen=True)
class Sent:
    """A request as it leaves."""

    method: str
    path: str
    query: Mapping[str, str]
    content: bytes
    headers: Mapping[str, str]


def _fields(operation: Mapping[str, Any]) -> list[str]:
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    return list(DOCUMENT["components"]["schemas"][name]["properties"]) if name else []


def _sent(method: str, path: str, operation: Mapping[str, Any]) -> st.SearchStrategy[Sent]:
    parameters = operation.get("parameters", [])
    at = [each["name"] for each in parameters if each["in"] == "path"]
    asked = [each["name"] for each in parameters if each["in"] == "query"]
    place = st.sampled_from((*NUMBERS[:4] * 6, *NUMBERS, *WORDS[2:]))
    fields = _fields(operation)
    body = st.dictionaries(st.sampled_from(fields or ["x"]), st.sampled_from(VALUES)) | st.fixed_dictionaries(
        {}, optional=dict.fromkeys(fields, st.sampled_from([0, 1, 2, "cache", "again", "good", "zh", "both", "off"]))
    )
    headers = {
        "Content-Type": st.sampled_from(
            ["application/json", "application/json; charset=utf-16", "text/plain", "", "é"]
        ),
        "Idempotency-Key": st.sampled_from(["a", "b", "", "x" * 65, "\x01", "é"]),
        "Range": st.sampled_from(["bytes=0-", "bytes=" + "9" * 12 + "-", "bytes=-1", "x" * 2000]),
        "Accept-Encoding": st.sampled_from(["gzip", "identity", "br;q=0", ""]),
        "If-None-Match": st.sampled_from(["*", '"', ""]),
    }
    return st.builds(
        Sent,
        st.sampled_from([*[method] * 9, "HEAD", "OPTIONS", "TRACE"]),
        st.fixed_dictionaries(dict.fromkeys(at, place)).map(lambda values: _filled(path, values)),
        st.fixed_dictionaries({}, optional=dict.fromkeys(asked, st.sampled_from((*NUMBERS, *WORDS)))),
        st.one_of(body.map(lambda value: json.dumps(value).encode()), body.map(_loose), st.sampled_from(RAW)),
        st.fixed_dictionaries({}, optional=headers).map(lambda given: {"Content-Type": "application/json"} | given),
    )


def _filled(path: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    return path


def _loose(value: object) -> bytes:
    """As some clients write it: not escaped, with what JSON has no word for."""
    return json.dumps(value, ensure_ascii=False, allow_nan=True).encode("utf-8", "surrogatepass")


OPERATIONS = [
    (method.upper(), path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if (method, path) != ("delete", "/session")  # whoever leaves is out
]


@dataclass(frozen=True)
class Open:
    """A bot at work with its page, and the page of a stranger; the owner has words of their own."""

    runner: asyncio.Runner
    story: Story
    page: Page


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'story.db'}"
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        yield runner.run(_opened(url, stack, runner))
        runner.run(stack.aclose())


async def _opened(url: str, stack: AsyncExitStack, runner: asyncio.Runner) -> Open:
    clock = Clock()
    story = await stack.enter_async_context(Story(url, clock, World(clock=clock)).bot())
    await story.publish(episode(length=6), episode("Another", day=None, length=4))
    ticks = itertools.count(0, 60)
    door = door_of(story.app, story.config, asyncio.Event())
    door = replace(door, limits=Limits(monotonic=lambda: float(next(ticks))))
    app = Starlette(routes=mini_app_routes(door, page_assets()))
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)
    client = await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://page.test"))
    pages = {number: Page(client) for number in (OWNER, STRANGER)}
    for number, page in pages.items():
        page.token = (await page.post("/session", {"init_data": handed_over(story, story.reader(number))}))["token"]
    mine = pages[OWNER]
    lead = (await mine.get("/today"))["lead"]["id"]
    for segment, word in enumerate(("latency", "cache", "throughput")):
        saving = {"episode": lead, "segment": segment, "mark": 0, "surface": word}
        term = await mine.post("/terms", saving)
        await mine.patch(f"/terms/{term['id']}", {"meaning": SECRET, "note": SECRET})
    await mine.put("/known/quorum", {"meaning": SECRET})
    await mine.get("/review")
    return Open(runner, story, pages[STRANGER])


async def _owned(story: Story) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the owner's."""
    rows = await everything(story.store)
    return {table: [row for row in found if OWNER in row] for table, found in rows.items()}


async def _answered(page: Page, sent: Sent) -> tuple[httpx.Response, float]:
    began = time.monotonic()
    headers = [(b"Authorization", f"Bearer {page.token}".encode())]
    headers += [(name.encode(), value.encode("latin-1")) for name, value in sent.headers.items()]
    request = page.client.build_request(
        sent.method, f"/api/v1{sent.path}", params=sent.query or None, content=sent.content, headers=headers
    )
    return await page.client.send(request), time.monotonic() - began


anything = st.one_of([_sent(*operation) for operation in OPERATIONS])


@settings(suppress_health_check=list(HealthCheck))
@given(st.lists(anything, min_size=8, max_size=16))
def test_whatever_is_sent_is_answered_soon_and_shows_and_changes_nothing_of_anothers(
    opened: Open, requests: list[Sent]
) -> None:
    before = opened.runner.run(_owned(opened.story))
    for sent in requests:
        answer, took = opened.runner.run(_answered(opened.page, sent))
        assert answer.status_code < 500, sent
        assert SECRET not in answer.text, sent
        if answer.status_code >= 400 and answer.status_code != 416 and sent.method != "HEAD":
            assert answer.headers["content-type"] in ("application/problem+json", "text/plain; charset=utf-8"), sent
        assert took < SOON, sent
    assert opened.runner.run(_owned(opened.story)) == before
    assert any(before.values())


def test_every_endpoint_is_among_them_and_the_stranger_is_let_in(opened: Open) -> None:
    assert len(OPERATIONS) > 30
    assert opened.runner.run(opened.page.get("/terms"))["total"] >= 0
    assert opened.runner.run(opened.story.store.subscriptions.get(ChatId(STRANGER))) is not None


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/terms/{term}", {"note": "a\0b"}),
        ("POST", "/terms", {"surface": "a\0b"}),
        ("PUT", "/known/a%00b", {"meaning": "x"}),
        ("PUT", "/known/quorum", {"meaning": "\0"}),
        ("PUT", "/settings", {"voice": "\0"}),
        ("PUT", "/builders/%00/follow", None),
        ("GET", "/words/%00", None),
        ("GET", "/terms?q=%00", None),
        ("GET", "/search?q=cache%00", None),
        ("GET", "/episodes/1?revision=%00", None),
    ],
)
async def test_a_nul_is_refused_whichever_database_there_is(
    either_url: str, method: str, path: str, body: dict[str, str] | None
) -> None:
    """SQLite keeps one, PostgreSQL in no text."""
    clock = Clock()
    async with Story(either_url, clock, World(clock=clock)).bot() as story, pages(story) as at_page:
        await story.publish(episode())
        page = await at_page.open(story.reader())
        lead = (await page.get("/today"))["lead"]["id"]
        term = await page.post("/terms", {"episode": lead, "segment": 1, "mark": 0, "surface": "cache"})
        asked = path.format(term=term["id"])
        assert await page.kind(method, asked, body) == (422, "not-in-order")
