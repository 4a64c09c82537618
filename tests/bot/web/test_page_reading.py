"""A reader opens the page: their day is there, at the segment where the chat has it, and the chat follows the page."""

import asyncio
import gzip
from datetime import date

from content.episode.episode import Kind
from tests.kit.page import Pages
from tests.kit.podcast import podcast
from tests.kit.story import Story, episode


async def test_the_page_opens_todays_piece_where_the_chat_stands(story: Story, at_page: Pages) -> None:
    await story.publish(episode(), episode("Beside it", kind=Kind.BLOG, show="Somebody"))
    reader = story.reader()
    await story.writes(reader, "/start")
    await story.taps(reader, "下一段 ▶")
    page = await at_page.open(reader)
    today = await page.get("/today")
    assert (today["date"], today["lead"]["title"], [each["title"] for each in today["rest"]]) == (
        "2026-06-04",
        "On Measuring",
        ["Beside it"],
    )
    assert today["position"] == {"index": today["digest"][1], "begun": True, "finished": False, "size": 8}


async def test_whoever_reads_on_the_page_goes_on_in_the_chat(story: Story, at_page: Pages) -> None:
    await story.publish(episode(length=20))
    reader = story.reader()
    await story.writes(reader, "/start")
    page = await at_page.open(reader)
    lead = (await page.get("/today"))["lead"]
    told = await page.put(f"/episodes/{lead['id']}/position", {"index": 12})
    assert told["position"]["index"] == 12
    card = await story.writes(reader, "/today")
    assert "part 12 of the talk" in card.text


async def test_an_episode_is_told_in_sentences_with_its_glosses_where_they_stand(story: Story, at_page: Pages) -> None:
    await story.publish(episode())
    reader = story.reader()
    page = await at_page.open(reader)
    lead = (await page.get("/today"))["lead"]
    told = await page.get(f"/episodes/{lead['id']}")
    segment = told["segments"][1]
    assert segment["english"] == [
        "This is part 1 of the talk.",
        "We measured the cache before we changed it.",
        "Then we looked again.",
    ]
    assert segment["pairs"] == [[0, 1, 0, 1], [1, 2, 1, 2], [2, 3, 2, 3]]
    (gloss,) = segment["glosses"]
    sentence, start, end = gloss["at"]
    assert segment["english"][sentence][start:end] == gloss["surface"] == "cache"
    sentence, start, end = gloss["explained"]
    assert segment["chinese"][sentence][start:end] == "（术语1）"
    assert told["timed_url"] == "https://www.youtube.com/watch?v=abc&t={second}s"


async def test_an_episode_is_sent_once_and_kept_for_as_long_as_it_stays(story: Story, at_page: Pages) -> None:
    await story.publish(episode())
    page = await at_page.open(story.reader())
    path = f"/episodes/{(await page.get('/today'))['lead']['id']}"
    first = await page.ask("GET", path)
    assert first.headers["cache-control"] == "private, no-cache"
    assert (await page.ask("GET", path, **{"If-None-Match": first.headers["etag"]})).status_code == 304
    kept = await page.ask("GET", f"{path}?revision={first.json()['revision']}")
    assert "immutable" in kept.headers["cache-control"]
    await story.publish(episode(lead_in="为什么读它"))
    changed = await page.ask("GET", path, **{"If-None-Match": first.headers["etag"]})
    assert (changed.status_code, changed.json()["lead_in"]) == (200, "为什么读它")


async def test_a_podcast_of_ten_thousand_words_is_less_than_a_hundred_kilobytes(story: Story, at_page: Pages) -> None:
    await story.publish(await asyncio.to_thread(podcast, 10_000))
    page = await at_page.open(story.reader())
    lead = (await page.get("/today"))["lead"]
    assert lead["words"] >= 10_000
    own = {"Authorization": f"Bearer {page.token}"}
    async with at_page.client.stream("GET", f"/api/v1/episodes/{lead['id']}", headers=own) as response:
        sent = b"".join([piece async for piece in response.aiter_raw()])
    print(f"{lead['words']} words: {len(gzip.decompress(sent))} bytes, {len(sent)} as they are sent")  # noqa: T201
    assert len(sent) < 100_000


async def test_the_calendar_says_what_each_day_brought_and_what_was_read(story: Story, at_page: Pages) -> None:
    await story.publish(
        *(episode(f"Day {n}", day=date(2026, 6, n)) for n in (1, 2, 3, 4, 9)), episode("Ever", day=None)
    )
    reader = story.reader()
    page = await at_page.open(reader)
    lead = (await page.get("/today"))["lead"]
    await page.put(f"/episodes/{lead['id']}/position", {"index": lead["segments"] - 1})
    told = await page.get("/issues")
    assert [(day["date"], day["lead"]["title"], day["read"]) for day in told["days"]] == [
        ("2026-06-04", "Day 4", True),
        ("2026-06-03", "Day 3", False),
        ("2026-06-02", "Day 2", False),
        ("2026-06-01", "Day 1", False),
    ]
    assert [each["title"] for each in told["evergreen"]] == ["Ever"]
    assert [day["date"] for day in (await page.get("/issues?before=2026-06-02"))["days"]] == ["2026-06-01"]
    assert (await page.get("/issues/2026-06-02"))["pieces"][0]["first_line"].startswith("This is part 0")
    assert await page.kind("GET", "/issues/2026-06-09") == (404, "not-there"), "it is not out yet"


async def test_what_is_saved_in_the_chat_is_underlined_on_the_page(story: Story, at_page: Pages) -> None:
    await story.publish(episode())
    reader = story.reader()
    await story.writes(reader, "/start")
    await story.taps(reader, "latency")
    page = await at_page.open(reader)
    lead = (await page.get("/today"))["lead"]
    mine = await page.get(f"/episodes/{lead['id']}/mine")
    (term,) = mine["terms"]
    assert (term["headword"], term["here"]) == ("latency", [0])
    segments = (await page.get(f"/episodes/{lead['id']}"))["segments"]
    segment, sentence, start, end = term["stands"][0]
    assert segments[segment]["english"][sentence][start:end] == "latency"
