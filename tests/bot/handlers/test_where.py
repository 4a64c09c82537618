"""Readers say where they live: a city in either language, a region, a location that nobody keeps."""

import sqlite3

import pytest

from bot.locales.zones import find_zones, zone_at
from tests.kit.story import Story, episode

CITIES = {
    "北京": "Asia/Shanghai",
    "深圳": "Asia/Shanghai",
    "杭州": "Asia/Shanghai",
    "成都": "Asia/Shanghai",
    "苏州市": "Asia/Shanghai",
    "北京时间": "Asia/Shanghai",
    "旧金山": "America/Los_Angeles",
    "舊金山": "America/Los_Angeles",
    "湾区": "America/Los_Angeles",
    "硅谷": "America/Los_Angeles",
    "西雅图": "America/Los_Angeles",
    "圣何塞": "America/Los_Angeles",
    "奥斯汀": "America/Chicago",
    "波士顿": "America/New_York",
    "纽约": "America/New_York",
    "多伦多": "America/Toronto",
    "温哥华": "America/Vancouver",
    "新加坡": "Asia/Singapore",
    "吉隆坡": "Asia/Kuala_Lumpur",
    "慕尼黑": "Europe/Berlin",
    "苏黎世": "Europe/Zurich",
    "Shenzhen": "Asia/Shanghai",
    "SHENZHEN": "Asia/Shanghai",
    "San Francisco": "America/Los_Angeles",
    "Bay Area": "America/Los_Angeles",
    "Mountain View": "America/Los_Angeles",
    "NYC": "America/New_York",
    "Toronto": "America/Toronto",
    "München": "Europe/Berlin",
    "Zurich": "Europe/Zurich",
    "Birmingham": "Europe/London",
    "Europe/Paris": "Europe/Paris",
    "海淀": "Asia/Shanghai",
    "海淀区": "Asia/Shanghai",
    "北京海淀": "Asia/Shanghai",
    "北京 朝阳": "Asia/Shanghai",
    "深圳南山": "Asia/Shanghai",
    "天河区": "Asia/Shanghai",
    "杭州西湖": "Asia/Shanghai",
    "中关村": "Asia/Shanghai",
    "广东省深圳市": "Asia/Shanghai",
    "浙江": "Asia/Shanghai",
    "我在北京": "Asia/Shanghai",
    "上海。": "Asia/Shanghai",
    "中国香港": "Asia/Hong_Kong",
    "Hongkong": "Asia/Hong_Kong",
    "美国旧金山": "America/Los_Angeles",
    "美国加州圣地亚哥": "America/Los_Angeles",
    "美国丹佛": "America/Denver",
    "美国德州": "America/Chicago",
    "澳大利亚悉尼": "Australia/Sydney",
    "挪威": "Europe/Oslo",
    "Denmark": "Europe/Copenhagen",
    "London, UK": "Europe/London",
    "London, Ontario": "America/Toronto",
    "New York, NY": "America/New_York",
    "Cambridge, MA": "America/New_York",
    "Toronto ON": "America/Toronto",
    "Vancouver, WA": "America/Los_Angeles",
    "Tokyo, Japan": "Asia/Tokyo",
    "I live in Berlin": "Europe/Berlin",
    "Jersey City": "America/New_York",
    "ｓｆ": "America/Los_Angeles",
    "EST": "America/New_York",
    "EST5EDT": "EST5EDT",
    "Singapore": "Asia/Singapore",
    "Egypt": "Africa/Cairo",
    "东部时间": "America/New_York",
    "UTC+8": "Asia/Shanghai",
    "GMT+8": "Asia/Shanghai",
    "+08:00": "Asia/Shanghai",
    "东八区": "Asia/Shanghai",
    "UTC+5:30": "Asia/Kolkata",
    "UTC-3": "Etc/GMT+3",
    "臺北": "Asia/Taipei",
    "臺中": "Asia/Taipei",
    "我在臺南": "Asia/Taipei",
    "葵青區": "Asia/Hong_Kong",
    "油尖旺": "Asia/Hong_Kong",
    "離島": "Asia/Hong_Kong",
    "香港東區": "Asia/Hong_Kong",
    "銅鑼灣": "Asia/Hong_Kong",
    "西貢": "Asia/Hong_Kong",
    "北京海澱": "Asia/Shanghai",
    "灣區": "America/Los_Angeles",
    "矽谷": "America/Los_Angeles",
    "東八區": "Asia/Shanghai",
}
SECRET = (31.230391, 121.473702)


@pytest.mark.parametrize(("said", "zone"), CITIES.items(), ids=CITIES)
def test_a_city_is_found_in_either_language(said: str, zone: str) -> None:
    assert find_zones(said) == (zone,)


@pytest.mark.parametrize(
    "said",
    [
        "Springfield",
        "圣地亚哥",
        "奥克兰",
        "剑桥",
        "Waterloo",
        "德州",
        "乌鲁木齐",
        "美国",
        "澳洲",
        "CST",
        "UTC-8",
        "西五区",
        "東區",
        "西贡",
    ],
)
def test_a_name_of_several_places_asks_which(said: str) -> None:
    assert len(find_zones(said)) > 1


@pytest.mark.parametrize(
    "said", ["", "Nowhere at All", "不存在的地方", "火星", "1", "Europe", "UTC+20", "aq\tzb", "\n", "x" * 300]
)
def test_what_is_nowhere_is_not_guessed(said: str) -> None:
    assert find_zones(said) == ()


async def test_a_city_is_set_and_said(story: Story) -> None:
    await story.publish(episode())
    reader = story.reader()
    await story.begins(reader)
    assert (await story.writes(reader, "/zone 旧金山")).text == "好，按洛杉矶时间，现在那里 17:00。"
    assert (await story.subscription(reader)).zone == "America/Los_Angeles"
    assert (await story.writes(reader, "/zone 剑桥")).text == "有好几个，你按哪里的时间？"
    await story.taps(reader, "伦敦")
    assert (await story.subscription(reader)).zone == "Europe/London"
    assert (await story.writes(reader, "/time 晚上九点一刻")).text == "好，每天 21:15 送到。"


async def test_a_location_yields_a_zone_and_is_neither_kept_nor_logged(
    story: Story, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await story.publish(episode())
    reader = story.reader(language_code="en")
    await story.begins(reader)
    await story.writes(reader, "/zone London")
    reader.send_place(*SECRET)
    await story.settle()
    assert reader.last.text == "Done: Shanghai time, where it is 08:00 now."
    assert (await story.subscription(reader)).zone == "Asia/Shanghai"
    reader.send_place(0.0, -140.0)  # the Pacific
    await story.settle()
    assert reader.last.text.startswith("I found no such zone.")
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as database:
        kept = "\n".join(database.iterdump())
    for part in ("31.23", "121.47"):
        assert part not in kept
        assert part not in caplog.text


async def test_a_zone_is_said_in_the_readers_language_and_a_distance_as_such(story: Story) -> None:
    await story.publish(episode())
    reader = story.reader()
    await story.begins(reader)
    assert (await story.writes(reader, "/zone 挪威")).text == "好，按奥斯陆时间，现在那里 02:00。"
    asked = await story.writes(reader, "/zone UTC-8")
    assert asked.labels == [["洛杉矶"], ["UTC-8"]]
    await story.taps(reader, "UTC-8")
    assert (await story.subscription(reader)).zone == "Etc/GMT+8"
    assert (await story.writes(reader, "/time 明早7点")).text == "好，每天 07:00 送到。"


def test_a_place_on_land_has_a_zone() -> None:
    assert zone_at(43.7, -79.4) == "America/Toronto"
    assert zone_at(1.35, 103.8) == "Asia/Singapore"
    assert zone_at(-90.0, 0.0) is not None or zone_at(90.0, 0.0) is None
