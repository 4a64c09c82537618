"""Prepared audio beside the episodes of the library's folders, by the text that it is of."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from content.episode.faults import ContentError
from content.files.markdown import parse
from content.voice import mp3, prepared
from content.voice.line import Line, Voice, address
from content.voice.prepared import Prepared, text_hash

_log = logging.getLogger(__name__)


class Sounds:
    """What was prepared; looked for at the start, and when the library changed."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._pieces: dict[str, Prepared] = {}
        self._sentences: dict[str, str] = {}
        self._episodes: frozenset[str] = frozenset()

    def look(self) -> None:
        """Read what lies beside the episodes; some milliseconds an episode that has any."""
        pieces: dict[str, Prepared] = {}
        sentences: dict[str, str] = {}
        episodes: set[str] = set()
        for folder in self._folders:
            for times in sorted(folder.glob("*.voice.json")):
                path = times.with_name(times.name.removesuffix(".voice.json") + ".md")
                found = prepared.read(path)
                try:
                    episode = parse(path.read_text("utf-8"), path.name)
                except (OSError, ContentError, UnicodeDecodeError):
                    continue
                if found is None:
                    _log.error("prepared audio cannot be read: %s", times)
                    continue
                timed = {piece.text: piece.sentences for piece in found.pieces}
                here = {each.english: text_hash(each.english) for each in episode.segments}
                here = {english: known for english, known in here.items() if known in timed}
                for english, known in here.items():
                    pieces[known] = found
                    sentences |= {english[each.start : each.end]: english for each in timed[known]}
                if here:
                    episodes.add(episode.key)
        self._pieces, self._sentences, self._episodes = pieces, sentences, frozenset(episodes)

    @property
    def any(self) -> bool:
        """Whether anything is prepared."""
        return bool(self._pieces)

    def has(self, english: str) -> bool:
        """Whether a segment is prepared."""
        return bool(self._pieces) and text_hash(english) in self._pieces

    def has_episode(self, key: str) -> bool:
        """Whether anything of an episode is prepared."""
        return key in self._episodes

    def has_sentence(self, sentence: str) -> bool:
        """Whether a sentence stands in what is prepared."""
        return sentence in self._sentences

    def address(self, english: str) -> str | None:
        """A segment's, without a look at its audio."""
        found = self._pieces.get(text_hash(english)) if self._pieces else None
        return found.address(english) if found else None

    def address_of_sentence(self, sentence: str) -> str | None:
        """That of a sentence within what is prepared."""
        whole = self.address(self._sentences[sentence]) if sentence in self._sentences else None
        return address(Line(sentence, whole), "prepared") if whole else None

    def voice(self, english: str) -> Voice | None:
        """A segment's audio; reads a file."""
        found = self._pieces.get(text_hash(english)) if self._pieces else None
        return found.voice(english) if found else None

    def voice_of_sentence(self, sentence: str) -> Voice | None:
        """That of a sentence, cut out of its segment's."""
        english = self._sentences.get(sentence)
        voice = self.voice(english) if english else None
        if english is None or voice is None:
            return None
        start = english.index(sentence)
        times = next((each for each in voice.sentences if each.start == start), None)
        if times is None:
            return None
        data = mp3.cut(voice.data, max(0, times.since - 60), times.until + 60)
        return Voice(data, mp3.duration(data), ())
