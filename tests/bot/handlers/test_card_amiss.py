"""A card that Telegram does not take as it is: too late, deleted, too old, refused, too long; the reader reads on."""

from dataclasses import replace

import pytest

from bot.model.chat import ChatId, Language
from bot.model.subscription import Translation
from bot.sandbox.faults import Refuse
from content.episode.episode import Gloss, Segment
from tests.kit.opened_card import ZH, head, opened
from tests.kit.story import Story, episode


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


async def test_what_could_not_be_shown_does_not_count_as_reached(story: Story) -> None:
    reader, card = await opened(story)
    story.world.faults.next(Refuse(400, "Bad Request: something is wrong"), method="answerCallbackQuery")
    reader.tap(card, "下一段 ▶")
    await story.settle()
    place = await story.store.progress.place_in(ChatId(reader.chat.id), 1)
    assert place is None or place.index == 0
