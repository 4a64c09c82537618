"""Whoever writes more than can be read is told so once, calmly, and read again a minute later."""

from bot.edge.texts import MOST, Texts, Verdict
from bot.model.chat import ChatId
from bot.sandbox.world import World
from tests.kit.clock import Clock
from tests.kit.story import Story, episode

CHAT, OTHER = ChatId(7), ChatId(8)


async def test_the_thirty_first_text_of_a_minute_is_told_and_those_after_it_say_nothing(
    sqlite_url: str, clock: Clock, world: World
) -> None:
    async with Story(sqlite_url, clock, world).bot() as story:
        await story.publish(episode())
        reader = story.reader()
        for _ in range(MOST + 10):
            reader.send("/help")
        await story.settle()
        texts = [message.text for message in reader.received]
        assert len(texts) == MOST + 1
        assert texts[-1] == "这一分钟的消息太多，后面的没有读。过一会儿再发。"
        other = story.reader(8, language_code="en")
        assert (await story.writes(other, "/help")).text.startswith("How it works")
        clock.move(seconds=61)
        await story.writes(reader, "/help")
        assert len(reader.received) == MOST + 2


def test_what_is_known_of_a_chat_is_gone_a_minute_after_its_last_text() -> None:
    at = [0.0]
    texts = Texts(lambda: at[0])
    for number in range(1000):
        assert texts.verdict(ChatId(number)) is Verdict.READ
    at[0] = 61.0
    texts.verdict(CHAT)
    assert len(texts._read) == 1


def test_thirty_in_any_minute_not_sixty_across_two() -> None:
    at = [0.0]
    texts = Texts(lambda: at[0])
    said = []
    for number in range(120):
        at[0] = number * 1.0
        said.append(texts.verdict(CHAT))
    assert said.count(Verdict.READ) == 2 * MOST
    assert said[:MOST] == [Verdict.READ] * MOST
    assert said[MOST] is Verdict.TELL
    assert set(said[MOST + 1 : 60]) == {Verdict.LEAVE}
