"""A line of the log, for people and for machines: what it is about, and no secret, whichever way it is written."""

import json
import logging
from datetime import timedelta

import pytest

from bot.cli.logs import Form, Lines
from bot.model.chat import ChatId
from bot.model.errand import errand
from bot.sandbox.faults import BLOCKED, LostAfter
from tests.kit.days import daily
from tests.kit.story import Story

EACH_FORM = pytest.mark.parametrize("form", ["human", "json"])
AWKWARD = 'pass"wörd\\x'


def record(message: str, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("bot.some", logging.WARNING, __file__, 1, message, arguments, info)


@EACH_FORM
@pytest.mark.parametrize("secret", ["123456:AAE-token", AWKWARD])
def test_no_form_of_a_secret_is_in_a_line(form: Form, secret: str) -> None:
    lines = Lines([secret], form)
    try:
        raise ValueError(f"no route to {secret}")
    except ValueError as error:
        failed = record("at %r and %s", secret, secret, error=error)
    written = lines.format(failed)
    assert secret not in written
    assert json.dumps(secret)[1:-1] not in written
    assert written.count("***") >= 3


def test_a_line_for_machines_is_one_object_with_all_that_there_is() -> None:
    token = errand.set("u100123")
    try:
        raise KeyError("x")
    except KeyError as error:
        told = json.loads(Lines([], "json").format(record("two\nlines, %d", 3, error=error)))
    finally:
        errand.reset(token)
    assert told.pop("at").endswith("+00:00")
    assert told.pop("error").startswith("Traceback")
    assert told == {"level": "warning", "logger": "bot.some", "message": "two\nlines, 3", "errand": "u100123"}


def test_a_line_for_people_says_what_it_is_about_where_it_is_about_something() -> None:
    lines = Lines([])
    assert lines.format(record("said")).endswith("WARNING bot.some: said")
    token = errand.set("d7/2026-06-04")
    assert lines.format(record("said")).endswith("WARNING bot.some d7/2026-06-04: said")
    errand.reset(token)


class Heard(logging.Handler):
    """Formats at once, as a handler does."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[dict[str, str]] = []
        self.setFormatter(Lines([], "json"))

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(json.loads(self.format(record)))


async def test_every_line_about_an_update_or_a_delivery_has_its_name(story: Story) -> None:
    heard = Heard()
    logging.getLogger("bot").addHandler(heard)
    try:
        reader = await daily(story)
        story.world.faults.next(LostAfter(), method="sendMessage")
        await story.tick(days=1)
        async with story.store.database.single() as connection:
            await connection.execute("DROP TABLE contexts")
        reader.send("/vocab 词")
        await story.settle()
        story.world.faults.next(BLOCKED, method="sendMessage")
        await story.tick(days=1)
    finally:
        logging.getLogger("bot").removeHandler(heard)
    by_line = {(line["logger"], line["level"]): line.get("errand", "") for line in heard.told}
    assert by_line["bot.delivery.settlement", "error"] == "d7/2026-06-05"
    (trace,) = [
        trace
        for trace in await story.store.traces.of_chat(ChatId(7), story.clock() - timedelta(days=3))
        if trace.what == "error"
    ]
    assert trace.detail.endswith(by_line["bot.app.errors", "error"])
    assert by_line["bot.app.errors", "error"].startswith("u")
    assert "词" not in json.dumps(heard.told, ensure_ascii=False)
