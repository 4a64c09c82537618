"""Where the real input lies beside a checkout that has it; tests on it skip where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
SHARED = _ROOT.parent / "shared"
SEED = SHARED / "seeds" / "000_941f6dbe0fbff499.txt"
ARTICLES = SHARED / "samples" / "articles"
UPSTREAM = SHARED / "samples" / "upstream"
SITE = SHARED / "samples" / "site"
PAGE = Path(__file__).with_name("page.txt")


def needs(path: Path) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not path.exists(), reason=f"the real input ../shared/{path.name} is not here")
