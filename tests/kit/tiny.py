"""A lexicon of two dozen words written for the tests, baked by the real baker."""

import csv
import tempfile
from functools import cache
from pathlib import Path

from bot.vocabulary.lexicon.bake import Baked, bake

ROWS = Path(__file__).parent / "tiny.csv"
AMERICAN = {
    "leverage": ["/ˈɫɛvɝɪdʒ/", " /ˈɫivɝɪdʒ/"],
    "read": ["/ˈɹɛd/", " /ˈɹid/"],
    "ubiquitous": ["/juˈbɪkwɪtəs/"],
    "word": ["/ˈwɝd/"],
}


def bake_tiny(path: Path) -> Baked:
    with ROWS.open(encoding="utf-8", newline="") as file:
        return bake(path, csv.DictReader(file), AMERICAN, about={"notice": "written for the tests"})


def tiny_lexicon(path: Path) -> Path:
    """The same, baked once for all tests of this process."""
    path.write_bytes(_baked())
    return path


@cache
def _baked() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "lexicon.db")
        bake_tiny(path)
        return path.read_bytes()
