"""A word list says what it was understood as, is saved by a tap and taken back by another."""

import json

import pytest

from bot.model.book import Book
from bot.model.chat import ChatId
from bot.model.known import KnownWord
from bot.model.review import Rating
from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from bot.vocabulary.book import document
from tests.kit.alive import alive
from tests.kit.story import Story, episode

CHAT = ChatId(7)
LIST = "moat\t护城河\tOur moat is data.\nrunway\t资金跑道\nlatency\t延迟\nburn rate\t烧钱速度\n".encode()


async def _sends(story: Story, reader: Reader, data: bytes, name: str = "words.txt") -> Message:
    reader.send_file(name, data)
    await story.settle()
    return reader.last


async def _kept(story: Story) -> bytes:
    return document.write(await story.store.books.read(CHAT))


async def test_a_list_shows_what_it_was_understood_as_and_saves_nothing_before_a_tap(story: Story) -> None:
    reader = story.reader()
    asked = await _sends(story, reader, LIST)
    assert asked.text == (
        "读出 4 个词，还没有存。\n\nmoat · 护城河\nOur moat is data.\n\nrunway · 资金跑道\n\nlatency · 延迟\n…"
    )
    assert asked.labels == [["📥 存进生词本", "不存"]]
    assert await story.store.terms.count(CHAT) == 0
    await story.taps(reader, "不存", asked)
    assert asked.text == "好，什么都没有存。"
    assert await story.store.terms.count(CHAT) == 0


async def test_a_tap_saves_it_once_and_another_takes_it_back(story: Story) -> None:
    reader = story.reader()
    asked = await _sends(story, reader, LIST)
    save = asked.buttons[0].data
    assert save is not None
    for _ in range(2):  # the second tap was quicker than the edit
        reader.press(asked, save)
        await story.settle()
        assert asked.text == "新增 4 个词"
    assert await story.store.terms.count(CHAT) == 4
    await story.taps(reader, "↩ 撤销导入", asked)
    assert asked.text.startswith("已撤销")
    assert await story.store.terms.count(CHAT) == 0
    await story.taps(reader, "📥 存进生词本", asked)
    assert asked.text == "新增 4 个词"
    assert await story.store.terms.count(CHAT) == 4


async def test_taking_it_back_leaves_the_vocabulary_as_it_was_before(story: Story) -> None:
    """An own term that the list completed, a known word, a term that was deleted, and one that was not in the list."""
    await story.publish(episode())
    reader, terms = story.reader(), story.store.terms
    card = await story.writes(reader, "/start")
    await story.taps(reader, "①", card)
    moat = await terms.save(CHAT, "moat", "", story.clock())
    gone = await terms.save(CHAT, "runway", "跑道", story.clock())
    await terms.delete(CHAT, gone, story.clock())
    await story.writes(reader, "/vocab")
    before = await _kept(story)
    asked = await _sends(story, reader, LIST)
    assert "其中 2 个已在生词本里，只补上缺的。" in asked.text
    await story.taps(reader, "📥 存进生词本", asked)
    assert asked.text == "新增 2 个词\n补全 1 个已有的词"
    found = await terms.get(CHAT, moat)
    assert found is not None
    assert (found.meaning, found.contexts[0].sentence) == ("护城河", "Our moat is data.")
    await story.taps(reader, "↩ 撤销导入", asked)
    assert await _kept(story) == before
    tap = await story.taps(reader, "📥 存进生词本", asked)
    assert tap.answer is not None
    assert asked.text == "新增 2 个词\n补全 1 个已有的词"


async def test_what_the_reader_did_since_stays(story: Story) -> None:
    reader, terms = story.reader(), story.store.terms
    await story.writes(reader, "/start")
    moat = await terms.save(CHAT, "moat", "", story.clock())
    asked = await _sends(story, reader, LIST)
    await story.taps(reader, "📥 存进生词本", asked)
    await story.writes(reader, "/vocab moat")
    await story.taps(reader, "1", reader.last)
    await story.taps(reader, "✎ 释义")
    reader.reply(reader.last, "壁垒")
    await story.settle()
    await story.taps(reader, "↩ 撤销导入", asked)
    found = await terms.get(CHAT, moat)
    assert found is not None
    assert found.meaning == "壁垒"
    tap = reader.press(asked, f"bu:{moat + 1}:0")
    await story.settle()
    assert tap.answer is not None
    assert tap.answer.text == "这次导入已经撤销过，或者过了 30 天。"


async def test_memory_that_an_export_brought_further_goes_back_too(story: Story) -> None:
    """Two chats have a term; the one that reviewed it more gives its memory to the other, and it is taken back."""
    reader, other = story.reader(), story.reader(8)
    for each in (reader, other):
        await story.writes(each, "/start")
        await story.store.terms.save(ChatId(each.user.id), "moat", "护城河", story.clock())
    card = await story.writes(other, "/review")
    await story.taps(other, "看答案", card)
    await story.taps(other, "🙂 记得", card)
    before = await _kept(story)
    asked = await _sends(story, reader, document.write(await story.store.books.read(ChatId(8))), "words.json")
    await story.taps(reader, "📥 存进生词本", asked)
    (entry,) = (await story.store.books.read(CHAT)).entries
    assert [past.rating for past in entry.reviews] == [Rating.GOOD]
    assert entry.card is not None
    assert entry.card.last_review is not None
    await story.taps(reader, "↩ 撤销导入", asked)
    assert await _kept(story) == before


async def test_known_words_leave_with_an_export_and_come_back_asked_once_and_undone(story: Story) -> None:
    """Of four that another chat knows this one has one as a term, one deleted, and knows one itself."""
    reader, other, known, terms = story.reader(), story.reader(8), story.store.known, story.store.terms
    for each in (reader, other):
        await story.writes(each, "/start")
    for headword in ("moat", "runway", "churn", "quorum"):
        await known.set(ChatId(8), headword, "", story.clock(), known=True)
    await known.set(CHAT, "churn", "流失", story.clock(), known=True)
    await terms.save(CHAT, "moat", "护城河", story.clock())
    gone = await terms.save(CHAT, "runway", "跑道", story.clock())
    await terms.delete(CHAT, gone, story.clock())
    before = await _kept(story)
    await story.writes(other, "/export")
    await story.taps(other, "🧾 生词 JSON")
    media = other.last.content.media
    assert media is not None
    asked = await _sends(story, reader, media.file.content, "words.json")
    assert asked.text == "读出 0 个词，还没有存。\n还有 4 个认识的词。"
    assert await known.count(CHAT) == 1
    save = asked.buttons[0].data
    assert save is not None
    for _ in range(2):  # the second tap was quicker than the edit
        reader.press(asked, save)
        await story.settle()
        assert asked.text == "记下 2 个认识的词"
    assert await known.count(CHAT) == 3
    assert not (await story.store.owned.own(CHAT)).known & {"moat"}
    await story.taps(reader, "↩ 撤销导入", asked)
    assert await _kept(story) == before
    await story.taps(reader, "📥 存进生词本", asked)
    assert await known.count(CHAT) == 3


async def test_a_word_said_to_be_known_after_an_import_stays_known_when_it_is_taken_back(story: Story) -> None:
    reader = story.reader()
    await story.writes(reader, "/start")
    book = Book((), known=(KnownWord(0, "moat", ""), KnownWord(0, "runway", "")))
    asked = await _sends(story, reader, document.write(book), "words.json")
    await story.taps(reader, "📥 存进生词本", asked)
    story.clock.move(minutes=1)
    await story.store.known.set(CHAT, "moat", "", story.clock(), known=True)
    await story.taps(reader, "↩ 撤销导入", asked)
    assert [word.headword for word in (await story.store.known.page(CHAT, 0))[0]] == ["moat"]


async def test_a_file_that_was_taken_away_is_not_saved(story: Story) -> None:
    reader = story.reader()
    asked = await _sends(story, reader, LIST)
    asked.reply_to = None  # Telegram tells of no message that was deleted
    tap = await story.taps(reader, "📥 存进生词本", asked)
    assert tap.answer is not None
    assert tap.answer.text == "文件已经不在聊天里了，请再发一次。"
    assert await story.store.terms.count(CHAT) == 0


async def test_a_list_that_is_sent_again_says_that_there_is_nothing_to_add(story: Story) -> None:
    reader = story.reader()
    for text in ("新增 4 个词", "这些词都已经有了，没有要补的。"):
        asked = await _sends(story, reader, LIST)
        await story.taps(reader, "📥 存进生词本", asked)
        assert asked.text == text


@pytest.mark.parametrize(
    ("name", "data", "chinese", "english"),
    [
        ("a.csv", b"ok\n,only\n", "第 2 行：第一列没有词", "line 2: no word in the first column"),
        (
            "a.csv",
            b"ok\n\xff\xfe",
            "第 2 行：不是 UTF-8 文本，请另存为 UTF-8",
            "line 2: not UTF-8 text; save it as UTF-8",
        ),
        ("a.csv", b'ok\n"open', "第 2 行：引号没有配对，分不清各列", "line 2: a quotation mark does not close"),
        ("a.txt", b"\n\n", "里面没有词", "no words in it"),
        ("a.json", b"{", "不是完整的 JSON", "not whole JSON"),
        ("a.json", b'{"format":"buildspeak-vocabulary","version":1}', "terms：缺了这一项", "terms: is missing"),
        (
            "a.json",
            json.dumps({"format": "buildspeak-vocabulary", "version": 1, "terms": [], "secret": 1}).encode(),
            "secret：这一项不该出现",
            "secret: does not belong there",
        ),
    ],
)
async def test_what_is_wrong_with_a_file_is_said_in_the_readers_language(
    story: Story, name: str, data: bytes, chinese: str, english: str
) -> None:
    assert (await _sends(story, story.reader(), data, name)).text == f"这个文件读不出来。{chinese}。"
    said = await _sends(story, story.reader(8, language_code="en"), data, name)
    assert said.text == f"I cannot read this file: {english}."


async def test_it_is_so_over_the_wire_too_where_of_a_tapped_message_little_is_read(sqlite_url: str) -> None:
    world = World()
    reader = world.reader(7, language_code="zh-hans")
    async with alive(sqlite_url, world):
        reader.send_file("words.txt", LIST)
        await world.until(lambda: bool(reader.received and reader.last.buttons), seconds=60)
        reader.tap(reader.last, "📥 存进生词本")
        await world.until(lambda: reader.last.text == "新增 4 个词", seconds=60)
