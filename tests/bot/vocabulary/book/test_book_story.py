"""Export, import and forget, as a reader does them."""

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model.chat import ChatId
from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from bot.vocabulary.book import document
from bot.vocabulary.lexicon import open_lexicon
from tests.kit.clock import Clock
from tests.kit.story import Story, episode
from tests.kit.tiny import tiny_lexicon


async def _collect(story: Story, reader: Reader) -> None:
    await story.publish(episode())
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    for _ in range(3):
        await story.taps(reader, "①")
        await story.taps(reader, "下一段")


async def _imports(story: Story, reader: Reader, name: str, data: bytes) -> str:
    reader.send_file(name, data)
    await story.settle()
    await story.taps(reader, "📥 存进生词本", reader.last)
    return reader.last.text


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
    assert await _imports(story, other, "words.json", data) == "新增 3 个词"
    assert document.read(await _exported(story, other, "JSON")) == document.read(data)
    assert await _imports(story, other, "words.json", data) == "这些词都已经有了，没有要补的。"
    assert document.read(await _exported(story, other, "JSON")) == document.read(data)


async def test_a_vocabulary_lived_with_moves_to_another_chat_as_it_was(story: Story) -> None:
    reader, other = story.reader(), story.reader(8)
    await _collect(story, reader)
    card = await story.writes(reader, "/review")
    for grade in ("😵 忘了", "🙂 记得"):
        await story.taps(reader, "看答案", card)
        await story.taps(reader, grade, card)
    kept, known, gone = (term.id for term in (await story.store.terms.page(ChatId(7), 0))[0])
    await story.store.terms.set_known(ChatId(7), known, known=True)
    await story.store.terms.delete(ChatId(7), gone, story.clock())
    book = document.read(data := await _exported(story, reader, "JSON"))
    assert [entry.term.known for entry in book.entries] == [True, False]
    assert sum(len(entry.reviews) for entry in book.entries) > 0
    assert all(context.url and context.start is not None for entry in book.entries for context in entry.term.contexts)
    await story.writes(other, "/help")
    await _imports(story, other, "words.json", data)
    assert document.read(await _exported(story, other, "JSON")) == book
    assert await story.store.terms.get(ChatId(7), kept) is not None


async def test_a_context_of_another_bots_episode_opens_nothing_else(story: Story) -> None:
    reader = story.reader()
    await _collect(story, reader)
    data = await _exported(story, reader, "JSON")
    for was, now in ((b"https://www.youtube.com/watch?v=abc", b"https://example.org/b"), (b"We measured", b"We felt")):
        data = data.replace(was, now)
    other = story.reader(8)
    await story.writes(other, "/help")
    await _imports(story, other, "words.json", data)
    await story.writes(other, "/vocab")
    await story.taps(other, "1")
    shown = len(other.received)
    tap = await story.taps(other, "回到原段")
    assert tap.answer is not None
    assert "撤下" in tap.answer.text
    assert len(other.received) == shown


async def test_an_anki_package_says_how_its_words_sound(
    sqlite_url: str, clock: Clock, world: World, tmp_path: Path
) -> None:
    tiny_lexicon(tmp_path / "lexicon.db")
    async with Story(sqlite_url, clock, world, lexicon=open_lexicon(tmp_path / "lexicon.db")).bot() as story:
        reader = story.reader()
        await story.begins(reader)
        await _imports(story, reader, "words.txt", "ubiquitous\t无处不在\nrunway zzz\t没有音标\n".encode())
        package = zipfile.ZipFile(io.BytesIO(await _exported(story, reader, "Anki")))
    (tmp_path / "notes.db").write_bytes(package.read("collection.anki2"))
    with closing(sqlite3.connect(tmp_path / "notes.db")) as notes:
        fields = [row[0].split("\x1f")[:2] for row in notes.execute("SELECT flds FROM notes ORDER BY flds")]
    assert fields == [["runway zzz", ""], ["ubiquitous", "/juˈbɪkwɪtəs/"]]


async def test_anki_and_table_are_files_with_names_that_tell(story: Story) -> None:
    reader = story.reader()
    await _collect(story, reader)
    assert (await _exported(story, reader, "Anki"))[:2] == b"PK"
    assert "latency" in (await _exported(story, reader, "表格")).decode("utf-8-sig")


async def test_a_word_list_comes_in_and_a_broken_file_leaves_nothing(story: Story) -> None:
    reader = story.reader()
    await story.writes(reader, "/import")
    data = "moat\t护城河\tOur moat is data.\nrunway\t资金跑道\n".encode()
    assert await _imports(story, reader, "words.txt", data) == "新增 2 个词"
    reader.send_file("words.csv", b"fine,1\n,broken\n")
    await story.settle()
    assert "第 2 行" in reader.received[-1].text
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
    async with story.store.database.single() as connection:
        tables = [
            r[0] for r in await connection.execute_fetchall("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        for table in tables:
            columns = [row[1] for row in await connection.execute_fetchall(f"PRAGMA table_info({table})")]
            if "chat_id" in columns:
                rows = await connection.execute_fetchall(f"SELECT DISTINCT chat_id FROM {table}")  # noqa: S608
                found |= {row[0] for row in rows}
    return found


async def test_a_table_says_on_which_of_the_readers_own_days_a_term_was_added(story: Story) -> None:
    reader = story.reader()
    await _collect(story, reader)
    story.clock.now = datetime(2026, 6, 5, 16, 30, tzinfo=UTC)  # 6 June in Shanghai
    await story.store.terms.save(ChatId(7), "runway", "跑道", story.clock())

    async def added() -> dict[str, str]:
        rows = csv.DictReader(io.StringIO((await _exported(story, reader, "表格")).decode("utf-8-sig")))
        return {row["word"]: row["added"] for row in rows}

    assert (await added())["runway"] == "2026-06-06"
    await story.writes(reader, "/zone America/Los_Angeles")
    assert (await added())["runway"] == "2026-06-05"
    names = [said.content.media.fields for said in reader.received if said.content.media]
    assert [dict(fields)["file_name"] for fields in names] == [
        "buildspeak-2026-06-06.csv",
        "buildspeak-2026-06-05.csv",
    ]


@pytest.mark.parametrize(
    "memory", [{"state": "review"}, {"state": "relearning", "stability": 1.0, "difficulty": 5.0, "step": None}]
)
async def test_a_memory_that_no_review_could_rate_is_refused_by_its_place(
    story: Story, memory: dict[str, object]
) -> None:
    reader, other = story.reader(), story.reader(8)
    await _collect(story, reader)
    book = json.loads(await _exported(story, reader, "JSON"))
    book["terms"][1]["card"] |= memory
    await story.writes(other, "/help")
    other.send_file("words.json", json.dumps(book).encode())
    await story.settle()
    assert "terms.1.card" in other.last.text
