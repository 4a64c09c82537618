"""The page is a tap away wherever Telegram lets it be, and where there is none nothing offers it."""

import asyncio
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.app.checkup import State
from bot.app.page import page_routes
from bot.app.public import public_routes
from bot.edge.profile import introduce
from bot.sandbox.chat import ChatType, Message
from bot.sandbox.server import serve
from bot.sandbox.world import World
from tests.kit.checked_up import environment, found
from tests.kit.clock import Clock
from tests.kit.page import pages
from tests.kit.story import Story, episode

AT = "https://read.example.org"


@pytest.fixture
def with_page(sqlite_url: str, clock: Clock, world: World) -> Story:
    return Story(sqlite_url, clock, world, {"web_url": AT})


def offered(message: Message) -> list[str]:
    return [button.page for button in message.buttons if button.page]


async def test_cards_of_a_private_chat_open_the_page_at_what_they_show(with_page: Story) -> None:
    async with with_page.bot() as story, pages(story) as at_page:
        await story.publish(episode())
        reader = story.reader()
        card = await story.writes(reader, "/start")
        await story.taps(reader, "⋯", card)
        assert offered(card) == [f"{AT}/app/?episode=1&at=0"]
        assert offered(await story.writes(reader, "/today")) == [f"{AT}/app/?episode=1"]
        await story.writes(reader, "latency")
        await story.taps(reader, "存")
        assert offered(await story.writes(reader, "/vocab")) == [f"{AT}/app/?room=vocabulary"]
        assert (await (await at_page.open(reader)).get("/today"))["position"]["index"] == 0


async def test_the_end_of_a_reading_and_the_archive_open_it_too(with_page: Story) -> None:
    async with with_page.bot() as story:
        await story.publish(episode(length=2))
        reader = story.reader()
        await story.writes(reader, "/start")
        await story.taps(reader, "下一段")
        end = reader.received[-1]
        await story.taps(reader, "读完", end)
        for button in ("存下其余", "撤销刚存的"):
            assert offered(end) == [f"{AT}/app/?episode=1"]
            await story.taps(reader, button, end)
        assert offered(end) == [f"{AT}/app/?episode=1"]
        assert offered(await story.writes(reader, "/archive")) == [f"{AT}/app/?room=issues"]


async def test_a_bot_that_runs_for_real_is_shown_by_telegram_and_nobody_else(with_page: Story) -> None:
    async with with_page.bot() as story:
        app = Starlette(routes=public_routes(story.app, story.config, asyncio.Event()))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=AT) as client:
            page = await client.get("/app/")
        policy = page.headers["content-security-policy"]
    assert page.status_code == 200
    assert policy.rpartition("frame-ancestors ")[2] == "https://web.telegram.org"


async def test_a_groups_card_leads_to_the_page_only_where_the_bot_has_it_as_its_main_one(
    with_page: Story, world: World
) -> None:
    world.has_main_web_app = True
    async with with_page.bot() as story:
        await story.publish(episode())
        reader = story.reader()
        group = world.group(-5, title="Readers", admins=[reader], kind=ChatType.GROUP)
        reader.send("/start@buildspeak_bot", chat=group)
        await story.settle()
        card = next(message for message in reversed(group.messages) if message.buttons)
        assert offered(card) == []
        assert "https://t.me/buildspeak_bot?startapp=e_1" in {button.url for button in card.buttons}


async def test_without_it_a_group_is_led_into_the_chat(with_page: Story, world: World) -> None:
    async with with_page.bot() as story:
        await story.publish(episode())
        reader = story.reader()
        group = world.group(-5, title="Readers", admins=[reader], kind=ChatType.GROUP)
        reader.send("/start@buildspeak_bot", chat=group)
        await story.settle()
        card = next(message for message in reversed(group.messages) if message.buttons)
        assert not [button.url for button in card.buttons if button.url and "startapp" in button.url]
        assert any("?start=e_1" in (button.url or "") for button in card.buttons)


async def test_the_button_beside_the_input_field_opens_the_page_for_as_long_as_there_is_one(
    with_page: Story, world: World
) -> None:
    async with with_page.bot() as story:
        for _ in range(2):
            await introduce(story.app.bot, story.desk.reply.page())
        assert world.profile.menu_button(7).page == f"{AT}/app/"
        assert len(world.calls_of("setChatMenuButton")) == 1
        await introduce(story.app.bot, None)
        assert world.profile.menu_button(7).page is None


async def test_without_an_address_there_is_no_page_and_no_button(story: Story) -> None:
    await story.publish(episode())
    reader = story.reader()
    for text in ("/start", "/today", "/vocab"):
        assert offered(await story.writes(reader, text)) == []
    assert page_routes(story.app, story.config, asyncio.Event()) == []


async def test_the_doctor_names_the_switch_that_is_missing(tmp_path: Path, world: World) -> None:
    async with serve(world) as api:
        asked = environment(tmp_path, world, api, WEB_URL=AT)
        missing = (await found(asked))["page"]
        assert (missing.state, "@BotFather" in missing.line) == (State.WATCH, True)
        world.has_main_web_app = True
        assert (await found(asked))["page"].state is State.WELL
        plain = environment(tmp_path, world, api, WEB_URL="http://127.0.0.1:8080")
        assert (await found(plain))["page"].state is State.BAD
