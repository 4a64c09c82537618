"""A card that does not turn: what is refused is sent anew, what nobody answers is counted, one hides no other."""

import asyncio
import logging

import pytest

from bot.edge.edits import Edits
from bot.model.chat import ChatId
from bot.render.view import View
from bot.sandbox.faults import LostBefore, Refuse
from tests.kit.story import Story, episode


@pytest.fixture
async def opened(story: Story) -> Story:
    await story.publish(episode())
    reader = story.reader()
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读", reader.received[1])
    return story


@pytest.mark.parametrize(
    "said",
    [
        "message to edit not found",
        "message can't be edited",
        "MESSAGE_ID_INVALID",
        "MESSAGE_EDIT_TIME_EXPIRED",
        "there is no text in the message to edit",
    ],
)
async def test_a_card_that_cannot_be_turned_any_more_is_sent_anew(opened: Story, said: str) -> None:
    reader = opened.reader()
    before = len(reader.received)
    opened.world.faults.next(Refuse(400, f"Bad Request: {said}"), method="editMessageText")
    await opened.taps(reader, "下一段 ▶", reader.received[1])
    assert len(reader.received) == before + 1
    assert " · 2/8 · " in reader.last.text


async def test_an_edit_that_alone_is_lost_is_counted_and_the_next_tap_makes_it(
    opened: Story, caplog: pytest.LogCaptureFixture
) -> None:
    """The tap itself was answered: nothing else would tell of it."""
    reader = opened.reader()
    card = reader.received[1]
    opened.world.faults.next(LostBefore(), method="editMessageText")
    tap = await opened.taps(reader, "下一段 ▶", card)
    assert tap.answer is not None
    assert opened.desk.reply.edits.lost == 1
    assert " · 1/8 · " in card.text
    await opened.taps(reader, "下一段 ▶", card)
    assert " · 2/8 · " in card.text
    assert opened.desk.reply.edits.lost == 1
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


async def test_a_fault_of_ours_in_one_edit_hides_no_other_of_the_chat(caplog: pytest.LogCaptureFixture) -> None:
    made: list[int] = []

    async def make(_chat: ChatId, message_id: int, _view: View) -> None:
        if message_id == 1:
            raise KeyError("result")
        made.append(message_id)

    async def no_wait(_seconds: float) -> None:
        pass

    edits = Edits(make, pause=no_wait)
    for number in (1, 2, 3):
        edits.want(ChatId(7), number, View("card"))
    await edits.idle()
    assert (made, edits.lost) == ([2, 3], 1)
    assert caplog.messages == ["edit in chat 7 failed: KeyError"]


async def test_after_an_edit_its_chat_rests_and_no_other_and_a_stop_waits_for_no_rest() -> None:
    made: list[tuple[int, str]] = []
    rests: list[float] = []

    async def make(chat_id: ChatId, _message_id: int, view: View) -> None:
        made.append((chat_id, view.text))

    async def pause(seconds: float) -> None:
        await asyncio.sleep(0)
        rests.append(seconds)
        edits.want(ChatId(7), 1, View("newest"))

    edits = Edits(make, every=1000, pause=pause)
    edits.want(ChatId(7), 1, View("first"))
    await edits.close(within=60)
    assert (made, rests) == ([(7, "first")], [])
    edits.want(ChatId(7), 1, View("soon"))
    edits.want(ChatId(8), 1, View("other"))
    await edits.idle()
    assert made == [(7, "first"), (8, "other"), (7, "newest")]
    assert [900 < rest <= 1000 for rest in rests] == [True]


async def test_a_chat_that_has_rested_is_forgotten() -> None:
    async def make(_chat: ChatId, _message_id: int, _view: View) -> None:
        pass

    edits = Edits(make, every=0.001)
    for number in range(3):
        edits.want(ChatId(7), number, View("card"))
    edits.want(ChatId(8), 1, View("card"))
    await edits.idle()
    async with asyncio.timeout(60):
        while edits._resting:  # noqa: ASYNC110  # nobody tells of it
            await asyncio.sleep(0.01)
