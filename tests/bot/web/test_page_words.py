"""Words on the page are the chat's: looked up by the same rules, saved into the same vocabulary."""

from bot.model.chat import ChatId
from bot.sandbox.reader import Reader
from content.episode.episode import Kind
from tests.kit.page import Page, Pages, gloss
from tests.kit.story import Story, episode


async def test_a_word_means_first_what_it_means_here(opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    told = await page.get(f"/words/cache?episode={episode_id}&segment=1&sentence=1&start=16&end=21")
    assert (told["headword"], told["here"], told["state"]) == (
        "cache",
        "术语1",
        {"term": None, "here": False, "known": False},
    )
    assert told["sentence"] == "We measured the cache before we changed it."
    assert told["senses"], "the glossary knows it too"
    assert await page.kind("GET", f"/words/cache?episode={episode_id}&segment=1&sentence=1&start=15&end=20") == (
        409,
        "changed",
    )


async def test_a_term_saved_on_the_page_is_in_vocab_with_its_sentence(
    story: Story, opened: tuple[Reader, Page, int]
) -> None:
    reader, page, episode_id = opened
    told = await page.get(f"/episodes/{episode_id}")
    term = await page.post("/terms", gloss(told, 1))
    again = await page.post("/terms", gloss(told, 1))
    assert (again["id"], len(again["contexts"])) == (term["id"], 1)
    vocabulary = await story.writes(reader, "/vocab")
    assert "cache" in vocabulary.text
    assert "We measured the cache" in vocabulary.text
    state = await page.get(f"/words/cache?episode={episode_id}&segment=1")
    assert state["state"] == {"term": term["id"], "here": True, "known": False}
    await page.delete(f"/terms/{term['id']}?episode={episode_id}&segment=1")
    assert (await page.get("/terms"))["total"] == 0
    assert not (await page.post(f"/terms/{term['id']}/restore"))["deleted"]
    assert (await page.get("/terms"))["total"] == 1


async def test_any_word_that_is_known_somewhere_is_saved_where_it_stands(opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    where = {"episode": episode_id, "segment": 0, "sentence": 1, "start": 16, "end": 23, "surface": "latency"}
    assert (await page.post("/terms", where))["meaning"] == "术语0"
    unknown = where | {"sentence": 0, "start": 22, "end": 26, "surface": "talk"}
    assert await page.kind("POST", "/terms", unknown) == (404, "unknown-word")


async def test_what_is_written_of_a_term_is_its_own_and_bounded(opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    term = await page.post("/terms", gloss(await page.get(f"/episodes/{episode_id}"), 1))
    written = await page.patch(f"/terms/{term['id']}", {"meaning": "缓存", "note": "见  第二章"})
    assert (written["meaning"], written["note"]) == ("缓存", "见 第二章")
    assert await page.kind("PATCH", f"/terms/{term['id']}", {"meaning": "长" * 201}) == (422, "not-in-order")
    assert [each["headword"] for each in (await page.get("/terms?q=缓存"))["terms"]] == ["cache"]
    assert [each["headword"] for each in (await page.get("/terms?due=1"))["terms"]] == ["cache"]


async def test_a_known_word_is_explained_nowhere_any_more(opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    assert await page.put("/known/cache", {"meaning": "术语1"}) == {"key": "cache", "known": True}
    assert "cache" in (await page.get(f"/episodes/{episode_id}/mine"))["known"]
    rest = (await page.get(f"/episodes/{episode_id}/rest"))["rest"]
    assert "cache" not in {headword for _, _, headword in rest}
    assert {tuple(each) for each in rest} >= {(2, 0, "throughput")}
    await page.delete("/known/cache")
    assert "cache" not in (await page.get(f"/episodes/{episode_id}/mine"))["known"]


async def test_the_rest_is_saved_in_one_go_once_and_taken_back_in_one(opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    await page.post("/terms", gloss(await page.get(f"/episodes/{episode_id}"), 1))
    path = f"/episodes/{episode_id}/rest"
    offered = (await page.get(path))["rest"]
    assert offered
    answers = [(await page.ask("POST", path, **{"Idempotency-Key": "one-tap"})).json() for _ in range(2)]
    assert answers[0] == answers[1], "a queue that sends it again saves nothing twice"
    kept = answers[0]
    assert (kept["saved"], (await page.get("/terms"))["total"]) == (len(offered), len(offered) + 1)
    assert (await page.get(path))["rest"] == []
    assert (await page.post(path))["saved"] == 0, "a second tap finds nothing left"
    back = await page.delete(f"{path}?after={kept['after']}&last={kept['last']}")
    assert back["saved"] == len(offered)
    left = (await page.get("/terms"))["terms"]
    assert [term["headword"] for term in left] == ["cache"], "what was saved by hand stays"
    assert (await page.get(path))["rest"] == offered


async def test_what_a_queue_sends_again_is_done_once_and_answered_the_same(
    story: Story, opened: tuple[Reader, Page, int]
) -> None:
    _, page, episode_id = opened
    body, key = gloss(await page.get(f"/episodes/{episode_id}"), 1), {"Idempotency-Key": "a1"}
    first = await page.ask("POST", "/terms", body, **key)
    await page.delete(f"/terms/{first.json()['id']}")
    again = await page.ask("POST", "/terms", body, **key)
    assert (again.status_code, again.json()) == (200, first.json())
    assert (await page.get("/terms"))["total"] == 0, "taken back since, and not saved anew"
    missing = {"episode": 99, "segment": 0, "mark": 0, "surface": "x"}
    assert (await page.ask("POST", "/terms", missing, **{"Idempotency-Key": "b"})).status_code == 404
    assert (await page.ask("POST", "/terms", body, **{"Idempotency-Key": "b"})).status_code == 200


async def test_titles_and_texts_are_searched_in_both_languages(opened: tuple[Reader, Page, int]) -> None:
    _, page, episode_id = opened
    title = (await page.get("/search?q=measuring"))["hits"][0]
    assert (title["episode"]["id"], title["segment"], title["text"]) == (episode_id, None, "On Measuring")
    hits = (await page.get("/search?q=再动手改"))["hits"]
    assert len(hits) == 12
    start, end = hits[0]["at"]
    assert hits[0]["text"][start:end] == "再动手改"
    assert [hit["segment"] for hit in (await page.get("/search?q=QUORUM"))["hits"]] == [8]
    assert (await page.get("/search?q=100%25_"))["hits"] == []
    assert await page.kind("GET", "/search?q=x") == (422, "not-in-order")


async def test_a_builder_is_followed_on_the_page_as_in_the_chat(story: Story, at_page: Pages) -> None:
    posts = episode("Posts", kind=Kind.POSTS, show="Ada", handle="ada", bio="Counts.", length=3)
    await story.publish(posts)
    page = await at_page.open(story.reader())
    (ada,) = (await page.get("/builders"))["builders"]
    assert (ada["name"], ada["builder"], ada["followed"]) == ("Ada", "@ada", False)
    await page.put("/builders/@ada/follow")
    told = await page.get("/builders/@ada")
    assert (told["about"]["followed"], len(told["posts"])) == (True, 3)
    assert set(await story.store.builders.followed(ChatId(7))) == {"@ada"}
    await page.delete("/builders/@ada/follow")
    assert await page.kind("PUT", "/builders/@nobody/follow") == (404, "not-there")


async def test_how_a_reader_reads_is_the_same_in_the_chat(story: Story, opened: tuple[Reader, Page, int]) -> None:
    reader, page, _ = opened
    told = await page.put("/settings", {"translation": "both", "level": "cet6"})
    assert (told["translation"], told["level"]) == ("both", "cet6")
    subscription = await story.subscription(reader)
    assert (subscription.translation, subscription.level) == ("both", "cet6")
    assert await page.kind("PUT", "/settings", {"speed": 90}) == (422, "not-in-order")
