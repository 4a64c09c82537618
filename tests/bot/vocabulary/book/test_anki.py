"""The package is imported by Anki's own library."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.model.book import Book, Entry
from bot.model.voice import Sound
from bot.vocabulary.book import anki as package
from content.voice.sound import decode, encode
from tests.kit.books import AT, AWKWARD, entry
from tests.kit.loudness import loudness
from tests.kit.tones import hum

anki_collection = pytest.importorskip("anki.collection", reason="Anki's library is not installed")


def _import(collection: object, folder: Path, book: Book, *, after: int = 0) -> None:
    path = folder / "book.apkg"
    path.write_bytes(
        package.write(
            book,
            AT + timedelta(hours=after),
            {entry.term.headword: f"/{entry.term.headword}/" for entry in book.entries},
        )
    )
    request = anki_collection.ImportAnkiPackageRequest(package_path=str(path))
    collection.import_anki_package(request)  # type: ignore[attr-defined]  # the library has no useful types here


def test_every_note_arrives_and_a_second_import_adds_none_and_updates_what_changed(tmp_path: Path) -> None:
    collection = anki_collection.Collection(str(tmp_path / "collection.anki2"))
    first = Book((entry(), entry("black hole", "黑洞"), entry("token", "词元", awkward=True)))
    _import(collection, tmp_path, first)
    assert collection.note_count() == 3
    fields = {note["Term"]: note for note in map(collection.get_note, collection.find_notes("tag:buildspeak"))}
    assert fields["black hole"]["Meaning"] == "黑洞"
    assert fields["black hole"]["IPA"] == "/black hole/"
    assert "black hole" in fields["black hole"]["Sentence"]
    assert fields["black hole"]["Link"] == "https://www.youtube.com/watch?v=abc"
    assert "The_Test_Bench" in fields["black hole"].tags
    shown = fields["token"]["Note"]
    assert shown == AWKWARD.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace(
        '"', "&quot;"
    ).replace("\n", "<br>")
    _import(collection, tmp_path, first, after=1)
    assert collection.note_count() == 3
    changed = Book((entry("compute", "计算能力"), *first.entries[1:]))
    _import(collection, tmp_path, changed, after=2)
    assert collection.note_count() == 3
    assert collection.get_note(collection.find_notes("Term:compute")[0])["Meaning"] == "计算能力"
    collection.close()


def test_a_term_is_the_same_note_whoever_exports_it(tmp_path: Path) -> None:
    collection = anki_collection.Collection(str(tmp_path / "collection.anki2"))
    _import(collection, tmp_path, Book((entry("Black Hole", "黑洞", ratings=0),)))
    _import(collection, tmp_path, Book((Entry(entry("black holes", "黑洞们").term),)), after=1)
    assert collection.note_count() == 1
    collection.close()


def test_yesterdays_package_without_sound_is_updated_with_it_and_without_conflict(tmp_path: Path) -> None:
    collection = anki_collection.Collection(str(tmp_path / "collection.anki2"))
    book = Book((entry(), entry("black hole", "黑洞")))
    _import(collection, tmp_path, book)
    word, sentence = encode(hum(300, 400)), encode(hum(500, 900))
    sounds = {"black hole": (Sound("a" * 40, word), Sound("b" * 40, sentence)), "compute": (Sound("", b""),) * 2}
    path = tmp_path / "heard.apkg"
    path.write_bytes(package.write(book, AT + timedelta(hours=24), {"black hole": "/x/"}, sounds))

    log = collection.import_anki_package(anki_collection.ImportAnkiPackageRequest(package_path=str(path))).log

    assert (len(log.new), len(log.updated), len(log.conflicting)) == (0, 2, 0)
    fields = {note["Term"]: note for note in map(collection.get_note, collection.find_notes("tag:buildspeak"))}
    assert fields["black hole"]["IPA"] == f"/x/ [sound:buildspeak-{'a' * 40}.mp3]"
    assert fields["black hole"]["Sentence"].endswith(f" [sound:buildspeak-{'b' * 40}.mp3]")
    assert "[sound:" not in str(fields["compute"].fields)
    media = Path(collection.media.dir())
    assert (media / f"buildspeak-{'a' * 40}.mp3").read_bytes() == word
    assert loudness(decode((media / f"buildspeak-{'b' * 40}.mp3").read_bytes())) > -20
    assert collection.media.check().missing == []
    sounds["black hole"] = (Sound("c" * 40, sentence), Sound("b" * 40, sentence))
    for hours, pair in ((48, sounds), (72, sounds)):
        path.write_bytes(package.write(book, AT + timedelta(hours=hours), {"black hole": "/x/"}, pair))
        log = collection.import_anki_package(anki_collection.ImportAnkiPackageRequest(package_path=str(path))).log
        assert (len(log.new), len(log.conflicting)) == (0, 0)
    assert collection.note_count() == 2
    (found,) = collection.find_notes("Term:black*")
    assert collection.get_note(found)["IPA"] == f"/x/ [sound:buildspeak-{'c' * 40}.mp3]"
    assert collection.media.check().missing == []
    collection.close()
