"""What the bot says in English."""

from bot.locales.book import EN_BOOK
from bot.locales.delivery import EN_DELIVERY
from bot.locales.issues import EN_ISSUES
from bot.locales.known import EN_KNOWN
from bot.locales.lookup import EN_LOOKUP
from bot.locales.proofs import EN_PROOFS
from bot.locales.publishing import EN_PUBLISHING
from bot.locales.review import EN_REVIEW
from bot.locales.rhythm import EN_RHYTHM
from bot.locales.sayings import EN_SAYINGS
from bot.locales.terms import EN_TERM
from bot.locales.voice import EN_VOICE
from bot.locales.words import Words
from bot.model.subscription import Translation
from content.episode.episode import Kind

EN = Words(
    short_description="One bilingual read a day, from people who build things.",
    description=(
        "Every day, at the time you choose, BuildSpeak brings one digest in English with its Chinese translation: "
        "podcasts, articles and posts by people who build things. Step through it, tap a term to save it, and "
        "review your terms when they are due."
    ),
    commands={
        "today": "read today's episode, from where you stopped",
        "vocab": "your vocabulary; search it, as in /vocab cache",
        "review": "review the terms that are due today",
        "stats": "how reviewing is going",
        "listen": "listen to the digest",
        "archive": "earlier episodes",
        "builders": "whose posts you can read",
        "settings": "time, zone, length, translation and language",
        "time": "delivery time, as in /time 08:30",
        "zone": "time zone, as in /zone Berlin",
        "quiet": "quiet hours, as in /quiet 22:30-07:00",
        "pause": "pause for some days",
        "why": "what came, what is next, and why not",
        "export": "export: Anki, table, JSON, everything",
        "import": "import terms",
        "stop": "stop deliveries; your terms are kept",
        "start": "start deliveries, or resume them",
        "forget": "delete everything here",
        "privacy": "what is kept, and who gets it",
        "about": "about BuildSpeak",
        "help": "how it works",
    },
    greeting="<b>Welcome to BuildSpeak.</b> One bilingual read a day, from people who build things.",
    see_you="See you tomorrow at {time}.",
    see_you_today="See you today at {time}.",
    see_you_on="See you on {day} at {time}.",
    welcome_back="<b>Welcome back.</b> Deliveries are on, and your terms are all here.",
    help=(
        "<b>How it works</b>\n"
        "A card arrives at your time. Tap Start reading, then step with ◀ ▶. The translation is covered: tap it to see "
        "it.\nUnder each segment are terms worth keeping. Tap one to save it, tap again to take it back; "
        "tap 🎓 for one that you know, and it is not explained any more. For any other word tap 🔎, or send it to me. "
        "💡 is the translator's note; ⋯ has the ways to show the Chinese, the full text and the sources.\n\n{commands}"
    ),
    about=(
        "<b>BuildSpeak</b> {version}\nFollow builders, not influencers.\n\n"
        "Every episode keeps its English and its source; terms are explained in the translation, as in "
        "compute（算力）. The code is open, under the MIT license."
    ),
    source_code="Source code ↗",
    website="The website ↗",
    stopped="Deliveries have stopped. Your terms and settings are kept; send /start when you want to come back.",
    subscribe="Resume deliveries",
    subscribed="Resumed. See you daily at {time}.",
    unclear="I couldn't read that. /today has today's episode, /vocab your vocabulary, /help the rest.",
    kinds={Kind.PODCAST: "🎙 Podcast", Kind.BLOG: "✍️ Article", Kind.POSTS: "💬 Posts"},
    evergreen="Evergreen",
    late="Late",
    digest_of=("{n} segment", "{n} segments"),
    about_minutes="about {minutes} min",
    whole_of="full text: {segments} segments, {minutes} min",
    start_reading="▶ Start reading",
    resume="▶ Resume at {index}/{total}",
    read_whole="📖 Full text",
    on_page="📄 Page",
    archive="📚 Archive",
    settings_button="⚙️ Settings",
    original="Original ↗",
    speaker="Speaker {n}",
    previous="◀ Previous",
    next="Next ▶",
    cover="◀ Cover",
    finish="Finish ▶",
    part_place="{place} ({part}/{parts})",
    more="⋯",
    jump="Which segment? You are at {index} of {total}.",
    back="↩ Back",
    translation="Text: {mode}",
    translations={
        Translation.HIDDEN: "covered",
        Translation.BOTH: "both",
        Translation.FOLDED: "folded",
        Translation.ENGLISH: "English",
        Translation.CHINESE: "Chinese",
    },
    nothing_today="Nothing new today, and you have read all there is. Earlier episodes are here.",
    saved="Saved: {headword} · {meaning}",
    unsaved="Removed: {headword}",
    met_again="Met {headword} again: this sentence is added",
    recap="<b>Done</b> · {title}",
    recap_saved=("You saved {n} term here:", "You saved {n} terms here:"),
    recap_none="You have not saved a term here yet.",
    save_rest=("＋ Save the other {n}", "＋ Save the other {n}"),
    rest_saved=("{n} more term saved", "{n} more terms saved"),
    unsave_rest="↩ Undo that",
    rest_unsaved=("{n} term removed", "{n} terms removed"),
    vocabulary="📒 Vocabulary",
    again="↺ Read again",
    vocabulary_title="<b>Vocabulary</b> · {count}",
    vocabulary_empty=(
        "Your <b>vocabulary</b> is still empty. Tap a term under a segment, and it is kept here with its sentence."
    ),
    terms=("{n} term", "{n} terms"),
    met_in="{show} · {date}",
    open_context="↗ Segment",
    delete="🗑 Delete",
    deleted="Deleted <b>{headword}</b>.",
    undo="↩ Undo",
    restored="Restored: {headword}",
    term_gone="This term is no longer in your vocabulary.",
    page="{page}/{pages}",
    archive_title="<b>Archive</b>",
    archive_empty="The <b>archive</b> is still empty. The first episode will come soon.",
    episodes=("{n} episode", "{n} episodes"),
    evergreens="Evergreen",
    month="{year}-{month:0>2}",
    day="{weekday} {day} {month}",
    day_of_year="{year}-{month:0>2}-{day:0>2}",
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    settings="<b>Settings</b>",
    settings_how="A tap changes a value; › opens a choice.",
    next_push="Next: {when}",
    no_push="No deliveries at the moment. The button below resumes them, and so does /start",
    time="🕗 {time}",
    zone="🌏 {zone}",
    size="{value}",
    size_value=("{n}-segment digest", "{n}-segment digest"),
    language="🌐 Language: {language}",
    language_name="English",
    pick_time="When should it arrive? You can also send /time 08:30.",
    pick_zone=(
        "Which time zone are you in? You can also send a city, as in /zone Berlin, or a location: only its zone "
        "is kept."
    ),
    time_set="Done: daily at {time}.",
    zone_set="Done: {zone} time, where it is {now} now.",
    time_offer="Deliver daily at {time} from now on?",
    zone_offer="If it is a place, deliveries can follow its clock:",
    time_unclear="I couldn't read that time. Please write it as in /time 08:30 or /time 8.30 am.",
    zone_unclear=(
        "I found no such zone. Please send a city or an IANA name (/zone Shenzhen, /zone Europe/Berlin) or a location."
    ),
    zone_many="There are several. Which time is yours?",
    done="Done",
    all_settings="All settings ›",
    hour_suits="It comes at this hour from now on. Does that suit you?",
    cities_in_chinese=False,
    cities={
        "Asia/Shanghai": "Shanghai",
        "Asia/Hong_Kong": "Hong Kong",
        "Asia/Taipei": "Taipei",
        "Asia/Singapore": "Singapore",
        "Asia/Tokyo": "Tokyo",
        "Asia/Seoul": "Seoul",
        "Asia/Dubai": "Dubai",
        "Asia/Kolkata": "Kolkata",
        "Asia/Urumqi": "Urumqi",
        "Australia/Sydney": "Sydney",
        "Europe/London": "London",
        "Europe/Berlin": "Berlin",
        "Europe/Paris": "Paris",
        "America/New_York": "New York",
        "America/Chicago": "Chicago",
        "America/Denver": "Denver",
        "America/Los_Angeles": "Los Angeles",
        "America/Toronto": "Toronto",
        "America/Vancouver": "Vancouver",
        "UTC": "UTC",
    },
    delivery=EN_DELIVERY,
    rhythm=EN_RHYTHM,
    book=EN_BOOK,
    issues=EN_ISSUES,
    known=EN_KNOWN,
    voice=EN_VOICE,
    publishing=EN_PUBLISHING,
    proofs=EN_PROOFS,
    sayings=EN_SAYINGS,
    term=EN_TERM,
    review=EN_REVIEW,
    lookup=EN_LOOKUP,
    stale="This button is too old. Send /today to open it afresh.",
    changed="This segment has just been updated. Please tap again.",
    withdrawn="This episode has been withdrawn. The terms you saved are still in your vocabulary.",
    too_many_texts="More messages than a minute has room for: the rest is not read. Please send it a little later.",
    too_fast="One moment: your earlier taps are still being handled.",
    failed="Something went wrong and has been noted. Please try again later.",
)
