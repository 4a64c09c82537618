"""The sandbox's parser says what Telegram's own parser says."""

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.sandbox.entities import Entity, tidy
from bot.sandbox.html import parse_html
from bot.sandbox.refusal import Refused

tdjson = pytest.importorskip("tdjson")

KINDS = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "CustomEmoji": "custom_emoji",
    "DateTime": "date_time",
}
Told = tuple[str, list[tuple[object, ...]]] | str


@pytest.fixture(scope="module", autouse=True)
def _quiet() -> None:
    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')


def telegram_says(source: str) -> Told:
    request = {"@type": "parseTextEntities", "text": source, "parse_mode": {"@type": "textParseModeHTML"}}
    told: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(request).encode()))
    if told["@type"] == "error":
        return str(told["message"])
    return told["text"], [
        (
            KINDS[entity["type"]["@type"].removeprefix("textEntityType")],
            entity["offset"],
            entity["length"],
            entity["type"].get("url"),
            entity["type"].get("language"),
            entity["type"].get("unix_time"),
        )
        for entity in told["entities"]
    ]


def we_say(source: str) -> Told:
    try:
        text, entities = parse_html(source)
    except Refused as refused:
        return refused.description.removeprefix("Bad Request: ").replace("can't parse", "Can't parse", 1)
    return text, [(e.type, e.offset, e.length, e.url, e.language, e.unix_time) for e in entities]


TABLE = """
<b>bold</b> and <strong>strong</strong>
<i>a</i><em>b</em><u>c</u><ins>d</ins><s>e</s><strike>f</strike><del>g</del>
<span class="tg-spoiler">x</span> <tg-spoiler>y</tg-spoiler>
<span>x</span>
<span class="other">x</span>
<a href="https://example.com/watch?v=1&amp;t=151">▶ 02:31</a>
<a href="example.com">x</a> <a href="HTTPS://EXAMPLE.com">y</a> <a>http://bare.example</a> <a href="no">z</a>
<a href="ftp://example.com">x</a>
<a href="https://example.com/a b">x</a> <a href="https://a:b@example.com">x</a> <a href="e.c:80?x#y">x</a>
<code>x</code> <pre>y</pre> <pre><code class="language-python">z</code></pre> <pre><code>w</code></pre>
<code class="language-py">x</code> <code class="language-py"><pre>y</pre></code>
<blockquote>a<tg-spoiler>b</tg-spoiler></blockquote> <blockquote expandable>c</blockquote>
<blockquote expandable="">a</blockquote><blockquote other>b</blockquote>
<blockquote expandable><tg-spoiler>covered</tg-spoiler></blockquote>
<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>
<tg-emoji emoji-id="0">👍</tg-emoji>
<tg-emoji>👍</tg-emoji>
<tg-time unix="1780531200" format="wDT">8:00</tg-time> <tg-time unix="1780531200">8:00</tg-time>
<tg-time unix="1780531200" format="r">soon</tg-time><tg-time unix="soon">x</tg-time>
<tg-time unix="0">y</tg-time>
<tg-time unix="1780531200" format="q">x</tg-time>
<tg-time unix="1780531200" format="rD">x</tg-time>
&lt;&gt;&amp;&quot; &nbsp;&apos; &#65;&#x4e2d;&#128512; &amp &lt
&#xD83D;&#xDE00;
& && &; &#; &#x; &#0; &#x110000; &#99999999999;
😀<b>😀</b>x<i>中</i>
<b>a
<b>a<i>b</b></i>
a</b>
<b>a</i>
<b>a</>
<foo>a</foo>
<
a < b
<b
<b class="x
<b class=
<b =x>a</b>
<b class>a</b>
<b class=x/y>a</b>
<b class=X>a</b >
<B>a</b>
<p>a</p>
<br>
</b
<b></b><i> </i>
"""


@pytest.mark.parametrize("source", TABLE.strip().split("\n"))
def test_text_entities_and_refusals_are_telegrams(source: str) -> None:
    assert we_say(source) == telegram_says(source)


MARKUP = """
<b>|</b>|<i>|</i>|</>|<u |>|<code>|</code>|<pre>|</pre>|<code class="language-c">|<a href="https://example.com/x">
</a>|<blockquote expandable>|</blockquote>|<tg-spoiler>|</tg-spoiler>|&lt;|&amp|&#128512;|&x;|word|中文
😀|=|"|'|<|</|<tg-time unix="1780531200" format="t">|</tg-time>|<span class='tg-spoiler'>|</span>
a=b|<a href="
"""
PIECES = st.sampled_from([*MARKUP.strip().replace("\n", "|").split("|"), " ", "\n"])


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
@example("<a href='https://example.com'>😀<b>中</b></a>")
def test_any_mixture_of_markup_reads_as_telegram_reads_it(source: str) -> None:
    assert we_say(source) == telegram_says(source)


def test_ends_are_trimmed_and_entities_move_along() -> None:
    text, entities = tidy("\n  你 <好> \n", [Entity("bold", 0, 5), Entity("italic", 3, 1), Entity("code", 9, 1)])
    assert text == "你 <好>"
    assert entities == (Entity("bold", 0, 2), Entity("italic", 0, 1))


def test_a_quote_in_a_quote_and_a_doubled_style_are_one() -> None:
    _, entities = tidy("abcd", [Entity("blockquote", 0, 4), Entity("blockquote", 1, 1), Entity("bold", 0, 2)])
    assert [entity.type for entity in entities] == ["blockquote", "bold"]
    assert tidy("abcd", [Entity("bold", 0, 2), Entity("bold", 1, 3)])[1] == (Entity("bold", 0, 4),)
    assert tidy("abcd", [Entity("code", 0, 4), Entity("bold", 1, 1)])[1] == (Entity("code", 0, 4),)
