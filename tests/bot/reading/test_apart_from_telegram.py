"""A page or an inline query reads, saves and reviews with `reading` and `store` alone: no Telegram, no courier."""

import subprocess
import sys

from bot.app.place import BUNDLED_EPISODES

STORY = """
import asyncio, sys
from datetime import UTC, datetime

from bot.model.chat import ChatId
from bot.model.reading import Place
from bot.model.review import Rating
from bot.reading import reviewing, rounds
from bot.reading.cards import passage_card
from bot.reading.covers import cover
from bot.reading.keeping import toggle
from bot.reading.passages import open_listing, open_passage
from bot.reading.pieces import Pieces
from bot.reading.readers import Readers
from bot.reading.shelf import Shelf
from bot.reading.sounds import Sounds
from bot.reading.voices import Voices
from bot.store import open_store
from bot.vocabulary.lexicon import Lexicon
from content.files.check import read_library

NOW = datetime(2026, 6, 4, 1, tzinfo=UTC)

async def main(url, episodes):
    async with open_store(url) as store:
        entry = read_library(episodes).entries[0]
        await store.episodes.sync({entry.sha256: entry.episode})
        reader = await Readers(store, lambda: NOW, "Asia/Shanghai").reader(ChatId(7), "zh")
        voices = Voices(store, Pieces(store, lambda: NOW, Shelf(episodes.parent / 'none')), Sounds([]))
        listing = await open_listing(store, 1)
        card = await cover(store, listing, 8, reader, NOW, private_url="https://t.me/x?start=e_1_8")
        assert listing.title in card.text
        for index in range(len(listing.positions(8))):
            passage = await open_passage(store, Place(listing.id, 8, index))
            shown = await passage_card(store, passage, reader, voices, Lexicon())
            assert f"{index + 1}/" in shown.text
            if passage.segment.glosses:
                gloss, where = passage.segment.glosses[0], passage
        assert await toggle(store, reader.chat_id, where, gloss, NOW) is None
        question = await reviewing.begin(store, reader, NOW, voices)
        term = await store.terms.find(reader.chat_id, gloss.headword)
        turn = (await store.reviews.session(reader.chat_id)).turn
        answer = await reviewing.show_answer(store, reader, term.id, turn, NOW, voices)
        assert gloss.headword in answer.text
        again = await rounds.grade(store, reader, term.id, turn, Rating.GOOD, NOW)
        assert again is not None
        assert await rounds.grade(store, reader, term.id, turn, Rating.GOOD, NOW) is None  # the other door: once
    loaded = [name for name in sys.modules if name.split(".")[0] in ("telegram", "aiohttp", "apscheduler")]
    assert not loaded, loaded

from pathlib import Path
asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
"""


def test_a_digest_is_read_a_term_saved_and_reviewed_without_telegram(sqlite_url: str) -> None:
    bundled_file = str(BUNDLED_EPISODES / "retries-with-jitter.md")
    command = [sys.executable, "-W", "error", "-c", STORY, sqlite_url, bundled_file]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
