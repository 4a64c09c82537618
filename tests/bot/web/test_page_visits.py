"""Nobody enters but whom Telegram's app says it is, for as long as it says, and nobody reaches another's."""

import logging
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from bot.model.chat import ChatId
from tests.kit.page import Page, Pages, handed_over
from tests.kit.story import Story, episode

OTHERS = "7654321:another-bots-token"


async def refused(pages: Pages, raw: str) -> bool:
    return await pages.stranger.kind("POST", "/session", {"init_data": raw}) == (401, "not-from-telegram")


async def test_forged_old_foreign_and_truncated_data_open_nothing(story: Story, at_page: Pages) -> None:
    reader = story.reader()
    good = handed_over(story, reader)
    fields = dict(parse_qsl(good))
    now = int(story.clock().timestamp())
    for raw in (
        urlencode(fields | {"user": fields["user"].replace('"id":7', '"id":8')}),
        urlencode(fields | {"hash": "0" * 64}),
        urlencode({name: value for name, value in fields.items() if name != "hash"}),
        handed_over(story, reader, token=OTHERS),
        handed_over(story, reader, auth_date=str(now - 24 * 3600 - 1)),
        handed_over(story, reader, auth_date=str(now + 3600)),
        handed_over(story, reader, auth_date="soon"),
        handed_over(story, reader, user='{"id":"7"}'),
        handed_over(story, reader, user='{"id":-100200}'),
        handed_over(story, reader, user="[7]"),
        good[: len(good) // 2],
        f"{good}&user=%7B%22id%22%3A8%7D",
        "not even a query",
    ):
        assert await refused(at_page, raw), raw
    assert await at_page.stranger.kind("POST", "/session", {"init_data": "x" * 5000}) == (422, "not-in-order")
    assert await story.store.subscriptions.get(ChatId(7)) is None, "nothing is made of whoever is refused"


async def test_a_page_that_is_loaded_anew_enters_with_the_same_data(story: Story, at_page: Pages) -> None:
    raw = handed_over(story, story.reader())
    story.clock.move(hours=23)
    for _ in range(2):
        page = at_page.stranger
        page.token = (await page.post("/session", {"init_data": raw}))["token"]
        assert (await page.get("/terms"))["total"] == 0


async def test_a_visit_lasts_an_hour_and_is_prolonged_up_to_twelve(story: Story, at_page: Pages) -> None:
    page = await at_page.open(story.reader())
    story.clock.move(minutes=59)
    renewed = await page.post("/session/renew")
    assert (renewed["expires_at"][:16], renewed["lasts"], renewed["forgotten"]) == ("2026-06-04T01:59", 3600, None)
    for _ in range(12):
        story.clock.move(minutes=55)
        last = await page.ask("POST", "/session/renew")
    assert last.json()["expires_at"].startswith("2026-06-04T12:00")
    story.clock.move(minutes=5)
    assert await page.kind("GET", "/today") == (401, "visit-over")


async def test_whoever_leaves_or_is_forgotten_is_out_at_once(story: Story, at_page: Pages) -> None:
    reader = story.reader()
    await story.publish(episode())
    await story.writes(reader, "/start")
    page, other = await at_page.open(reader), await at_page.open(reader)
    before = handed_over(story, reader)
    await page.delete("/session")
    assert await page.kind("GET", "/today") == (401, "visit-over")
    await story.writes(reader, "/forget")
    await story.taps(reader, "删除")
    assert await other.kind("GET", "/today") == (401, "visit-over")
    refusal = await at_page.stranger.ask("POST", "/session", {"init_data": before})
    assert (refusal.status_code, refusal.json()["kind"]) == (401, "forgotten"), "nothing from before opens it after"
    assert refusal.headers["clear-site-data"] == '"cache"'
    story.clock.move(minutes=1)
    anew = await at_page.stranger.post("/session", {"init_data": handed_over(story, reader)})
    assert anew["forgotten"].startswith("2026-06-04T00:00"), "so that a device that was not there clears its own"


@pytest.mark.parametrize("token", ["", "7.", "7.guess", "x.y", ".", "9" * 30 + ".x", "7.é"])
async def test_a_token_that_was_never_given_opens_nothing(at_page: Pages, token: str) -> None:
    page = at_page.stranger
    response = await page.client.get("/api/v1/today", headers=[(b"Authorization", f"Bearer {token}".encode("latin-1"))])
    assert (response.status_code, response.json()["kind"]) == (401, "visit-over")


async def test_another_readers_terms_are_nowhere(story: Story, at_page: Pages) -> None:
    await story.publish(episode())
    mine, other = await at_page.open(story.reader(7)), await at_page.open(story.reader(8))
    lead = (await mine.get("/today"))["lead"]["id"]
    saving = {"episode": lead, "segment": 1, "mark": 0, "surface": "cache"}
    term = await mine.post("/terms", saving)
    context = term["contexts"][0]["id"]
    for method, path, body in (
        ("GET", f"/terms/{term['id']}", None),
        ("DELETE", f"/terms/{term['id']}", None),
        ("PATCH", f"/terms/{term['id']}", {"note": "mine now"}),
        ("POST", f"/terms/{term['id']}/restore", None),
        ("POST", f"/terms/{term['id']}/audio", None),
        ("GET", f"/contexts/{context}", None),
    ):
        assert await other.kind(method, path, body) == (404, "not-there"), path
    rated = await other.post(f"/review/{term['id']}/0", {"rating": "again"})
    assert not rated["counted"]
    kept = await mine.get(f"/terms/{term['id']}")
    assert (kept["note"], kept["deleted"], kept["fresh"]) == ("", False, True)


async def test_what_is_too_large_or_no_json_is_refused_before_it_is_read(story: Story, at_page: Pages) -> None:
    page = await at_page.open(story.reader())
    megabyte = {"surface": "x" * 1_000_000}
    assert await page.kind("POST", "/terms", megabyte) == (413, "too-large")
    assert await at_page.stranger.kind("POST", "/session", megabyte) == (413, "too-large")
    own = {"Authorization": f"Bearer {page.token}", "Content-Type": "application/json"}

    async def trickled() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 1000

    for content, status in ((trickled(), 413), (b"{", 422), (b'{"surface": 5}', 422), (b"\xff", 422)):
        response = await page.client.post("/api/v1/terms", headers=own, content=content)
        assert response.status_code == status
    form = await page.client.post("/api/v1/terms", headers=own | {"Content-Type": "text/plain"}, content=b"{}")
    assert form.status_code == 415
    assert (await page.client.request("PURGE", "/api/v1/terms", headers=own)).status_code == 405
    for path in ("/terms/x", "/terms/99999999999", "/terms/-1", "/episodes/0", "/nowhere", "/issues/2026-13-01"):
        assert (await page.ask("GET", path)).status_code in (404, 422), path


async def test_whoever_asks_too_much_waits_and_nobody_else_does(story: Story, at_page: Pages) -> None:
    at_page.door.limits.monotonic = lambda: 0.0  # however slow this machine is
    greedy, patient = await at_page.open(story.reader(7)), await at_page.open(story.reader(8))
    answers = [await greedy.ask("GET", "/terms") for _ in range(80)]
    turned_away = [each for each in answers if each.status_code == 429]
    assert turned_away
    assert all(each.headers["retry-after"] == "1" for each in turned_away)
    assert (await patient.ask("GET", "/terms")).status_code == 200


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


async def test_script_is_told_as_the_text_that_it_is(story: Story, at_page: Pages) -> None:
    await story.publish(
        episode(
            SCRIPT,
            show=SCRIPT,
            title_zh=SCRIPT,
            lead_in=SCRIPT,
            url="javascript:alert(1)",
            sources=("data:text/html,x",),
        )
    )
    page = await at_page.open(story.reader())
    lead = (await page.get("/today"))["lead"]
    response = await page.ask("GET", f"/episodes/{lead['id']}")
    told = response.json()
    assert (told["title"], told["url"], told["sources"], told["timed_url"]) == (SCRIPT, None, [], None)
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-content-type-options"] == "nosniff"
    term = await page.post("/terms", {"episode": lead["id"], "segment": 1, "mark": 0, "surface": "cache"})
    assert (await page.patch(f"/terms/{term['id']}", {"note": SCRIPT}))["note"] == SCRIPT


async def test_the_policy_lets_nothing_run_but_our_own(at_page: Pages) -> None:
    policy = (await at_page.client.get("/app/")).headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["frame-ancestors"] == "https://web.telegram.org", "the demo's own origin is the demo's"
    assert "unsafe" not in policy
    assert "x-frame-options" not in (await at_page.client.get("/app/")).headers


async def test_nothing_that_a_reader_says_or_is_handed_reaches_a_log(
    story: Story, at_page: Pages, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await story.publish(episode())
    raw = handed_over(story, story.reader())
    page: Page = at_page.stranger
    page.token = (await page.post("/session", {"init_data": raw}))["token"]
    await page.ask("GET", "/words/zzyzx")
    await page.ask("POST", "/terms", {"surface": "zzyzx"})
    await at_page.stranger.ask("POST", "/session", {"init_data": raw[:-1]})
    secret = page.token.partition(".")[2]
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert not any(word in line for line in ours for word in (secret, "auth_date", "zzyzx"))


async def test_a_visit_begins_with_what_the_first_screen_shows(story: Story, at_page: Pages) -> None:
    await story.publish(episode(length=40))
    raw = handed_over(story, story.reader())
    page = at_page.stranger

    async def opens(**where: object) -> Any:
        told = await page.post("/session", {"init_data": raw, "opens": where or None})
        page.token = told["token"]
        return told["opening"]

    assert await opens() is None
    today = (await opens(room="today"))["today"]
    assert today == await page.get("/today")
    number = today["lead"]["id"]
    whole, mine = await page.get(f"/episodes/{number}"), await page.get(f"/episodes/{number}/mine")
    begun = await opens(room="episode", episode=number)
    shown = begun["episode"]["segments"]
    assert (begun["length"], begun["mine"]) == (40, mine)
    assert 0 < len(shown) < 40
    assert shown == whole["segments"][: len(shown)]
    assert {**begun["episode"], "segments": [], "speakers": []} == {**whole, "segments": [], "speakers": []}
    await page.put(f"/episodes/{number}/position", {"index": 20})
    shown = (await opens(room="episode", episode=number))["episode"]["segments"]
    assert shown == whole["segments"][19 : 19 + len(shown)], "where the reader stands, and the one before it"
    shown = (await opens(room="episode", episode=number, at=39))["episode"]["segments"]
    assert shown == whole["segments"][38:]
    assert (await opens(room="episode", episode=number, at=900))["episode"]["segments"][-1]["index"] == 39
    for nothing in ({"room": "episode"}, {"room": "episode", "episode": number + 99}):
        assert await opens(**nothing) is None, "the page asks for it as for any other, and hears why"
