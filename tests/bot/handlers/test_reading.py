"""Reading: one message, edited in place; whatever is tapped, whenever, works or says so kindly."""

from dataclasses import replace

import pytest

from bot.model.chat import ChatId, Language
from bot.model.subscription import Translation
from bot.render.buttons.packing import check
from bot.sandbox.chat import Message
from bot.sandbox.faults import Refuse
from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from content.episode.episode import Gloss, Kind, Segment
from tests.kit.clock import Clock
from tests.kit.story import Story, episode, segment

ZH, EN = "zh-hans", "en"


async def opened(story: Story, *, language: str = ZH, length: int = 20) -> tuple[Reader, Message]:
    """A reader with today's card open at its first segment."""
    await story.publish(episode(length=length))
    reader = story.reader(language_code=language)
    card = await story.begins(reader)
    await story.taps(reader, card.labels[0][0])
    return reader, card


def head(card: Message) -> str:
    return card.text.split("\n")[0]


@pytest.mark.parametrize(
    ("language", "next_", "previous"), [(ZH, "下一段 ▶", "◀ 上一段"), (EN, "Next ▶", "◀ Previous")]
)
async def test_it_steps_forward_and_back_without_a_new_message(
    story: Story, language: str, next_: str, previous: str
) -> None:
    reader, card = await opened(story, language=language)
    first = card.content
    await story.taps(reader, next_)
    assert " · 2/8 · " in head(card)
    await story.taps(reader, previous)
    assert card.content == first
    assert len(reader.received) == 2


async def test_a_card_names_show_place_time_and_speaker(story: Story) -> None:
    _, card = await opened(story)
    assert head(card) == "The Test Bench · 1/8 · ▶ 00:00 · 说话人 1"
    links = [entity.url for entity in card.entities if entity.type == "text_link"]
    assert links == ["https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=0s"]


async def test_the_translation_is_covered_until_it_is_tapped(story: Story) -> None:
    _, card = await opened(story)
    kinds = [entity.type for entity in card.entities]
    assert "spoiler" in kinds
    assert "blockquote" in kinds


@pytest.mark.parametrize(
    ("label", "english", "chinese", "kind"),
    [
        ("遮住", True, True, "spoiler"),
        ("对照", True, True, "blockquote"),
        ("折叠", True, True, "expandable_blockquote"),
        ("仅英文", True, False, "bold"),
        ("仅中文", False, True, "bold"),
    ],
)
async def test_each_mode_shows_what_it_says_and_is_kept(
    story: Story, label: str, english: bool, chinese: bool, kind: str
) -> None:
    reader, card = await opened(story)
    await story.taps(reader, "⋯")
    await story.taps(reader, label)
    for _ in range(2):
        assert ("We measured" in card.text, "我们先测了" in card.text) == (english, chinese)
        assert kind in [entity.type for entity in card.entities]
        await story.taps(reader, "下一段 ▶")
    await story.taps(reader, "⋯")
    assert f"● {label}" in [key for row in card.labels for key in row]
    before = head(card)
    await story.taps(reader, "↩ 返回")
    assert head(card) == before


async def test_the_jump_goes_to_any_segment_and_back(story: Story) -> None:
    reader, card = await opened(story)
    await story.taps(reader, "1/8")
    assert card.text == "跳到哪一段？现在是第 1 段，共 8 段。"
    assert card.labels[0] == ["●1", "2", "3", "4", "5", "6", "7", "8"]
    await story.taps(reader, "6")
    assert " · 6/8 · " in head(card)
    await story.taps(reader, "6/8")
    await story.taps(reader, "↩ 返回")
    assert " · 6/8 · " in head(card)


async def test_the_jump_of_a_long_reading_offers_its_neighbours_and_both_ends(story: Story) -> None:
    reader, card = await opened(story, length=140)
    await story.taps(reader, "⋯")
    await story.taps(reader, "📖 全文")
    await story.taps(reader, "/140")
    numbers = [int(key.strip("●")) for row in card.labels[:-1] for key in row]
    assert numbers == sorted(set(numbers))
    assert (numbers[0], numbers[-1]) == (1, 140)
    assert len(numbers) <= 41
    here = int(next(key for row in card.labels for key in row if key.startswith("●")).strip("●"))
    assert {here - 1, here + 1} <= set(numbers) | {0}


async def test_the_whole_text_goes_on_from_where_the_digest_stood(story: Story) -> None:
    reader, card = await opened(story, length=30)
    for _ in range(3):
        await story.taps(reader, "下一段 ▶")
    text = card.text.split("\n\n")[1]
    await story.taps(reader, "⋯")
    assert "📖 全文" in card.labels[-2]
    await story.taps(reader, "📖 全文")
    assert card.text.split("\n\n")[1] == text
    assert "/30" in head(card)
    await story.taps(reader, "⋯")
    assert "📖 全文" not in [key for row in card.labels for key in row]


async def test_today_resumes_where_the_reader_stopped(story: Story) -> None:
    reader, card = await opened(story)
    for _ in range(4):
        await story.taps(reader, "下一段 ▶")
    again = await story.writes(reader, "/today")
    assert again is not card
    assert again.content == card.content
    await story.taps(reader, "◀ 上一段", again)
    await story.taps(reader, "5/8", card)
    await story.taps(reader, "1", card)
    await story.taps(reader, "◀ 封面", card)
    assert card.labels[0] == ["▶ 开始阅读"]


async def test_the_cover_offers_to_resume(story: Story) -> None:
    reader, card = await opened(story)
    await story.taps(reader, "下一段 ▶")
    archive = await story.writes(reader, "/archive")
    await story.taps(reader, "4", archive)
    await story.taps(reader, "1", archive)
    assert archive.labels[0] == ["▶ 继续 2/8"]
    await story.taps(reader, "▶ 继续 2/8", archive)
    assert archive.content == card.content


async def test_months_old_buttons_and_those_from_before_a_restart_still_work(
    sqlite_url: str, clock: Clock, world: World
) -> None:
    story = Story(sqlite_url, clock, world)
    async with story.bot():
        reader, card = await opened(story)
    clock.move(days=200)
    async with story.bot():
        await story.taps(reader, "下一段 ▶", card)
        assert " · 2/8 · " in head(card)
        await story.taps(reader, "①", card)
        assert any(key.startswith("✓") for row in card.labels for key in row)


async def test_a_withdrawn_episodes_buttons_say_so(story: Story) -> None:
    reader, card = await opened(story)
    await story.publish()
    before = card.content
    for button in ("下一段 ▶", "①", "⋯", "🔎", "1/8", "◀ 封面"):
        tap = await story.taps(reader, button, card)
        assert tap.answer is not None
        assert tap.answer.text == "这一篇已经撤下。你存的词都还在生词本里。"
        assert tap.answer.alert
    assert card.content == before
    assert "今天没有新内容" in (await story.writes(reader, "/today")).text


async def test_an_episode_cut_short_under_a_reader_leads_to_its_end(story: Story) -> None:
    reader, card = await opened(story, length=20)
    for _ in range(6):
        await story.taps(reader, "下一段 ▶")
    await story.publish(episode(length=3))
    await story.taps(reader, "下一段 ▶")
    assert " · 3/3 · " in head(card)
    await story.taps(reader, "读完 ▶")
    assert card.text.startswith("读完了")


async def test_a_word_that_changed_under_the_button_is_not_saved_for_another(story: Story) -> None:
    await story.publish(episode(length=1))
    reader = story.reader()
    card = await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    edited = replace(
        segment(0), glosses=(Gloss("measured", "测量", (35, 43)), Gloss("latency", "延迟", None)), featured=True
    )
    await story.publish(episode(segments=(edited,)))
    tap = await story.taps(reader, "① latency")
    assert tap.answer is not None
    assert tap.answer.text == "这一段刚刚更新过，请再点一次。"
    assert card.labels[1] == ["① measured", "② latency"]
    assert "还空着" in (await story.writes(reader, "/vocab")).text
    await story.taps(reader, "② latency", card)
    assert "latency  延迟" in (await story.writes(reader, "/vocab")).text


async def test_a_double_tap_on_next_moves_one_segment(story: Story) -> None:
    reader, card = await opened(story)
    data = next(button.data for button in card.buttons if button.label == "下一段 ▶")
    assert data is not None
    taps = [reader.press(card, data) for _ in range(3)]
    await story.settle()
    assert all(tap.answer is not None and not tap.answer.text for tap in taps)
    assert " · 2/8 · " in head(card)


async def test_taps_out_of_order_end_at_the_last_one(story: Story) -> None:
    reader, card = await opened(story)
    for index in (5, 3, 6, 1):
        reader.press(card, f"r:1:8:{index}")
    await story.settle()
    assert " · 2/8 · " in head(card)


FORGED = [
    ("r:1:8:2147483647", ""),
    ("r:1:77:3", ""),
    ("r:99:8:0", "这一篇已经撤下"),
    ("r:2147483647:8:0", "这一篇已经撤下"),
    (f"g:1:8:0:9:{check('latency')}", "这一段刚刚更新过"),
    ("g:1:8:0:0:zzzz", "这一段刚刚更新过"),
    ("g:1:8:0:0:", "这一段刚刚更新过"),
    ("w:1:8:2147483647", ""),
    ("e:1:2147483647", ""),
    ("er:99:8", "这一篇已经撤下"),
    ("d:99:8", "这一篇已经撤下"),
    ("j:1:8:2147483647", ""),
    ("v:2147483647:newest", ""),
    ("vt:2147483647:2147483647:newest", "这个词已经不在"),
    ("vd:5:0:newest", "这个词已经不在"),
    ("vu:5:0:newest", "这个词已经不在"),
    ("vc:5", "这个词已经不在"),
    ("am:0000-00:0", ""),
    ("am:x:2147483647", ""),
    ("sT:99999", "这个按钮太旧了"),
    ("sT:1440", "这个按钮太旧了"),
    ("sZ:Mars/Olympus", "这个按钮太旧了"),
    ("sZ:../etc/passwd", "这个按钮太旧了"),
    ("sl:7", "这个按钮太旧了"),
    ("sD:128", "这个按钮太旧了"),
    ("sQ:0:1440", "这个按钮太旧了"),
    ("sP:100000", "这个按钮太旧了"),
    ("mt:1:8:0:loud", "这个按钮太旧了"),
    ("r:1:8", "这个按钮太旧了"),
    ("zzz", "这个按钮太旧了"),
    ("ar", "这个按钮太旧了"),
    ("ap", "这个按钮太旧了"),
    ("lt:1:x", "这个按钮太旧了"),
    ("lt:99:h", "这一篇已经撤下"),
]


@pytest.mark.parametrize(("data", "answer"), FORGED)
async def test_a_forged_button_is_answered_and_harms_nothing(
    story: Story, caplog: pytest.LogCaptureFixture, data: str, answer: str
) -> None:
    reader, card = await opened(story)
    before = await story.subscription(reader)
    tap = reader.press(card, data)
    await story.settle()
    assert tap.answer is not None
    assert tap.answer.text.startswith(answer)
    assert bool(tap.answer.text) == bool(answer)
    assert await story.subscription(reader) == before
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


async def test_a_late_answer_does_not_keep_the_card_from_turning(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    reader, card = await opened(story)
    for data, text in (("r:1:8:1", " · 2/8 · "), ("zzz", " · 2/8 · "), ("r:99:8:1", " · 2/8 · ")):
        tap = reader.press(card, data)
        story.clock.move(seconds=60)
        await story.settle()
        assert tap.answer is None
        assert text in head(card)
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


async def test_a_message_deleted_under_the_bot_is_sent_anew(story: Story) -> None:
    reader, card = await opened(story)
    story.world.delete(card)
    tap = reader.press(card, "r:1:8:1")
    await story.settle()
    assert tap.answer is not None
    assert reader.last is not card
    assert " · 2/8 · " in head(reader.last)


async def test_a_message_too_old_to_edit_is_sent_anew(story: Story) -> None:
    reader, card = await opened(story)
    story.world.faults.next(Refuse(400, "Bad Request: message can't be edited"), method="editMessageText")
    reader.press(card, "r:1:8:1", inaccessible=True)
    await story.settle()
    assert reader.last is not card
    assert " · 2/8 · " in head(reader.last)


async def test_markup_that_telegram_refuses_is_shown_as_plain_text(story: Story) -> None:
    reader, card = await opened(story)
    refusal = Refuse(400, "Bad Request: can't parse entities: Unsupported start tag")
    story.world.faults.next(refusal, method="editMessageText")
    await story.taps(reader, "下一段 ▶")
    assert " · 2/8 · " in head(card)
    assert not card.entities
    assert card.keyboard
    story.world.faults.next(refusal, method="sendMessage")
    assert "▶ 开始" not in (await story.writes(reader, "/help")).text
    assert reader.last.text.startswith("怎么用\n")


async def test_content_that_looks_like_markup_is_shown_as_it_is(story: Story) -> None:
    nasty = "a <b>&amp; </b> \"q\" 'x' <tg-spoiler> & < > 👩‍👩‍👧‍👦 🇨🇳 e\u0301 {index} %s"
    inside = Segment(
        english=f"{nasty} compute {nasty}",
        chinese=f"译 {nasty} compute（算力）",
        speaker=f"<i>{nasty}</i>",
        glosses=(Gloss("compute", "算力 <b>", (len(nasty) + 1, len(nasty) + 8)), Gloss("<i>&", "“&lt;”")),
        featured=True,
    )
    await story.publish(episode(f"T {nasty}", segments=(inside,), show=f"S {nasty}"[:60], title_zh=f"标 {nasty}"))
    reader = story.reader()
    card = await story.begins(reader)
    assert f"T {nasty}\n标 {nasty}\nS {nasty}"[:60] in card.text
    await story.taps(reader, "▶ 开始阅读")
    assert f"{nasty} compute① {nasty}" in card.text
    assert f"译 {nasty} compute（算力）" in card.text
    tap = await story.taps(reader, "② <i>&")
    assert tap.answer is not None
    assert tap.answer.text == "已存：<i>& · “&lt;”"
    await story.taps(reader, "① compute")
    assert "✓ <i>&" in [key for row in card.labels for key in row]
    vocabulary = await story.writes(reader, "/vocab")
    assert "<i>&  “&lt;”" in vocabulary.text
    assert "compute  算力 <b>" in vocabulary.text
    await story.taps(reader, "1")
    assert nasty in vocabulary.text
    await story.taps(reader, "读完 ▶", card)
    assert f"读完了 · T {nasty}" in card.text


async def test_the_longest_title_show_and_speaker_leave_room_for_the_text(story: Story) -> None:
    long = Segment(
        english=" ".join(["word"] * 219),
        chinese="长" * 1200,
        speaker="S" * 100,
        start=35999,
        featured=True,
        glosses=(Gloss("w" * 200, "义" * 40), Gloss("x" * 300, "义" * 40)),
    )
    await story.publish(episode("T" * 300, segments=(long,), title_zh="长" * 300, show="秀" * 100))
    reader = story.reader()
    card = await story.begins(reader)
    assert "T" * 199 + "…" in card.text
    await story.taps(reader, "▶ 开始阅读")
    assert "长" * 1200 in card.text
    for mark in "①②":
        tap = await story.taps(reader, mark)
        assert tap.answer is not None
        assert tap.answer.text.startswith("已存：")
    await story.taps(reader, "读完 ▶")
    await story.taps(reader, "📒 生词本")
    await story.taps(reader, "1")
    assert "义" * 40 in card.text


@pytest.mark.parametrize(
    ("kind", "zh", "en"), [(Kind.BLOG, "✍️ 文章", "✍️ Article"), (Kind.POSTS, "💬 帖子", "💬 Posts")]
)
async def test_every_kind_is_named_on_its_card(story: Story, kind: Kind, zh: str, en: str) -> None:
    await story.publish(episode(kind=kind))
    assert (await story.begins(story.reader(7, ZH))).text.startswith(zh)
    assert (await story.begins(story.reader(8, EN))).text.startswith(en)


async def test_what_is_said_when_something_is_amiss_is_in_the_readers_own_language(story: Story) -> None:
    reader, card = await opened(story, language=ZH)
    subscription = await story.subscription(reader)
    await story.store.subscriptions.put(replace(subscription, language=Language.EN, translation=Translation.BOTH))
    tap = reader.press(card, "zzz")
    await story.settle()
    assert tap.answer is not None
    assert tap.answer.text.startswith("This button is too old.")
    tap = reader.press(card, "r:99:8:0")
    await story.settle()
    assert tap.answer is not None
    assert tap.answer.text.startswith("This episode has been withdrawn.")


async def test_next_reads_three_times(story: Story) -> None:
    """Who reads, the episode with its segment, what the chat has saved. It was four when the listing was read first."""
    await story.publish(episode())
    reader = story.reader()
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    said: list[str] = []
    database = story.store.database
    database.near.set_trace_callback(said.append)
    try:
        tap = await story.taps(reader, "下一段 ▶")
    finally:
        database.near.set_trace_callback(None)
    assert tap.answer is not None
    reads = [sql for sql in said if sql.lstrip().startswith(("SELECT", "--"))]
    assert len(reads) == 3, reads
    place = await story.store.progress.place_in(ChatId(reader.chat.id), 1)
    assert place is not None
    assert place.index == 1


async def test_an_edit_that_moves_segments_is_read_anew(story: Story) -> None:
    before = episode(length=12)
    await story.publish(before)
    reader = story.reader()
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    card = reader.received[-1]
    await story.publish(replace(before, segments=before.segments[4:]))
    await story.taps(reader, "下一段 ▶", card)
    listing = await story.store.episodes.get(1)
    assert listing is not None
    position = listing.positions(8)[1]
    assert f"This is part {position + 4} of the talk" in reader.received[-1].text


async def test_what_could_not_be_shown_does_not_count_as_reached(story: Story) -> None:
    reader, card = await opened(story)
    story.world.faults.next(Refuse(400, "Bad Request: something is wrong"), method="answerCallbackQuery")
    reader.tap(card, "下一段 ▶")
    await story.settle()
    place = await story.store.progress.place_in(ChatId(reader.chat.id), 1)
    assert place is None or place.index == 0
