"""The cache outlives its process, is shared, and says what is wrong with its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.translate.cache import AnswerCache, cache_key
from content.translate.faults import CacheUnusable


def test_what_one_keeps_another_finds(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "translations.db"
    with AnswerCache(path) as one, AnswerCache(path) as other:
        one.put({"a": "甲", "b": "乙"})
        assert other.get("a") == "甲"
        other.put({"a": "丙"})
    with AnswerCache(path) as later:
        assert (later.get("a"), later.get("b"), later.get("c")) == ("丙", "乙", None)


def test_another_file_is_no_cache(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes, and they are rather long. " * 50)
    with pytest.raises(CacheUnusable, match="delete it"):
        AnswerCache(path)
    with pytest.raises(CacheUnusable, match="cannot be opened"):
        AnswerCache(tmp_path)


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_keys_are_equal_only_for_equal_parts(left: list[str], right: list[str]) -> None:
    assert (cache_key(*left) == cache_key(*right)) == (left == right)
