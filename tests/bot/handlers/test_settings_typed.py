"""/time and /zone: what people write, in either language, and what is not guessed."""

import pytest

from tests.kit.settings_open import open_settings
from tests.kit.story import Story


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("/time 9", 540),
        ("/time 09:30", 570),
        ("/time 0930", 570),
        ("/time 9：30", 570),
        ("/time 9点30分", 570),
        ("/time　21:05", 1265),
        ("/time\n21:05", 1265),
        ("/TIME 21:05", 1265),
        ("/time@buildspeak_bot 21:05", 1265),
    ],
)
async def test_a_time_may_be_written_as_people_write_it(story: Story, text: str, minute: int) -> None:
    reader, _ = await open_settings(story)
    said = await story.writes(reader, text)
    assert said.text == f"好，每天 {minute // 60:02d}:{minute % 60:02d} 送到。"
    assert (await story.subscription(reader)).minute == minute


@pytest.mark.parametrize("text", ["25:00", "8:61", "8:5", "soon", "-1", "99999", "8:30 pm tomorrow", "😀"])
async def test_a_time_that_is_none_is_not_guessed(story: Story, text: str) -> None:
    reader, _ = await open_settings(story)
    assert (
        await story.writes(reader, f"/time {text}")
    ).text == "没看懂这个时间。请写成 /time 08:30 或 /time 早上八点半。"
    assert (await story.subscription(reader)).minute == 480


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("柏林", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("UTC", "UTC"),
        ("asia/shanghai", "Asia/Shanghai"),
        ("首尔", "Asia/Seoul"),
    ],
)
async def test_a_zone_may_be_a_city_in_either_language_or_a_name(story: Story, text: str, zone: str) -> None:
    reader, _ = await open_settings(story)
    assert (await story.writes(reader, f"/zone {text}")).text.startswith("好，按")
    assert (await story.subscription(reader)).zone == zone


async def test_a_zone_that_may_be_several_is_asked_about(story: Story) -> None:
    reader, _ = await open_settings(story)
    asked = await story.writes(reader, "/zone 美国")
    assert asked.text == "有好几个，你按哪里的时间？"
    picked = asked.labels[0][0]
    assert picked == "纽约"
    await story.taps(reader, picked)
    assert (await story.subscription(reader)).zone == "America/New_York"


@pytest.mark.parametrize("text", ["Nowhere at All", "../../etc", "%", "_", "x" * 200])
async def test_a_zone_that_is_none_changes_nothing(story: Story, text: str) -> None:
    reader, _ = await open_settings(story)
    said = await story.writes(reader, f"/zone {text}")
    assert said.text.startswith(("没找到这个时区", "有好几个"))
    assert (await story.subscription(reader)).zone == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("command", "said"), [("/time", "每天几点送到？"), ("/zone", "你在哪个时区？"), ("/quiet", "免打扰时段里")]
)
async def test_without_an_argument_the_choice_is_shown(story: Story, command: str, said: str) -> None:
    reader, _ = await open_settings(story)
    assert (await story.writes(reader, command)).text.startswith(said)
