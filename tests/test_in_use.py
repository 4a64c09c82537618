"""What no command, button or page leads to is not in the program: nothing public stands there for tests alone."""

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = [path for folder in ("bot", "content") for path in sorted((ROOT / folder).rglob("*.py"))]

BY_OTHERS = {
    "handleError": "logging",
    "list_commands": "click",
    "parse_json_payload": "python-telegram-bot",
    "do_request": "python-telegram-bot",
    "capture_signals": "uvicorn",
    "process_sql": "aiosql",
    "select_one": "aiosql",
    "select_value": "aiosql",
    "insert_update_delete": "aiosql",
    "insert_update_delete_many": "aiosql",
    "REWRITES": "read by name from each migration",
}
"""Names that a library calls, or that are read by their text."""

IN_HAND = {"InProcess", "deliver", "calls_of", "send_place", "delete_account"}
"""The sandbox is Telegram to the tests as to the demo: what a reader there can do, and a way in without sockets."""


def test_everything_public_is_referred_to_by_the_program() -> None:
    named: dict[str, Path] = {}
    used: Counter[str] = Counter()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                    named[name] = path
                case ast.Name(id=name, ctx=ast.Store()):
                    named.setdefault(name, path) if name.isupper() else None
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    used[name] += 1
    nobody = {name for name in named if not name.startswith("_") and not used[name]}
    assert nobody - IN_HAND == BY_OTHERS.keys(), {name: named[name] for name in nobody - BY_OTHERS.keys()}
