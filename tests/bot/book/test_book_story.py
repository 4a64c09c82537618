"""Export, import and forget, as a reader does them."""

from bot.book import document
from bot.model import ChatId
from bot.sandbox.reader import Reader
from tests.bot.story import Story, episode


async def _collect(story: Story, reader: Reader) -> None:
    await story.publish(episode())
    await story.writes(reader, "/start")
    await story.taps(reader, "▶ 开始阅读")
    for _ in range(3):
        await story.taps(reader, "①")
        await story.taps(reader, "下一段")


async def _exported(story: Story, reader: Reader, button: str) -> bytes:
    await story.writes(reader, "/export")
    await story.taps(reader, button)
    media = reader.received[-1].content.media
    assert media is not None
    return media.file.content


async def test_what_one_chat_exports_another_imports_identically(story: Story) -> None:
    reader, other = story.reader(), story.reader(8)
    await _collect(story, reader)
    data = await _exported(story, reader, "JSON")
    await story.writes(other, "/help")
    other.send_file("words.json", data)
    await story.settle()
    assert other.received[-1].text == "新增 3 个词"
    assert document.read(await _exported(story, other, "JSON")) == document.read(data)
    other.send_file("words.json", data)
    await story.settle()
    assert other.received[-1].text == "新增 0 个词\n补全 3 个已有的词"
    assert document.read(await _exported(story, other, "JSON")) == document.read(data)


async def test_anki_and_table_are_files_with_names_that_tell(story: Story) -> None:
    reader = story.reader()
    await _collect(story, reader)
    assert (await _exported(story, reader, "Anki"))[:2] == b"PK"
    assert "latency" in (await _exported(story, reader, "表格")).decode("utf-8-sig")


async def test_a_word_list_comes_in_and_a_broken_file_leaves_nothing(story: Story) -> None:
    reader = story.reader()
    await story.writes(reader, "/import")
    reader.send_file("words.txt", "moat\t护城河\tOur moat is data.\nrunway\t资金跑道\n".encode())
    await story.settle()
    assert reader.received[-1].text == "新增 2 个词"
    reader.send_file("words.csv", b"fine,1\n,broken\n")
    await story.settle()
    assert "line 2" in reader.received[-1].text
    assert await story.store.terms.count(ChatId(7)) == 2
    reader.send_file("photo.png", b"\x89PNG")
    await story.settle()
    assert "CSV" in reader.received[-1].text


async def test_forget_asks_first_then_leaves_no_row_of_the_chat_anywhere(story: Story) -> None:
    reader, other = story.reader(), story.reader(8)
    await _collect(story, reader)
    await _collect(story, other)
    asked = await story.writes(reader, "/forget")
    assert "📦 先导出全部" in asked.labels[0]
    await story.taps(reader, "删除一切", asked)
    assert asked.text.startswith("已经全部删除")
    left = await _rows(story)
    assert 7 not in left
    assert 8 in left


async def test_an_old_confirmation_deletes_nothing(story: Story) -> None:
    reader = story.reader()
    await _collect(story, reader)
    asked = await story.writes(reader, "/forget")
    story.clock.move(minutes=30)
    tap = await story.taps(reader, "删除一切", asked)
    assert tap.answer is not None
    assert tap.answer.alert
    assert 7 in await _rows(story)


async def _rows(story: Story) -> set[int]:
    """Every chat id in any table that has one."""
    found: set[int] = set()
    async with story.store.database.reading() as connection:
        tables = [
            r[0] for r in await connection.execute_fetchall("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        for table in tables:
            columns = [row[1] for row in await connection.execute_fetchall(f"PRAGMA table_info({table})")]
            if "chat_id" in columns:
                rows = await connection.execute_fetchall(f"SELECT DISTINCT chat_id FROM {table}")  # noqa: S608
                found |= {row[0] for row in rows}
    return found
