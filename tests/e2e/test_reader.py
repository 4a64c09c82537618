"""A reader's day in the browser, with the real bot behind it. Only what is visible counts."""

import re

from playwright.sync_api import Page, expect

from tests.kit.screen import Screen, place


def test_a_chinese_reader_subscribes_reads_saves_and_gets_tomorrows_push(page: Page) -> None:
    screen = Screen(page).open("小林")
    expect(page.locator("#messages")).to_contain_text("这个机器人能做什么？")
    page.get_by_role("button", name="开始", exact=True).click()
    expect(screen.received.first).to_contain_text("欢迎来到 BuildSpeak。")
    expect(screen.received.first.locator(".bell.silent")).to_be_visible()
    expect(screen.card.locator(".bell:not(.silent)")).to_be_visible()

    expect(screen.card).to_contain_text(place(1, 8))
    for number in range(2, 9):
        screen.goes_to(number, 8)
    screen.goes_to(7, 8)
    screen.goes_to(8, 8)
    while not screen.card.get_by_text("读完了").count():
        screen.steps()
    screen.sees("读完了")
    page.locator("#log").press("ArrowLeft")
    screen.sees("精选 8 段")
    screen.tap("↺ 再读一遍")
    expect(screen.card).to_contain_text(place(1, 8))
    while not screen.button("①").count():
        screen.steps()
    here = screen.card.locator(".row button").nth(1).inner_text()

    word = screen.button("①").inner_text().removeprefix("① ").rstrip("…")
    screen.tap("①")
    screen.hears("已存：")
    screen.sees("✓ 已存", word)
    for button in ("🧠 试一下复习", "看答案", "🙂 记得"):
        screen.tap(button)
    screen.sees("今天复习完了")
    screen.tap(f"▶ 继续 {here}")
    expect(screen.card.locator(".text")).to_contain_text(here)
    while not screen.button("✓").count():
        screen.steps()
    expect(screen.button("✓")).to_contain_text(word)

    covered = screen.card.locator(".words")
    expect(covered).to_be_hidden()
    screen.card.get_by_role("button", name="遮住的文字").press("Enter")
    expect(covered).to_be_visible()
    assert re.search("[一-鿿]", covered.inner_text())

    screen.tap("✓")
    screen.hears("已取消：")
    expect(covered).to_be_visible()  # what was opened stays open
    screen.tap("①")
    screen.hears("已存：")
    expect(screen.button("✓")).to_contain_text(word)
    expect(covered).to_be_visible()

    screen.restart()
    screen.steps()
    screen.steps("ArrowLeft")
    expect(screen.button("✓")).to_contain_text(word)

    screen.write("/vocab")
    screen.sees("生词本 · 1 个词", word)
    screen.tap("1")
    screen.tap("🗑 删除")
    screen.sees("已删除")
    screen.tap("↩ 撤销")
    screen.sees(word)

    screen.write("/settings")
    screen.sees("设置", "下一篇：")
    expect(screen.card.locator("time[title]")).to_contain_text("08:00")
    screen.tap("🕗")
    screen.tap("07:00")
    screen.sees("🕗 07:00")
    expect(page.locator(".next")).to_contain_text("07:00")

    before = screen.received.count()
    screen.leaps("digest")
    expect(screen.received).to_have_count(before + 1)
    expect(screen.button("▶ 开始阅读")).to_be_visible()
    expect(screen.card.locator(".bell:not(.silent)")).to_be_visible()
    expect(page.locator("#clock")).to_contain_text("07:00:")
    expect(page.locator("[data-table=deliveries] tbody tr")).to_have_count(2)


def test_an_english_reader_is_spoken_to_in_english(page: Page) -> None:
    screen = Screen(page).open("Emma")
    screen.start()
    expect(screen.received.first).to_contain_text("BuildSpeak")
    expect(screen.card).to_contain_text(place(1, 8))
    screen.goes_to(2, 8)
    while not screen.button("①").count():
        screen.steps()
    here = screen.card.locator(".row button").nth(1).inner_text()
    screen.tap("①")
    screen.hears("Saved")
    screen.sees("✓ Saved")
    page.locator("#open-menu").click()
    page.get_by_role("option", name="/vocab").click()
    screen.sees("1")
    screen.restart()
    screen.write("/today")
    expect(screen.card.locator(".text")).to_contain_text(here)
    before = screen.received.count()
    screen.leaps("morning")
    expect(screen.received).to_have_count(before + 1)
    expect(page.locator("#clock")).to_contain_text("08:00:")


def test_trouble_on_demand_is_met_and_seen(page: Page) -> None:
    screen = Screen(page).open("小林")
    before = screen.received.count()
    screen.start()
    expect(screen.received).to_have_count(before + 2)
    page.locator("select[name=fault]").select_option("500")
    page.locator("select[name=method]").select_option("sendMessage")
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator("#plans")).to_contain_text("1 × 500 on sendMessage")
    screen.leaps("morning")
    expect(page.locator("#calls .bad").first).to_have_text("500")
    expect(page.locator("#plans li")).to_have_count(0)
    expect(page.locator("[data-table=deliveries]")).to_contain_text("pending")
    page.locator("#calls summary", has_text="500").first.click()
    expect(page.locator("#calls details[open]")).to_contain_text("Internal Server Error")
    page.get_by_role("button", name="Block the bot").click()
    expect(page.locator("#begin")).to_have_text("解除屏蔽")
    page.get_by_role("button", name="解除屏蔽").click()
    expect(page.locator("#input")).to_be_visible()


def test_a_card_in_a_group_opens_in_the_chat_of_whoever_taps(page: Page) -> None:
    screen = Screen(page).open("Reading Circle")
    page.locator("#writer").select_option(label="小林")
    screen.write("/start@buildspeak_bot")
    expect(screen.card.locator(".opens")).not_to_have_count(0)
    title = screen.card.locator("strong").first.inner_text()
    page.locator("#writer").select_option(label="Emma")
    screen.card.locator(".opens").first.click()
    expect(page.locator("#status")).to_contain_text("Emma")
    asked = screen.messages.filter(has_text="/start ").last
    expect(asked).to_be_visible()
    answers = asked.locator("xpath=following-sibling::article")
    expect(answers.filter(has_text=title).first).to_be_visible()
