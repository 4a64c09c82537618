"""The page's sources: small, with nothing from elsewhere, both languages in full; `make lint` checks their types."""

import re
from hashlib import sha256

import pytest

from bot.web.assets import APART, SCRIPT, STYLES, Assets
from bot.web.bare import bare
from bot.web.joined import NotUnderstood, joined
from tests.page.tools import PAGE

MOST_BYTES = 60_000
SOURCES = [path for path in sorted(PAGE.rglob("*")) if path.suffix in {".js", ".css"}]
OURS = [path for path in SOURCES if "vendor" not in path.parts]


def test_script_and_style_weigh_little() -> None:
    assets = Assets()
    weighs = assets.size(".js", ".css")
    print(f"{weighs} bytes of script and style: {', '.join(assets.names)}")  # noqa: T201
    assert weighs <= MOST_BYTES


def test_everything_is_served_and_only_once() -> None:
    assets = Assets()
    served = "".join(assets.text(name) for name in (SCRIPT, *APART))
    declared = re.compile(r"^(?:export )?(?:async )?(?:function|class) \w+", re.MULTILINE)
    for path in OURS:
        if path.suffix == ".js":
            for found in declared.findall(path.read_text("utf-8")):
                assert found.removeprefix("export ") in served, (path, found)
    assert served.count("class Signal") == 1
    assert {path.relative_to(PAGE).as_posix() for path in OURS if path.suffix == ".css"} == set(STYLES)


def test_a_source_is_served_without_its_comments() -> None:
    source = (
        "// why\n/** @type {number} */\nconst a = 1; // stays\n  /**\n   * @param {string} b\n   */\n"
        "let c = /** @type {any} */ ('//');\n"
    )
    assert bare(source) == "const a = 1; // stays\nlet c = ('//');\n"
    for path in OURS:
        assert not re.search(r"^\s*(//|\* )|\* @\w+ ", bare(path.read_text("utf-8")), re.MULTILINE), path


def test_modules_become_one_that_says_the_same() -> None:
    sources = {
        "main.js": 'import "./side.js";\nimport { a, hid as shown } from "./deep/a.js";\n'
        'import { first } from "./apart.js";\ntell(a, shown, first);\n',
        "side.js": "beside();\n",
        "deep/a.js": 'import { first } from "../apart.js";\nconst hidden = first;\n'
        "export const a = 1;\nexport { hidden as hid };\n",
    }
    assert joined("main.js", sources, ("apart.js",)).split("\n") == [
        'import * as $apart from "./apart.js";',
        "const $side = (() => {",
        "beside();",
        "return {  };",
        "})();",
        "const $deep_a = (() => {",
        "const { first } = $apart;",
        "const hidden = first;",
        "const a = 1;",
        "return { a, hid: hidden };",
        "})();",
        "const $main = (() => {",
        "const { a, hid: shown } = $deep_a;",
        "const { first } = $apart;",
        "tell(a, shown, first);",
        "return {  };",
        "})();",
        "",
    ]


@pytest.mark.parametrize(
    "source",
    [
        'import all from "./b.js";',
        'import * as all from "./b.js";',
        'export { b } from "./b.js";',
        "export default 1;",
        "export let changing = 1;",
        'const later = () => import("./b.js");',
        'import { a } from "./main.js";',
        'import { a } from "./missing.js";',
    ],
)
def test_a_module_that_would_come_to_say_something_else_is_refused(source: str) -> None:
    with pytest.raises(NotUnderstood):
        joined("main.js", {"main.js": source + "\n", "b.js": "export const b = 1;\n"})


def test_the_vendored_file_is_the_published_one() -> None:
    stated = re.search(r"sha256\s+([0-9a-f]{64})", (PAGE / "vendor" / "README.md").read_text("utf-8"))
    assert stated
    assert sha256((PAGE / "vendor" / "htm-preact.js").read_bytes()).hexdigest() == stated[1]


def test_nothing_is_loaded_from_elsewhere_and_no_content_becomes_markup() -> None:
    for path in OURS:
        text = path.read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), (
            path
        )
        assert not re.search(r"(?:import|from|src=|href=)\s*[\"']https?:", text), path
        assert "@import" not in text, path
    index = (PAGE / "index.html").read_text("utf-8")
    assert not re.search(r"https?:|<style|<script(?![^>]* src=)|\son\w+=|\sstyle=", index)


def test_a_module_is_small() -> None:
    assert {path.name: lines for path in OURS if (lines := path.read_text("utf-8").count("\n")) > 320} == {}


def test_what_the_page_says_is_said_quietly() -> None:
    for name in ("zh", "en"):
        assert not re.search(r"[!！]", re.sub(r"!==?|=>|!\w", "", (PAGE / "locale" / f"{name}.js").read_text("utf-8")))
    chinese = (PAGE / "locale" / "zh.js").read_text("utf-8")
    assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]|[\u4e00-\u9fff][,;:?]", chinese)
