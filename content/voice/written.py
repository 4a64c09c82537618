"""How things are written that are said otherwise: one pattern, the particular before the general."""

from __future__ import annotations

import re
from collections.abc import Iterable

from content.voice.shorthand import ABBREVIATIONS, SAID_AS
from content.voice.units import CURRENCIES, MONTHS, UNITS


def _longest_first(table: Iterable[str]) -> str:
    return "|".join(re.escape(each) for each in sorted(table, key=len, reverse=True))


_LETTERS = r"[^\W\d_\u00aa\u00b2\u00b3\u00b9\u00ba\u2070-\u209f\u2e80-\U0010ffff]"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_CURRENCY = _longest_first(CURRENCIES)
_DOTTED = _longest_first(each for each in ABBREVIATIONS if each[-1] in "./")
_MINUS = r"(?:(?<![\w.)])[-−](?=\d))?"
_UNIT = rf"\s?(?:{_longest_first(UNITS)})(?:/(?:s|sec|min|h|day|month|year|GPU|user|token|tokens))?"
_BIG = r"\s?(?:thousand|million|billion|trillion)\b"
TOKENS = re.compile(
    rf"""
    (?P<link>(?:https?://|www\.)[^\s<>"'()，。）]*[^\s<>"'()，。）.,;:!?])
    | (?P<email>[\w.+-]+@\w[\w-]*(?:\.[\w-]+)+)
    | (?<![\w.])(?P<abbreviation>{_DOTTED})(?![A-Za-z])
    | (?<![\w@#.])(?P<known>(?P<fixed>{_longest_first(SAID_AS)})(?P<possessive>['’]s)?)(?![\w+#])
    | (?<![\w.])(?P<domain>(?:[A-Za-z][A-Za-z0-9-]*\.)+(?:com|org|net|io|ai|dev|app|edu|gov|co|cn|uk|de|fm|xyz))\b
        (?P<path>(?:/[^\s,;)]*[^\s,;).!?])?)
    | (?<!\w)(?P<handle>@[A-Za-z_]\w*)
    | (?<!\w)(?P<hashtag>\#\w+)
    | (?<![\d./-])(?P<date>\d{{4}}(?:-\d{{2}}-\d{{2}}|/\d{{2}}/\d{{2}}))(?![\d/-])
    | (?<!\w)(?:(?P<month>{"|".join(MONTHS)})\s(?P<day_number>\d{{1,2}}))(?![\d.,:]*\d|\w|%)
    | (?<![\d:.])(?P<clock>\d{{1,2}}:[0-5]\d:[0-5]\d)(?![\d:])
    | (?<![\d:.])(?P<time>(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?:\s?(?P<half>[aApP])\.?[mM]\b\.?)?)(?![\d:])
    | (?<![\d:.])(?P<at_hour>(?P<hour_only>1?\d)\s?(?P<half_only>[aApP])\.?[mM]\b)
    | (?P<money_range>(?P<range_currency>{_CURRENCY})(?P<least>{_NUMBER})\s?[-–—]\s?
        (?P<most>{_NUMBER})(?:\s?(?P<range_scale>thousand|million|billion|trillion|bn|mn|tn|[kKMBT])(?![A-Za-z]))?)
    | (?P<money>(?P<currency>{_CURRENCY})\s?(?P<amount>{_NUMBER})
        (?:[\s-]?(?P<scale>thousand|million|billion|trillion|bn|mn|tn|[kKMBT])(?![A-Za-z]))?)
    | (?<![\w.])(?P<version>v\d+(?:\.\w+)*|V\d+\.\w+|\d+(?:\.\d+){{2,}})(?!\w)
    | (?<![\w.])(?P<power>(?P<base>{_NUMBER})\^(?P<exponent>[-−]?\d{{1,4}}))
    | (?<![\w.])(?P<scientific>(?P<mantissa>{_NUMBER})[eE](?P<tens>[-+−]?\d{{1,3}}))(?!\w)
    | (?<!\w)(?P<hex>0[xX][0-9A-Fa-f]{{1,16}})(?!\w)
    | (?<![\w./])(?P<fraction>(?P<top>\d{{1,4}})/(?P<bottom>\d{{1,5}}))(?![\w/]|\.\d)
    | (?<![\w.-])(?P<range>(?P<low>{_NUMBER})\s?(?:[–—]|-(?=\d))\s?(?P<high>{_NUMBER})
        (?P<range_unit>(?:{_UNIT}|[kKMBTxX×])(?![A-Za-z\d])|{_BIG})?)(?![\w-])
    | (?<![\w.])(?P<ordinal>(?P<nth>\d{{1,9}})(?:st|nd|rd|th))(?!\w)
    | (?<![\w.])(?P<decades>(?P<decade>\d{{4}}|(?:(?<=['’])|(?<=the\s)|(?<=and\s)|(?<=early\s)|(?<=late\s))\d0)s)(?!\w)
    | (?<![\w.])(?P<measure>(?P<minus>{_MINUS})(?P<measure_amount>{_NUMBER})
        (?P<unit>{_BIG}|(?:{_UNIT}|[kKMBTxX×])(?![A-Za-z\d°])))
    | (?P<section>§\s?\d+(?:\.\d+)?)
    | (?<!\w)(?P<code>--?[a-z][\w-]+|[A-Za-z]\w*\(\)|[A-Za-z]\w*_\w+|_\w+)
    | (?<![A-Za-z_])(?P<named>[A-Za-z]+(?:-?\d+(?:\.\d+)*[A-Za-z]*)+(?:-[A-Za-z0-9.]*[A-Za-z0-9])*
        |\d+[A-Za-z][A-Za-z\d]*(?:-[A-Za-z]+)?)(?P<owned>['’]s)?
    | (?P<numeral>(?P<numbered>(?<=[A-Z]{{3}}\s))?(?P<sign>{_MINUS})(?P<digits>{_NUMBER}))
    | (?P<word>{_LETTERS}+(?:['’]{_LETTERS}+)*)
    | (?P<hyphen>(?<=\w)-(?=\w))
    | (?P<symbol>->|=>|==|!=|>=|<=|[&+=≠><≥≤≈~±×÷−→⇒%@°∞²³]|(?<=\s)\*(?=\s))
    | (?P<pause>\.\.\.|[,.;:?!—–…。．，、？！：；\n])
    """,
    re.VERBOSE,
)
