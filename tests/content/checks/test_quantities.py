"""Numbers of both languages mean the same, however each writes them."""

from __future__ import annotations

import pytest

from content.checks.quantities import chinese, english
from content.checks.quantities.quantity import equal

SAME = [
    ("175 billion parameters", "1750 亿个参数"),
    ("175 billion parameters", "一千七百五十亿个参数"),
    ("1.4 trillion tokens", "1.4 万亿个词元"),
    ("$460 million", "4.6 亿美元"),
    ("over four million orders", "四百多万笔订单"),
    ("ten percent", "百分之十"),
    ("ten percent", "一成"),
    ("a fifth of it", "五分之一"),
    ("two thirds of them", "三分之二"),
    ("three quarters", "75%"),
    ("nine out of ten", "九成"),
    ("one in twenty-five", "二十五分之一"),
    ("one in a hundred thousand", "十万分之一"),
    ("five and a half times", "五倍半"),
    ("half a million", "50 万"),
    ("a hundred and twenty lines", "120 行"),
    ("forty-five minutes", "四十五分钟"),
    ("90 minutes", "一个半小时"),
    ("six months", "半年"),
    ("eighteen months", "一年半"),
    ("August 1, 2012", "2012 年 8 月 1 日"),
    ("2026-03-15", "2026 年 3 月 15 日"),
    ("March 10th", "3 月 10 日"),
    ("on Thursday", "周四"),
    ("9:30 p.m.", "21:30"),
    ("9:30 p.m.", "晚上九点半"),
    ("3:40 in the morning", "凌晨三点四十分"),
    ("a quarter past nine", "九点一刻"),
    ("in the 1980s", "20 世纪 80 年代"),
    ("Q4", "第四季度"),
    ("hundreds of thousands of rows", "几十万行"),
    ("tens of seconds", "几十秒"),
    ("thousands of users", "成千上万的用户"),
    ("11.6 parts per million", "百万分之 11.6"),
    ("16 GB", "16 GB"),
    ("$1.50", "1.50 美元"),
    ("two grand", "2000"),
    ("three and a half million", "三百五十万"),
    ("two million and a half", "250 万"),
    ("ninety-nine point nine nine percent", "99.99%"),
    ("ninety-nine point nine nine", "99.99%"),
    ("three point two five billion", "32.5 亿"),
    ("one point oh five", "1.05"),
    ("four point twenty-five", "4.25"),
    ("last tuesday", "上周二"),
    ("in september", "九月"),
    ("twenty to one", "二十分之一"),
    ("twenty to one", "20 比 1"),
    ("at ten to one", "十二点五十分"),
    ("7B parameters", "70 亿参数"),
    ("1 1/2 million", "150 万"),
    ("some thirty words", "三十来个词"),
    ("about eighty", "八十多"),
    ("three orders of magnitude", "三个数量级"),
]
DIFFERENT = [
    ("175 billion", "17.5 亿"),
    ("3.2 billion", "3.2 亿"),
    ("fifteen people", "五十个人"),
    ("18 percent", "80%"),
    ("three out of four", "三分之一"),
    ("hundreds of thousands", "几百万"),
    ("August 1", "7 月 1 日"),
    ("Thursday", "周五"),
    ("3:40 in the morning", "下午三点四十分"),
    ("forty-five", "五十四"),
    ("1998", "1989"),
    ("Q4", "第三季度"),
    ("two thirds", "三分之一"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_the_same_amount_is_the_same_in_both_languages(left: str, right: str) -> None:
    ours, theirs = english.quantities(left), chinese.quantities(right)
    assert ours
    assert theirs
    assert all(any(equal(one, other) for other in theirs) for one in ours), (ours, theirs)
    assert all(any(equal(one, other) for one in ours) for other in theirs), (ours, theirs)


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_another_amount_is_not(left: str, right: str) -> None:
    ours, theirs = english.quantities(left), chinese.quantities(right)
    assert not all(any(equal(one, other) for other in theirs) for one in ours)


@pytest.mark.parametrize("name", ["GPT-3", "p99", "U+207F", "2.4.1", "SO4"])
def test_a_name_with_a_number_counts_nothing(name: str) -> None:
    assert english.quantities(name) == ()
    assert chinese.quantities(f"用的是 {name}。") == ()


@pytest.mark.parametrize("text", ["千万别", "万一不行", "四面八方", "统一成一种", "一下子", "不三不四"])
def test_a_figure_of_speech_is_no_sure_number(text: str) -> None:
    assert [each for each in chinese.quantities(text) if each.sure or each.counted] == []
