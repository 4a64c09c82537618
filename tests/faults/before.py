"""What the first campaign found, before each of it was mended; and what plays or holds it now."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """What was broken, what was measured then, which scenario plays it, and the tests that hold it."""

    what: str
    was: str
    scenario: str
    held: str


POINTS = (
    Point(
        "the token on stderr when Telegram rejects it",
        "the token in a traceback",
        "bad starts",
        "tests/bot/cli/test_logs.py",
    ),
    Point(
        "deaf while alive",
        "one 401 ended polling; one update fetched 545–820 times a second, 2.2 GB of log in ten minutes",
        "updates that cannot be built, polls refused",
        "tests/bot/edge/polling/test_refused.py",
    ),
    Point(
        "an outage parks everybody",
        "15 s of 502: 396 of 1,000 got nothing that day",
        "outage: 502",
        "tests/bot/delivery/test_outage.py",
    ),
    Point(
        "the same of dropped connections",
        "15 s: 339 of 1,000 got nothing that day",
        "outage: dropped",
        "tests/bot/delivery/test_outage.py",
    ),
    Point(
        "a bad database hangs the start",
        "50 to 103 lines of traceback, then the process lived on",
        "bad starts",
        "tests/bot/cli/test_unusable_databases.py",
    ),
    Point(
        "one unreadable row stops the push",
        "0–10 of 60 delivered",
        "an unreadable row",
        "tests/bot/store/test_readable.py",
    ),
    Point(
        "one chat takes all places",
        "others waited up to 154 s",
        "a flood from one chat",
        "tests/bot/edge/test_intake.py",
    ),
    Point(
        "SIGTERM with 20,000 queued",
        "46 s, and 4,033 lost",
        "SIGTERM with a full queue",
        "tests/bot/edge/polling/test_kept.py",
    ),
    Point("kill -9 among taps", "108 of 300 taps lost", "kill -9 among taps", "tests/bot/edge/polling/test_kept.py"),
    Point(
        "quadratic HTML",
        "60 kB took 31 s",
        "pages that never close a tag",
        "tests/content/sources/test_time_against_size.py",
    ),
    Point(
        "word lists",
        "twelve of 12 MB: others p95 1.9 s, 672 MB, unanswered after 483 s",
        "word lists",
        "tests/bot/vocabulary/book/test_hostile_files.py",
    ),
    Point(
        "power loss",
        "25 of 200 got it twice",
        "the power fails during a push",
        "tests/bot/delivery/test_power.py",
    ),
    Point(
        "clock stepped back",
        "by an hour: no push and no tick for as long as was watched",
        "the clock is set",
        "tests/bot/app/test_clockwork.py",
    ),
    Point(
        "retry_after in answers",
        "20 of 40 commands never answered, 39 calls into the 429",
        "commands at once, and 429",
        "tests/bot/edge/test_holds.py",
    ),
    Point("📒 under /stats", "did nothing", "", "tests/bot/handlers/test_review.py"),
    Point("files of the data folder", "0644", "", "tests/bot/cli/test_bad_starts.py"),
    Point("a failed tap in an outage", "25 lines of log", "", "tests/bot/app/test_privacy.py"),
    Point("docs/SECURITY.md", "not there", "", "tests/test_docs.py"),
)
