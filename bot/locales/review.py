"""What the bot says about reviewing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.review import Prompt, Rating

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWords:
    """The words of one language."""

    # cards
    title: str
    review: str
    review_plain: str
    answer: str
    grades: dict[Rating, str]
    graded: str
    counted: str
    undo: str
    undone: str
    put_off: str
    put_off_done: str
    edit: str
    go_on: str
    minutes: str
    hours: str
    days: str
    months: str
    years: str

    # the end, and nothing to do
    done: str
    round_done: Forms
    once_more: Forms
    after_others: Forms
    at_once: str
    done_figures: str
    done_forgotten: str
    tomorrow: str
    overdue: Forms
    nothing: str
    nothing_yet: str
    next_due: str

    # on other cards
    waiting: str
    meets: Forms
    met_again: str

    # settings
    options: str
    options_title: str
    two_grades: str
    four_grades: str
    prompts: dict[Prompt, str]
    new_per_day: str
    due_per_day: str
    reminder: str
    no_reminder: str
    pick_reminder: str
    reminder_off: str
    remind: Forms

    # statistics
    stats: str
    stats_title: str
    stats_terms: str
    stats_reviews: str
    stats_ahead: str
    stats_chart: str
    stats_none: str


ZH_REVIEW = ReviewWords(
    title="<b>复习</b> · {number}/{total}",
    review="🧠 复习 {n}",
    review_plain="🧠 复习",
    answer="看答案",
    grades={Rating.AGAIN: "😵 忘了", Rating.HARD: "😕 模糊", Rating.GOOD: "🙂 记得", Rating.EASY: "😎 很熟"},
    graded="{grade} · {interval}后再来",
    counted="这一张已经记过了",
    undo="↩ 撤销",
    undone="已撤销",
    put_off="⏭ 明天",
    put_off_done="明天再看 {headword}",
    edit="✎ 改释义",
    go_on="继续 ▶",
    minutes="{n} 分钟",
    hours="{n} 小时",
    days="{n} 天",
    months="{n} 个月",
    years="{n} 年",
    done="<b>今天复习完了</b>",
    round_done=("<b>这一轮完了</b> · 今天还有 {n} 张",),
    once_more=("再来一遍，还有 {n} 张",),
    after_others=("看完其余 {n} 张再来",),
    at_once="只剩这一张，现在再来一遍",
    done_figures="{cards} 张 · 记得 {remembered}",
    done_forgotten="忘过的：{headwords}",
    tomorrow="明天有 {n} 张",
    overdue=("还有 {n} 张积着，之后每天带一点，不赶。",),
    nothing="今天没有要复习的。",
    nothing_yet="还没有可复习的词。读一段时点下面的词，就会存下来。",
    next_due="下一张：{when}",
    waiting="🧠 待复习 {n}",
    meets=("🔁 这篇里有你存过的 {n} 个词",),
    met_again="又见 {headwords}",
    options="🧠 复习设置",
    options_title="<b>复习设置</b>",
    two_grades="评分：两档",
    four_grades="评分：四档",
    prompts={Prompt.BLANK: "题面：句子挖空", Prompt.WORD: "题面：看词想义", Prompt.LISTEN: "题面：听音想词"},
    new_per_day="每天新词 {n}",
    due_per_day="每天复习 {n}",
    reminder="🔔 提醒 {time}",
    no_reminder="🔕 不提醒",
    pick_reminder="几点提醒？静音送达，攒够 {n} 张才提醒，免打扰时段不提醒。",
    reminder_off="不提醒",
    remind=("🧠 有 {n} 张卡片等着复习。",),
    stats="📈 统计",
    stats_title="<b>统计</b>",
    stats_terms="生词 {terms} · 还没学 {fresh} · 记牢 {firm} · 已掌握 {known}",
    stats_reviews="近 30 天复习 {reviews} 次，间隔一天以上的记得率 {retention}",
    stats_ahead="今天还有 {today} 张，七天内 {week} 张",
    stats_chart="图：上面是往后四周每天的张数，下面是过去八周记得的比例，虚线是 90%。",
    stats_none="还没有复习过，没有什么可统计的。",
)

EN_REVIEW = ReviewWords(
    title="<b>Review</b> · {number}/{total}",
    review="🧠 Review {n}",
    review_plain="🧠 Review",
    answer="Show answer",
    grades={Rating.AGAIN: "😵 Forgot", Rating.HARD: "😕 Hard", Rating.GOOD: "🙂 Knew it", Rating.EASY: "😎 Easy"},
    graded="{grade} · again in {interval}",
    counted="This card is already counted",
    undo="↩ Undo",
    undone="Undone",
    put_off="⏭ Tomorrow",
    put_off_done="Tomorrow: {headword}",
    edit="✎ Meaning",
    go_on="Go on ▶",
    minutes="{n} min",
    hours="{n} h",
    days="{n} d",
    months="{n} mo",
    years="{n} y",
    done="<b>Done for today</b>",
    round_done=("<b>This round is done</b> · {n} more today", "<b>This round is done</b> · {n} more today"),
    once_more=("once more, {n} left", "once more, {n} left"),
    after_others=("again after the other card", "again after {n} other cards"),
    at_once="the only one left: once more now",
    done_figures="Cards: {cards} · remembered: {remembered}",
    done_forgotten="Forgotten once: {headwords}",
    tomorrow="Tomorrow: {n}",
    overdue=(
        "{n} more card has piled up; it will come in the days ahead.",
        "{n} more have piled up; they will come in the days ahead, a few at a time.",
    ),
    nothing="Nothing to review today.",
    nothing_yet="There is nothing to review yet. Tap a term under a segment to save it.",
    next_due="Next: {when}",
    waiting="🧠 To review: {n}",
    meets=("🔁 {n} of your terms is in it", "🔁 {n} of your terms are in it"),
    met_again="Met again: {headwords}",
    options="🧠 Reviewing",
    options_title="<b>Reviewing</b>",
    two_grades="Grades: two",
    four_grades="Grades: four",
    prompts={Prompt.BLANK: "Ask: gap", Prompt.WORD: "Ask: word", Prompt.LISTEN: "Ask: by ear"},
    new_per_day="New a day: {n}",
    due_per_day="Due a day: {n}",
    reminder="🔔 Remind {time}",
    no_reminder="🔕 No reminder",
    pick_reminder=("When? It comes silently, only when at least {n} cards are waiting, and never in your quiet hours."),
    reminder_off="No reminder",
    remind=("🧠 {n} card is waiting for you.", "🧠 {n} cards are waiting for you."),
    stats="📈 Stats",
    stats_title="<b>Statistics</b>",
    stats_terms="Terms: {terms} · not begun: {fresh} · firm: {firm} · known: {known}",
    stats_reviews="Reviews in 30 days: {reviews} · remembered after a day or more: {retention}",
    stats_ahead="Left today: {today} · within seven days: {week}",
    stats_chart="Above: cards a day in the next four weeks. Below: share remembered in the last eight; dashes: 90%.",
    stats_none="You have not reviewed yet, so there is nothing to count.",
)
