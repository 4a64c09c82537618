"""A card that does not turn: what is refused is sent anew, what nobody answers is counted, one hides no other."""

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
