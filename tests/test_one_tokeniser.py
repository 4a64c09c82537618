"""English is cut into words by one tokeniser, and endings are undone by one module: nobody has a rule of their own.

What a pattern does is tried, not guessed from how it is written: one that finds the words of a sentence, or parts it at
them, is a tokeniser. Patterns that are only asked whether a whole text has a form cut nothing; parting at spaces, as
str.split does, asks for no words.
"""

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = [path for folder in ("bot", "content") for path in sorted((ROOT / folder).rglob("*.py"))]

SENTENCE = "Qwertz asdfghs, yxcvbed-uiopl 4o"
"""Of words that no list has."""

CUTS = {
    "content/text/sentences.py": "where a text may be divided: what must stay together, not what is a word",
    "content/text/glosses.py": "what stands before a parenthesis: a run of words with the spaces between them",
    "content/sources/html_tokens.py": "names of tags and attributes",
    "content/translate/acceptance.py": "how much of a text is prose: what stands around a word decides",
    "content/voice/written.py": "what is said: dates, sums and signs besides words",
    "content/voice/names.py": "letters and digits within one word: camelCase, GPT4",
    "content/voice/espeak.py": "what another program takes of a word",
    "bot/vocabulary/book/anki.py": "a tag of Anki has no spaces",
    "bot/web/joined.py": "a name in JavaScript",
    "content/checks/quantities/english.py": "digits with commas between them",
}
ENDINGS = frozenset(("s", "es", "ies", "ed", "ing", "ly", "'s", "’s", "s'"))
UNDOES = {
    "content/text/inflection.py": "the base form",
    "content/voice/phonemes.py": "how an ending sounds after what it is added to",
    "content/checks/gloss_form.py": "which ending it was that the base form lacks: a plural or a past",
    "content/checks/quantities/english_shares.py": "thirds are parts, a third is a place: a list of ten words",
}
_ASKS = ("fullmatch", "match")


def where(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def patterns(path: Path) -> Iterator[re.Pattern[str]]:
    """Those of a module that find, part or replace; such as are put together from a text are left out."""
    tree = parsed(path)
    asked = _only_asked(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call()) if name in asked:
                continue
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=function)) if function not in _ASKS:
                if id(node) in asked.values():
                    continue
                pattern = _evaluated(node, {"re": re}) or _evaluated(node, vars(importlib.import_module(_name(path))))
                if pattern is not None:
                    yield pattern


def _only_asked(tree: ast.Module) -> dict[str, int]:
    """Names of patterns that a module only asks whether they match, with the call that makes each."""
    made = {
        node.targets[0].id: id(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    used: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            used.setdefault(node.value.id, set()).add(node.attr)
    return {name: call for name, call in made.items() if used.get(name) and used[name] <= set(_ASKS)}


def _evaluated(call: ast.Call, names: dict[str, object]) -> re.Pattern[str] | None:
    flags = [each for each in (*call.args[1:], *(given.value for given in call.keywords)) if _is_flag(each)]
    compiled = ast.Call(ast.Attribute(ast.Name("re", ast.Load()), "compile", ast.Load()), [call.args[0], *flags], [])
    expression = ast.fix_missing_locations(ast.Expression(compiled))
    try:
        found = eval(compile(expression, "a pattern", "eval"), dict(names))  # noqa: S307 - of our own modules
    except (NameError, TypeError, ValueError):
        return None
    return found if isinstance(found, re.Pattern) and isinstance(found.pattern, str) else None


def _is_flag(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute | ast.BinOp) and ast.unparse(node).startswith("re.")


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def cuts(pattern: re.Pattern[str]) -> bool:
    found = [match[0] for match in pattern.finditer(SENTENCE)]
    if "Qwertz" in found and any(word.startswith("asdfghs") for word in found):
        return True
    if pattern.fullmatch("qwertz") and pattern.fullmatch("asdfghs"):
        return True
    parted = pattern.split(SENTENCE)
    return "Qwertz" in parted and "asdfghs" in parted


@pytest.mark.parametrize(
    ("written", "is_one"),
    [
        (r"[A-Za-z'’]+", True),
        (r"\w+", True),
        (r"(?<!\w)[A-Za-z][\w-]*", True),
        (r"[\W_]+", True),
        (r"[^\w' -]+| ", True),
        (r"https?://\w+", False),
        (r"\s+", False),
        (r"\b(?:not|never)\b", False),
        (r"[\u3400-\u9fff]+", False),
    ],
)
def test_a_tokeniser_is_known_by_what_it_does(written: str, is_one: bool) -> None:
    assert cuts(re.compile(written)) is is_one


def test_english_is_cut_into_words_in_one_place() -> None:
    found = {where(path) for path in MODULES if any(map(cuts, patterns(path)))}
    assert found == CUTS.keys(), "content.episode.words has the tokeniser"


def test_endings_are_undone_in_one_place() -> None:
    found = {where(path) for path in MODULES if any(_undone(parsed(path)))}
    assert found == UNDOES.keys(), "content.text.inflection has the base form"


def _undone(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="endswith" | "removesuffix" | "rstrip"), args=[ending, *_]):
                yield from (
                    each.value for each in ast.walk(ending) if isinstance(each, ast.Constant) and each.value in ENDINGS
                )


def test_a_phrase_is_sought_as_whole_words_in_one_place() -> None:
    """Patterns put together from a text: letters must not stand beside it."""
    found = {
        where(path)
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.JoinedStr) and _is_whole(ast.unparse(node))
    }
    assert found == {"content/episode/words.py", "content/checks/order.py"}  # order: the last word of a name in Chinese


def _is_whole(written: str) -> bool:
    return "re.escape(" in written and bool(re.search(r"\(\?<!.*re\.escape\(\w+\).*\(\?!", written))
