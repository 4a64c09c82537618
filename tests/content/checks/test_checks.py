"""What an editor would strike is doubted and placed; what an editor would sign is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.checks.checking import doubts_in, doubts_of
from content.checks.context import Context
from content.checks.doubt import About, Severity
from content.checks.withheld import WITHHELD
from content.episode.episode import Episode, Kind, Segment
from content.text.glosses import find_glosses

MAJOR, MINOR = Severity.MAJOR, Severity.MINOR
DOUBTED = [
    ("The index has 175 billion entries by now.", "索引里如今有 17.5 亿个条目。", About.NUMBER, MAJOR),
    ("We paid 2.5 million euros for it.", "我们为它付了 250 万美元。", About.UNIT, MAJOR),
    ("It holds more than 40 rows a second.", "它每秒撑得住不到 40 行。", About.BOUND, MINOR),
    ("The outage began on a Tuesday in May.", "故障始于五月的一个周三。", About.DATE, MAJOR),
    ("You must never retry a charge.", "扣款之后应当重试。", About.NEGATION, MAJOR),
    ("Hardly anyone read the design.", "那份设计几乎人人都读过。", About.NEGATION, MINOR),
    ("The error rate went down after that.", "那以后，错误率上升了。", About.DIRECTION, MINOR),
    ("The client must send the key.", "客户端可以带上这个键。", About.MODALITY, MINOR),
    ("It may be the network.", "原因必然是网络。", About.MODALITY, MINOR),
    ("We will ship it next week.", "我们上周已经发布了。", About.TENSE, MINOR),
    ("I told him about the alert.", "他跟我说了告警的事。", About.PERSON, MAJOR),
    ("We moved it from Redis to Postgres.", "我们把它从 Postgres 搬到了 Redis。", About.ORDER, MAJOR),
    ("Let Claude read the oldest service.", "让 ChatGPT 去读最老的那个服务。", About.NAME, MAJOR),
    ("Priya Raman wrote the scheduler alone.", "调度器是一位同事独自写的。", About.NAME, MINOR),
    ("Read https://example.org/notes first.", "请先读 https://example.com/notes 。", About.ADDRESS, MAJOR),
    ("Upgrade to 2.4.1 today.", "请今天就升级到 2.1.4。", About.ADDRESS, MAJOR),
    ("An attention head looks back.", "attention head（注意力负责人）往回看。", About.SENSE, MAJOR),
    ("A queue helps here.", "这里加一个队列（queue）有用。", About.GLOSS, MINOR),
    ("The cache and the cache again.", "cache（缓存），还是 cache（缓存）。", About.GLOSS, MINOR),
    ("The API is very consistent.", "这套 API 很 consistent（一致性）。", About.GLOSS, MINOR),
    ("It panics at once.", "它立刻 panics（异常退出）。", About.GLOSS, MINOR),
    ("We deleted it.", '我们把它删了。"}]}', About.LEFTOVER, MAJOR),
    ("A flag is a debt.", "Here is the translation: 开关是一笔债。", About.LEFTOVER, MAJOR),
    ("We rewrote the parser.", "我们对解析器进行了重写的操作。", About.STYLE, MINOR),
    (
        "I turned the offer down, because the shares vested over six years and there was no cash left in the company.",
        "那个 offer 我推掉了。",
        About.OMISSION,
        MAJOR,
    ),
    (
        "The disks are checked every night, and what they report goes to the one person who knows them by name, since "
        "a report that goes to everybody is read by nobody. She has found four of them dying in her two years here, "
        "each time a week before anybody else would have seen it.",
        "磁盘每晚检查一遍，报告只发给认得每块盘的那个人。",
        About.OMISSION,
        MAJOR,
    ),
]
SIGNED = [
    ("No sooner had we fixed it than it broke.", "刚修好，它就又坏了。"),
    ("Don't hesitate to ask.", "有问题尽管问。"),
    ("Not a day goes by without a ticket.", "每天都有工单。"),
    ("The limit is not to exceed 80 percent.", "上限不得超过 80%。"),
    ("She used to work at Google.", "她以前在谷歌工作。"),
    ("Her agent liked the chapter on agents.", "她的经纪人喜欢讲智能体的那一章。"),
    ("The plane left the runway at noon.", "飞机中午离开了 runway（跑道）。"),
    ("Couldn't agree more.", "再同意不过了。"),
    ("It was written by Priya Raman.", "它是 Priya Raman 写的。"),
    ("Half of it is comments.", "有一半是注释。"),
    ("Many sites had left it switched on.", "许多站点没有把它关掉。"),
    ("The server never calls the client.", "服务器从不调用客户端。"),
    ("It does not write text, but it decides what to do.", "它不只写字，还决定做什么。"),
    ("Last but not least, it is cheap.", "最后同样要紧：它便宜。"),
    ("More often than not, the key is a small file.", "密钥多半是个小文件。"),
    ("We keep two versions that do not behave the same.", "我们留着两个行为不同的版本。"),
    ("See https://example.com/list for more.", "详见 http://example.com/list。"),
    ("A block has between 1 and 8 kibibytes.", "一个块有 1K 到 8K 字节。"),
    ("They make a couple 100 milli a year.", "他们一年做到几亿。"),
    (
        "Revenue rose from 604 million in 2015 to 1,107 million in 2017.",
        "营收从 2015 年的 6.04 亿涨到 2017 年的 11.07 亿。",
    ),
    ("At one point two of them left.", "有一阵子，其中两个走了。"),
    ("It failed between four and five in the afternoon.", "它在下午四点到五点之间失败了。"),
    ("The worst one goes on a T-shirt.", "最糟的那个印到 T 恤上。"),
    ("The device does not manage partitions.", "这个设备不管理分区。"),
    ("Logical NOT binds first.", "逻辑 NOT 优先。"),
    ("The name matches the file's, but not always.", "名字与文件名一致，也有特例。"),
    ("It shouldn't be longer than about 60 characters.", "它不应超过 60 个字符。"),
    ("It shouldn't be smaller than 512 MB.", "它不应该小于 512 MB。"),
    ("If you can, be sure to send it upstream.", "改了的话，一定要发给上游。"),
    ("Of course, replace the name with your own.", "当然，这里请换成你自己的名字。"),
    ("[7] Having said that, we will pack it for Debian.", "[7] 话虽如此，我们还是会为 Debian 打包。"),
    ("Last, but not least, it is cheap.", "最后同样要紧：它便宜。"),
    ("Translation is a kind of modification.", "翻译算一种修改。"),
]
HOLDS_NOTHING = [
    ("It sold for 30% off.", "它打 7 折卖掉了。"),
    ("It sold for 15% off.", "它打八五折卖掉了。"),
    ("Demand fell by 400 kilowatts.", "需求减少了 400 千瓦。"),
    ("They need $5–$10M in cash.", "他们要 $500–$1000 万现金。"),
    ("It sells at 30-50% of the price, though 10% of it is worn.", "它以三成到五成的价钱卖出，其中一成有磨损。"),
    ("The list has 100,000 lines.", "清单有 100 000 行。"),
    ("Each shot does 25% less harm.", "每发少伤 1/4。"),
    ("Players 145 meet players 236.", "玩家 1、4、5 对玩家 2、3、6。"),
    ("The weight is given in per thousand.", "权重以千分之一为单位。"),
    ("Give 52:54:00:12:34:10 an address, or press a button.", "给这个 MAC 一个 10.0.0.0/8 里的地址，或者按按钮。"),
    ("One rule is not to use more than 8 GB here.", "一条规则是，不要在这里用超过 8 GB。"),
    ("Using it here is almost never correct.", "在这里用它几乎总是错误的。"),
    ("The feature works only after you open a file.", "使用这个功能之前，必须先打开一个文件。"),
    ("A preload script has access to require and to others.", "预加载脚本可以用到 require 等等。"),
    ("They cannot be sent away without servants.", "要把他们送走，需要仆人，需要很多仆人。"),
    ("It is a small BitTorrent client for Win32.", "它是 Windows 上的小型 BT 客户端。"),
    ("They cannot be more than two days away by now.", "他们两天之内就会到这里。"),
    ("Their strength has declined with age.", "他们的力气随年龄增长而衰弱。"),
    ("Optimize for the 90th percentile.", "请针对第 90 百分位优化。"),
    ("In the eighth year of her reign they came again.", "她当政的第八年，他们又来了。"),
    ("It was a loose affair in the early 1990’s.", "90 年代早期，这件事很松散。"),
    ("The day is 1.1.1900 here.", "这里那一天是 1900.1.1。"),
    ("See https://example.org/3/list for it.", "详见 https://example.org/zh-cn/3/list 。"),
    ("You should also check that they have left it on.", "您还应该检查一下它是否还开着。"),
    ("Press Ctrl and click.", "按住 Control 再点击。"),
    ("Create a Selector React component.", "写一个 React 组件 Selector。"),
    ("Write the date as DD/MM/YYYY.", "日期写成 YYYY/MM/DD。"),
    ("The signal is pulled low.", "信号被拉低（译者注：多个输出接在一起）。"),
    ("The entry at row i and column j counts them.", "条目 <i, j> 数的是它们。"),
    ("Write to its author at ana@example.org.", "请写信给作者 <ana@example.org>。"),
    ("It keeps a page from flashing raw keys.", "它让页面不再闪出未翻译的键名。"),
    (
        "The call is shorten(val, left chars, middle text, right chars).",
        "写法是 shorten(val, left chars, middle text, right chars)。",
    ),
]
"""What others say another way: as doubtful as it may look, none of it is wrong."""


def segment(english: str, chinese: str) -> Segment:
    return Segment(english, chinese, glosses=find_glosses(english, chinese))


@pytest.mark.parametrize(("english", "chinese", "about", "severity"), DOUBTED)
def test_what_an_editor_would_strike_is_doubted(english: str, chinese: str, about: About, severity: Severity) -> None:
    assert (about, severity) in {(each.about, each.severity) for each in doubts_of(segment(english, chinese))}


@pytest.mark.parametrize(("english", "chinese"), HOLDS_NOTHING)
def test_what_is_said_another_way_holds_no_piece(english: str, chinese: str) -> None:
    assert [each for each in doubts_of(segment(english, chinese)) if each.severity is MAJOR] == []


@pytest.mark.parametrize(("english", "chinese"), SIGNED)
def test_what_an_editor_would_sign_is_left_alone(english: str, chinese: str) -> None:
    assert doubts_of(segment(english, chinese)) == ()


def test_a_doubt_says_where_it_is_and_a_withheld_translation_has_none() -> None:
    wrong = segment("The index has 175 billion entries by now.", "索引里如今有 17.5 亿个条目。")
    held = segment("The index has 175 billion entries by now.", WITHHELD)
    (doubt,) = doubts_in(Episode(Kind.BLOG, "A Show", "A Title", (held, wrong)))
    assert doubt.position == 1
    assert (doubt.english, doubt.chinese) == ("175 billion", "17.5 亿")


def test_a_number_of_the_next_segment_is_not_missed_where_a_sentence_was_cut() -> None:
    first = segment("By the end of the year there were", "到年底，已经有 3200 条")
    second = segment("3,200 rows in it.", "记录在里面。")
    assert doubts_in(Episode(Kind.PODCAST, "A Show", "A Title", (first, second))) == ()


@pytest.mark.parametrize(
    "chinese",
    [
        "处于同等水平（parity）的模型，价格低一半。",
        "parity（平）的模型，价格低一半。",
        "parity（与对方处于同等的水平之上）的模型，价格低一半。",
    ],
)
def test_so_may_it_what_our_own_form_does_not_know(chinese: str) -> None:
    text = segment("A model on parity, at half the price.", chinese)
    assert doubts_of(text, Context(ours=True))
    assert not doubts_of(text, Context(ours=False))


def test_what_a_source_translated_may_explain_terms_in_its_own_form() -> None:
    plural = segment("The rewards are sparse.", "rewards（奖励）很稀疏。")
    assert doubts_of(plural, Context(ours=True))
    assert not doubts_of(plural, Context(ours=False))


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_is_too_strange_to_be_checked(english: str, chinese: str) -> None:
    for doubt in doubts_of(segment(english, chinese)):
        assert doubt.what


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a_",
        "a-",
        "a.",
        "A ",
        "a b ",
        "1,",
        "1 ",
        "1.",
        "one ",
        "not ",
        "from a to ",
        "的",
        "被所",
        "一",
        "几十",
        "，",
        "（a）",
        "/a",
    ],
)
@pytest.mark.parametrize("letters", [1000, pytest.param(3000, marks=pytest.mark.slow)])
def test_a_long_text_is_checked_in_a_moment(unit: str, letters: int) -> None:
    long = unit * (letters // len(unit))
    doubts_of(segment(long, long))
    doubts_of(segment(long, f"我们{long}。"))
    doubts_of(segment(f"We {long}.", long))
