"""Every card of every mode, in both languages, is one that Telegram takes whole."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.place import BUNDLED_EPISODES
from bot.locales import WORDS, Words
from bot.locales.zones import BUTTON_ZONES, find_zones
from bot.model.chat import Language
from bot.model.reading import WHOLE, Passage, Piece
from bot.model.subscription import DIGEST_SIZES, EVERY_DAY, EmptyDay, Lead, Mode, Translation
from bot.render.admin import admin_card
from bot.render.buttons.issues import Issue
from bot.render.issue import issue_card
from bot.render.passage import passage_text
from bot.render.rhythm import days_choice, hours_name, pause_choice, paused_card, quiet_choice
from bot.render.settings import settings_card, time_choice, zone_choice, zone_matches
from bot.render.start import about_page, adjusting, greeting, help_page, stopped
from bot.render.view import View, bold, cut, escape, link, timecode
from bot.render.voice import digest_caption
from content.episode.episode import Episode, Gloss, Kind, Segment
from content.text.prose import clean_line
from tests.kit.bundled import bundled_entry
from tests.kit.cards import (
    NOW,
    TODAY,
    around,
    cards,
    found_by_telegram,
    judged,
    kept,
    listed,
    reader,
    segments_cards,
    telegrams_reading,
)
from tests.kit.samples import ARTICLES, SEED, needs
from tests.kit.sources import read_source

PARSERS = ("zones", "offsets", "faults", "typed", "cities_of")
"""Modules of `locales` that read what readers say, or look words up for others, rather than being words themselves."""
BUNDLED = sorted(BUNDLED_EPISODES.glob("*.md"))
both_languages = pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)


@both_languages
@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem[:24])
def test_every_card_of_a_bundled_episode_is_telegrams_to_show(path: Path, words: Words) -> None:
    for card in cards(read_source(path), words):
        judged(card)


@both_languages
def test_only_what_has_an_original_to_play_says_so_beside_its_time(words: Words) -> None:
    for stem in ("evals-before-vibes", "we-have-had-a-problem"):
        entry = bundled_entry(stem).episode
        listing, timed = listed(entry), next(segment for segment in entry.segments if segment.start)
        written = Passage(listing, timed, WHOLE, entry.segments.index(timed))
        played = replace(written, listing=replace(listing, url="https://www.youtube.com/watch?v=abc"))
        assert timecode(timed.start or 0) in passage_text(written, words, Translation.BOTH, "UTC")
        assert "▶" not in passage_text(written, words, Translation.BOTH, "UTC")
        assert f"▶ {timecode(timed.start or 0)}" in passage_text(played, words, Translation.BOTH, "UTC")


@both_languages
def test_no_label_of_a_digest_card_is_cut(words: Words) -> None:
    """In English four keys of what stands last are wider than a row, and come in two."""
    for stem in ("our-build-log", "inside-an-agent-loop"):
        listing = listed(bundled_entry(stem).episode)
        for known in (listing, replace(listing, builder="@levie", url="https://example.org")):
            for card in around(known, 8, words):
                assert not [key.label for row in card.rows for key in row if "…" in key.label]


@needs(ARTICLES)
@both_languages
@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.json")), ids=lambda path: path.stem[:24])
def test_every_card_of_the_sample_articles_too(path: Path, words: Words) -> None:
    assert len([judged(card) for card in cards(read_source(path), words)]) > 100


@needs(SEED)
def test_every_card_of_the_seed_too() -> None:
    for card in cards(read_source(SEED), WORDS[Language.ZH]):
        judged(card)


@both_languages
def test_every_card_without_an_episode(words: Words) -> None:
    language = next(language for language, spoken in WORDS.items() if spoken is words)
    for card in settings_pages(language, words):
        judged(card)
        assert not [key.label for row in card.rows for key in row if "…" in key.label]


def settings_pages(language: Language, words: Words) -> list[View]:
    """Each setting at each of its values, with the zones that have buttons."""
    someone = reader(language, zone="Asia/Shanghai")
    variants = [
        *(replace(someone, zone=zone) for zone in BUTTON_ZONES),
        *(replace(someone, digest_size=size) for size in DIGEST_SIZES),
        *(replace(someone, translation=value) for value in Translation),
        *(replace(someone, mode=value) for value in Mode),
        *(replace(someone, empty_day=value) for value in EmptyDay),
        *(replace(someone, lead=value) for value in Lead),
        *(replace(someone, days=days) for days in range(EVERY_DAY + 1)),
        replace(someone, silent=True, quiet_from=1320, quiet_to=420, paused_until=NOW + timedelta(days=3)),
    ]
    pages = [
        help_page(words),
        about_page(words),
        stopped(words),
        pause_choice(words),
        zone_matches(find_zones("a")[:2], words),
        admin_card(
            words,
            zone="UTC",
            last_tick=NOW,
            last_sent=NOW,
            retried=9,
            counts={},
            unknown=9999,
            refusals=1,
            standings={},
            newest=TODAY,
            early={TODAY: 1, NOW.date(): 99},
            problems=["https://example.org/digest/latest.json:1: <not> whole JSON " + "x" * 300] * 9,
            today=TODAY,
        ),
    ]
    for variant in variants:
        pages += [settings_card(variant, words, next_push=push) for push in (None, NOW)]
        pages += [time_choice(variant, words), zone_choice(variant, words), days_choice(variant, words)]
        pages += [quiet_choice(variant, words)]
        pages += [paused_card(variant, words, until_resumed=until) for until in (True, False)]
        pages += [
            greeting(variant, words, returning=doubt, following=following, today=TODAY, in_doubt=doubt)
            for doubt in (True, False)
            for following in (None, NOW)
        ]
        pages.append(adjusting(variant, "h1", words))
    return pages


@both_languages
def test_our_own_words_are_never_cut_on_a_button(words: Words) -> None:
    gloss = Gloss("cache", "缓存", (2, 7))
    short = Segment("A cache.", "缓存。", glosses=(gloss,), featured=True)
    episode = Episode(Kind.BLOG, "S", "T", (short,) * 14, url="https://example.org", date=TODAY)
    for card in cards(episode, words):
        assert not [key.label for row in card.rows for key in row if "…" in key.label]


def test_quiet_hours_name_both_ends() -> None:
    assert hours_name(1320, 420, WORDS[Language.ZH]) == "22:00–07:00"
    assert hours_name(60, 60, WORDS[Language.EN]) == "quiet: off"


ANY = st.text(max_size=40) | st.sampled_from(
    ["<b>", "</b>", "&amp;", "&", '"', "'>", "<a href='x'>", "]]>", "<!--", "&#60;", "\u202e", "👩‍👩‍👧", "e\u0301" * 9]
)
SEEN = st.lists(ANY, min_size=1, max_size=4).map("".join).map(clean_line).filter(bool)


@given(SEEN)
def test_any_text_is_read_as_itself_through_escaping(text: str) -> None:
    for marked in (escape(f"x{text}x"), bold(f"x{text}x"), link(f"x{text}x", "https://example.org/?a=1&b=2")):
        assert telegrams_reading(marked)[0] == f"x{text}x"
        assert View(marked).plain == f"x{text}x"


@settings(max_examples=25)
@given(SEEN, SEEN, SEEN, SEEN, SEEN, st.sampled_from(list(Language)))
def test_no_content_breaks_a_cards_markup(
    title: str, show: str, speaker: str, text: str, word: str, language: Language
) -> None:
    words = WORDS[language]
    english = f"{text} {word} {text}"
    gloss = Gloss(word, text, (len(text) + 1, len(text) + 1 + len(word)))
    segment = Segment(english, text, speaker=speaker, start=61, glosses=(gloss, Gloss(text, word)))
    episode = Episode(Kind.POSTS, show, title, (segment,), url="https://youtu.be/x?a=1&b='2'", title_zh=title)
    listing = listed(episode)
    views = [*segments_cards(listing, segment, 8, 0, words), *around(listing, 8, words), *kept(episode, listing, words)]
    for view in views:
        judged(view)


@given(st.text(max_size=60), st.integers(2, 40))
def test_a_cut_label_keeps_to_its_columns(text: str, budget: int) -> None:
    short = cut(text, budget)
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@both_languages
def test_an_issue_of_the_longest_titles_has_all_its_numbers_in_one_message(words: Words) -> None:
    long = "An uncommonly long title about latency, caches, queues and whoever waits for them " * 2
    for title, chinese in ((long, long), ("长" * 99, "长" * 99), ("🧭" * 90, "🧭" * 90), ("e" + "\u0301" * 900, "x")):
        listing = replace(
            listed(Episode(Kind.BLOG, long, title, (Segment("A.", "甲。"),), date=TODAY)), title_zh=chinese
        )
        card = judged(issue_card([Piece(listing)] * 24, 0, words, today=TODAY, size=8, opened=Issue(1, 8, 0)))
        assert len([line for line in card.text.split("\n") if line.partition(".")[0].isdecimal()]) == 24


def test_every_word_is_said_somewhere() -> None:
    """A phrase that no module reads is dead weight in two languages."""
    sources = [
        path
        for path in BUNDLED_EPISODES.parents[1].glob("bot/**/*.py")
        if path.parent.name != "locales" or path.stem in PARSERS
    ]
    code = "\n".join(path.read_text("utf-8") for path in sources)
    of_a_noun = [getattr(WORDS[Language.ZH], field.name) for field in fields(Words)]
    for catalogue in (WORDS[Language.ZH], *filter(is_dataclass, of_a_noun)):
        for field in fields(catalogue):
            assert re.search(rf"\.{field.name}\b", code), f"{type(catalogue).__name__}.{field.name}"


def test_telegram_reads_a_covered_quote_and_a_folded_one_within_each_other() -> None:
    """Both are legal; which of them the default is stands in `render/segment.py`, with why."""
    text, entities = telegrams_reading("<blockquote expandable><tg-spoiler>遮着的译文</tg-spoiler></blockquote>")
    assert text == "遮着的译文"
    kinds = {entity["type"]["@type"] for entity in entities}
    assert kinds == {"textEntityTypeExpandableBlockQuote", "textEntityTypeSpoiler"}


def test_the_times_of_a_digests_caption_are_ones_that_telegram_seeks_by() -> None:
    marks = [
        (at, "We measured the latency of 3:2 <b>things</b> & more, " * 3) for at in (0, 42_300, 605_000, 3_751_000)
    ]
    text, entities = telegrams_reading(digest_caption("On <Measuring>", marks))
    assert len(text) <= 1024
    seeks = [each["type"]["media_timestamp"] for each in found_by_telegram(text)]
    assert seeks[:4] == [0, 42, 605, 3751]
    assert [each["type"]["@type"] for each in entities] == ["textEntityTypeBold"]


def test_a_digest_of_many_long_segments_keeps_to_a_caption() -> None:
    text, _ = telegrams_reading(digest_caption("t" * 300, [(60_000 * n, "w" * 300) for n in range(40)]))
    assert 900 < len(text) <= 1024
