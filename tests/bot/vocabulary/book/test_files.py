"""A vocabulary leaves and comes back as it was."""

import contextlib
import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.book import Book, BookError
from bot.vocabulary.book import document, table
from tests.kit.books import AT, AWKWARD, books, entry


def test_json_reads_back_equal_with_contexts_memory_and_history() -> None:
    book = Book((entry(), entry("black hole", "黑洞", ratings=0), entry("token", "词元", awkward=True)))
    assert document.read(document.write(book)) == book


@given(books())
def test_json_reads_back_any_text(book: Book) -> None:
    assert document.read(document.write(book)) == book


def test_an_export_of_an_earlier_version_names_no_builders() -> None:
    followed = Book((entry(),), ("@levie", "阿达"))
    assert document.read(document.write(followed)) == followed
    earlier = json.loads(document.write(followed))
    del earlier["follows"]
    assert document.read(json.dumps(earlier).encode()) == Book((entry(),))
    for refused in (["a\0b"], [""], "@levie", [7]):
        with pytest.raises(BookError, match="follows"):
            document.read(json.dumps(earlier | {"follows": refused}).encode())


@given(st.binary(max_size=200) | st.text().map(str.encode))
def test_no_file_does_more_than_be_refused(data: bytes) -> None:
    for read in (document.read, lambda given: table.read(given, AT)):
        with contextlib.suppress(BookError):
            assert isinstance(read(data), Book)


def test_a_fault_in_the_json_is_named_by_its_place_and_without_the_readers_words() -> None:
    broken = json.loads(document.write(Book((entry(),))))
    broken["terms"][0]["card"]["stability"] = "secret diary"
    with pytest.raises(BookError) as refused:
        document.read(json.dumps(broken).encode())
    assert "terms.0.card.stability" in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headword", " "),
        ("headword", "a\0b"),
        ("note", "a\0b"),
        ("created_at", "0001-01-01T00:00:00+14:00"),
        ("contexts", [{"episode": 2**70}]),
        ("known", {}),
    ],
)
def test_what_no_database_takes_is_refused_by_its_place(field: str, value: object) -> None:
    broken = json.loads(document.write(Book((entry("fine"), entry()))))
    if field == "contexts":
        value = [broken["terms"][1]["contexts"][0] | given for given in value]  # type: ignore[attr-defined]  # a list
    broken["terms"][1][field] = value
    with pytest.raises(BookError, match=rf"terms\.1\.{field}"):
        document.read(json.dumps(broken).encode())


@pytest.mark.parametrize("dialect", ["excel", "excel-tab"])
def test_a_spreadsheet_reads_what_was_written_cell_by_cell(dialect: str) -> None:
    data = table.write(Book((entry("token", "词元", awkward=True),)), dialect=dialect)
    assert data.startswith("\ufeff".encode())
    head, row = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), dialect=dialect)
    cells = dict(zip(head, row, strict=True))
    assert cells["word"] == "token"
    assert cells["sentence"] == cells["translation"] == cells["note"] == AWKWARD


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "'quoted"])
def test_no_cell_is_a_formula_and_all_come_back(start: str) -> None:
    data = table.write(Book((entry(f"{start} x", start),)))
    cells = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1]
    assert cells[0].startswith("'")
    back = table.read(data, AT).entries[0].term
    assert (back.headword, back.meaning) == (f"{start} x", start)


@given(books().filter(lambda book: book.entries))
def test_a_table_comes_back_as_a_word_list(book: Book) -> None:
    back = table.read(table.write(book), AT)
    wanted = [(e.term.headword, e.term.meaning, e.term.note, e.term.known) for e in book.entries]
    assert [(e.term.headword, e.term.meaning, e.term.note, e.term.known) for e in back.entries] == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("compute\nlatency\n", [("compute", ""), ("latency", "")]),
        ("compute,算力\n\nlatency,延迟\n", [("compute", "算力"), ("latency", "延迟")]),
        ("compute\t算力\tWe have compute.\n", [("compute", "算力")]),
        ("meaning,word\n算力,compute\n", [("compute", "算力")]),
        ("Compute,算力\ncompute,又一次\n", [("Compute", "算力")]),
    ],
)
def test_word_lists_are_read_as_people_write_them(text: str, words: list[tuple[str, str]]) -> None:
    entries = table.read(text.encode(), AT).entries
    assert [(e.term.headword, e.term.meaning) for e in entries] == words


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"ok\n\xff\xfe", "line 2"),
        (b'ok\n"open', "line 2"),
        (b"ok\n,meaning only\n", "line 2"),
        (b"ok\na\0b\n", "line 2"),
        (b"x" * 300, "line 1"),
    ],
)
def test_a_broken_list_is_refused_by_its_line(data: bytes, line: str) -> None:
    with pytest.raises(BookError, match=line):
        table.read(data, AT)
