"""The bundled library as a newcomer meets it, the clock moved: a dialogue, an article, a day of posts, each with its
reason to read it, its sources and its translator's notes, in both languages of the bot."""

from dataclasses import dataclass
from html import unescape

from bot.locales import Words
from bot.locales.en import EN
from bot.locales.zh import ZH
from bot.model.reading import WHOLE
from bot.render.buttons.reading import Read
from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from content.episode.episode import Episode, Kind
from tests.kit.bundled import bundled_by_hash, bundled_library
from tests.kit.story import Story

WEEK = {1: Kind.PODCAST, 2: Kind.BLOG, 8: Kind.POSTS}


@dataclass(frozen=True, slots=True)
class Day:
    """What a day's card and the whole of its piece have."""

    kind: Kind
    lead_in: bool
    sources: bool
    notes: int


async def test_a_dialogue_an_article_and_a_day_of_posts_come_with_lead_in_sources_and_notes(story: Story) -> None:
    await story.store.episodes.sync(bundled_by_hash())
    readers = {ZH: story.reader(7), EN: story.reader(8, language_code="en")}
    met: dict[tuple[Words, int], Day] = {}
    for reader in readers.values():
        await story.begins(reader)
    for day in range(1, max(WEEK) + 1):
        if day > 1:
            await story.tick(days=1)
        if day in WEEK:
            for words, reader in readers.items():
                met[words, day] = await _look(story, reader, words)
    for (_, day), found in met.items():
        assert (found.kind, found.lead_in, found.sources) == (WEEK[day], True, True)
        assert 2 <= found.notes <= 5
    assert len(met) == len(readers) * len(WEEK)


async def _look(story: Story, reader: Reader, words: Words) -> Day:
    """The card that came today, its sources, and every note of its piece."""
    card = reader.received[-1]
    episode = next(entry.episode for entry in bundled_library().entries if entry.episode.title in card.text)
    lead_in = words.issues.why_read.format(lead_in=episode.lead_in) in card.text
    before = card.text
    await story.taps(reader, words.issues.sources, card)
    sources = len(episode.sources) > 0 and all(source in _links(card) for source in episode.sources)
    await story.taps(reader, words.back, card)
    assert card.text == before
    return Day(episode.kind, lead_in, sources, await _notes(story, reader, card, episode, words))


async def _notes(story: Story, reader: Reader, card: Message, episode: Episode, words: Words) -> int:
    """How many segments have 💡; each says its note when tapped."""
    listing = await story.store.episodes.by_key(episode.key)
    assert listing is not None
    said = 0
    for index, segment in enumerate(episode.segments):
        reader.press(card, Read(listing.id, WHOLE, index).pack())
        await story.settle()
        has = any(button.label == words.issues.note for button in card.buttons)
        assert has == (segment.note is not None)
        if segment.note is not None:
            tap = await story.taps(reader, words.issues.note, card)
            assert tap.answer is not None
            assert segment.note in (tap.answer.text or "") + reader.received[-1].text
            said += 1
    return said


def _links(card: Message) -> str:
    return unescape(repr(card.content))


def test_what_belongs_to_one_day_of_ours_shares_its_issue() -> None:
    ours = [
        e.episode
        for e in bundled_library().entries
        if e.episode.kind is Kind.POSTS and e.episode.handle == "buildspeak"
    ]
    assert len(ours) > 1
    assert len({episode.issue for episode in ours}) == 1
