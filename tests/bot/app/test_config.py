"""The environment: all that is wrong with it at once, never a secret."""

from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.config import Settings, read_settings
from bot.app.place import BUNDLED_EPISODES
from bot.app.variables import ConfigError

TOKEN = "123456:ABC-def_1"
SECRET = "not a token at all, s3cret"


def test_a_token_is_all_it_takes() -> None:
    settings = read_settings({"TELEGRAM_BOT_TOKEN": TOKEN, "PATH": "/bin", "DATABASE_URL": "", "ADMIN_IDS": " "})
    assert settings.telegram_bot_token == TOKEN
    assert settings.store_url == "sqlite:///data/buildspeak.db"
    assert settings.folders == (BUNDLED_EPISODES, Path("data/episodes"))
    assert settings.admin_ids == frozenset()


def test_every_variable_is_read(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "TELEGRAM_BOT_TOKEN": f" {TOKEN} ",
            "TELEGRAM_API_URL": "http://localhost:8081/",
            "TELEGRAM_PROXY": "http://proxy:3128",
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": "postgresql://me:pass@host/db",
            "EPISODES_DIR": str(tmp_path),
            "DEFAULT_ZONE": "Europe/Berlin",
            "TICK_SECONDS": "5",
            "PUSHES_PER_SECOND": "10",
            "DELIVERY_ON_UNKNOWN": "resend",
            "ADMIN_IDS": "1, 2,3",
            "LOG_LEVEL": "debug",
            "METRICS_LISTEN": "[::1]:9464",
            "WEBHOOK_URL": "https://bot.example.org/telegram/",
            "WEBHOOK_SECRET": "a-word_1",
            "WEB_LISTEN": "0.0.0.0:80",
            "DATABASE_DIRECT_URL": "postgresql://me:pass@host:5433/db",
        }
    )
    assert settings.telegram_api_url == "http://localhost:8081"
    assert settings.store_url == "postgresql://me:pass@host/db"
    assert settings.server_url == settings.database_direct_url == "postgresql://me:pass@host:5433/db"
    assert settings.admin_ids == {1, 2, 3}
    assert (settings.metrics_listen, settings.web_listen) == (("::1", 9464), ("0.0.0.0", 80))  # noqa: S104
    assert (settings.webhook_url, settings.secret) == ("https://bot.example.org/telegram", "a-word_1")
    assert (settings.log_level, settings.tick_seconds, settings.episodes_dir) == ("DEBUG", 5, tmp_path)


def test_all_faults_are_told_at_once_each_by_its_name_and_no_secret_is() -> None:
    wrong = {
        "TELEGRAM_BOT_TOKEN": SECRET,
        "TELEGRAM_API_URL": "ftp://x",
        "TELEGRAM_PROXY": "proxy",
        "DATABASE_URL": f"mysql://me:{SECRET}@host",
        "EPISODES_DIR": "no/such/folder",
        "DEFAULT_ZONE": "Mars/Olympus",
        "TICK_SECONDS": "0",
        "PUSHES_PER_SECOND": "many",
        "DELIVERY_ON_UNKNOWN": "perhaps",
        "ADMIN_IDS": "me",
        "LOG_LEVEL": "LOUD",
        "METRICS_LISTEN": "9464",
        "LOG_FORMAT": "xml",
    }
    with pytest.raises(ConfigError) as told:
        read_settings(wrong)
    lines = str(told.value).split("\n")
    assert sorted(line.split()[0] for line in lines) == sorted(wrong)
    assert SECRET not in str(told.value)
    assert all(len(line) > len(name) + 10 for name, line in zip(wrong, lines, strict=True))


def test_what_costs_stars_is_asked_for_by_name_with_a_ceiling_or_nothing_starts() -> None:
    paid = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "PUSHES_PER_SECOND": "300",
        "PAID_BROADCAST": "yes",
        "PAID_STARS_MONTHLY": "500",
    }
    assert read_settings(paid).pushes_per_second == 300
    for missing, told in (("PAID_BROADCAST", "PUSHES_PER_SECOND above 30"), ("PAID_STARS_MONTHLY", "PAID_BROADCAST")):
        with pytest.raises(ConfigError, match=rf"^{told} .*{missing}"):
            read_settings({name: value for name, value in paid.items() if name != missing})
    for name, faulty in (("PUSHES_PER_SECOND", "1001"), ("PAID_STARS_MONTHLY", "0"), ("PAID_BROADCAST", "perhaps")):
        with pytest.raises(ConfigError, match=rf"^{name} "):
            read_settings(paid | {name: faulty})


def test_a_fault_is_told_in_words_and_not_with_a_password() -> None:
    wrong = {"TELEGRAM_BOT_TOKEN": TOKEN, "TICK_SECONDS": "61", "BUNDLED_EPISODES": "perhaps", "LOG_FORMAT": "xml"}
    with pytest.raises(ConfigError) as told:
        read_settings(wrong | {"PAID_STARS_MONTHLY": "x", "TELEGRAM_PROXY": "http://me:s3cret@\u2100/"})
    assert str(told.value).split("\n") == [
        "BUNDLED_EPISODES is neither yes nor no",
        "TELEGRAM_PROXY is not a URL; it begins with https:// or http://",
        "TICK_SECONDS is not a number from 0.01 to 60",
        "PAID_STARS_MONTHLY is not a whole number from 1 to 10,000,000",
        "LOG_FORMAT is not one of human, json",
    ]


def test_a_missing_token_is_missing() -> None:
    with pytest.raises(ConfigError, match=r"^TELEGRAM_BOT_TOKEN is missing$"):
        read_settings({})


@given(st.dictionaries(st.sampled_from([each.name.upper() for each in fields(Settings)]), st.text(max_size=40)))
def test_any_environment_is_settings_or_told_faults(environment: dict[str, str]) -> None:
    with suppress(ConfigError):
        read_settings(environment)


def test_secrets_do_not_print() -> None:
    settings = read_settings({"TELEGRAM_BOT_TOKEN": TOKEN, "DATABASE_URL": "postgresql://me:hunter2@host/db"})
    assert TOKEN not in f"{settings} {settings!r}"
    assert "hunter2" not in f"{settings} {settings!r}"
