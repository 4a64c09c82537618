"""Every word that the bot says: one field a phrase, one instance a language, so that a missing one fails the types.

`{names}` in braces are filled with `str.format`; a tuple holds an English singular and plural, and is read with
`plural`. The same names stand in both languages: a test holds them together.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.locales.book import BookWords
from bot.locales.delivery import DeliveryWords
from bot.locales.issues import IssueWords
from bot.locales.known import KnownWords
from bot.locales.lookup import LookupWords
from bot.locales.proofs import ProofWords
from bot.locales.publishing import PublishingWords
from bot.locales.review import ReviewWords
from bot.locales.rhythm import RhythmWords
from bot.locales.sayings import SayingWords
from bot.locales.terms import TermWords
from bot.locales.voice import VoiceWords
from bot.model.subscription import Translation
from content.episode.episode import Kind

Forms = tuple[str, ...]


def plural(forms: Forms, n: int) -> str:
    """The form for n things, with `{n}` filled in; a language without plurals has one form."""
    return forms[0 if n == 1 else -1].format(n=n)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """What the bot says in one language. Each is only ever itself: what is rendered with it is kept by that."""

    app_dates: bool = True
    """Whether the reader's app writes dates, in its own language and zone."""

    # about the bot
    short_description: str
    description: str
    commands: dict[str, str]
    greeting: str
    see_you: str
    see_you_today: str
    see_you_on: str
    welcome_back: str
    help: str
    about: str
    source_code: str
    website: str
    stopped: str
    subscribe: str
    subscribed: str
    unclear: str

    # digest and segment cards
    kinds: dict[Kind, str]
    evergreen: str
    late: str
    digest_of: Forms
    about_minutes: str
    whole_of: str
    start_reading: str
    resume: str
    read_whole: str
    on_page: str
    archive: str
    settings_button: str
    original: str
    speaker: str
    previous: str
    next: str
    cover: str
    finish: str
    part_place: str
    more: str
    jump: str
    back: str
    translation: str
    translations: dict[Translation, str]
    nothing_today: str
    saved: str
    unsaved: str
    met_again: str

    # recap
    recap: str
    recap_saved: Forms
    recap_none: str
    save_rest: Forms
    rest_saved: Forms
    unsave_rest: str
    rest_unsaved: Forms
    vocabulary: str
    again: str

    # vocabulary
    vocabulary_title: str
    vocabulary_empty: str
    terms: Forms
    met_in: str
    open_context: str
    delete: str
    deleted: str
    undo: str
    restored: str
    term_gone: str
    page: str

    # archive
    archive_title: str
    archive_empty: str
    episodes: Forms
    evergreens: str
    month: str
    day: str
    day_of_year: str
    months: Forms
    weekdays: Forms

    # settings
    settings: str
    settings_how: str
    next_push: str
    no_push: str
    time: str
    zone: str
    size: str
    size_value: Forms
    language: str
    language_name: str
    pick_time: str
    pick_zone: str
    time_set: str
    zone_set: str
    time_offer: str
    zone_offer: str
    time_unclear: str
    zone_unclear: str
    zone_many: str
    done: str
    all_settings: str
    hour_suits: str
    cities: dict[str, str]
    cities_in_chinese: bool

    # when something stands in the way
    delivery: DeliveryWords
    rhythm: RhythmWords
    book: BookWords
    issues: IssueWords
    known: KnownWords
    voice: VoiceWords
    publishing: PublishingWords
    proofs: ProofWords
    sayings: SayingWords
    term: TermWords
    review: ReviewWords

    # looking words up
    lookup: LookupWords
    stale: str
    changed: str
    withdrawn: str
    too_fast: str
    too_many_texts: str
    failed: str
