"""Which source a document comes from, told apart by what it is, and the episodes in it.

English-only sources make drafts; what comes translated is checked and has its digest marked.
"""

from __future__ import annotations

from pathlib import Path

from content.episode.digest import feature
from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError, Fault
from content.files import markdown
from content.files.check import read_bytes
from content.sources import (
    any_transcript,
    buildspeak_article,
    buildspeak_page,
    captions,
    cues,
    daily_feed,
    podcast_feed,
    site,
    web_article,
)
from content.sources.document import Document, Reading, decode
from content.sources.place import LARGEST_SOURCE
from content.sources.raw import checked, draft

_CAPTIONS = (".vtt", ".srt")
_CHINESE = (".zh", ".zh-CN", ".zh-Hans", ".zh-hans", ".zh-cn", ".chs")


def read_text(text: str, name: str) -> Episode:
    """The one episode in `text`; `name` is where faults are placed."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _only(read_document(Document(text, name)), name)


def open_document(path: Path) -> Document:
    """The file's text, with that of the translation beside captions (`talk.vtt`, `talk.zh.vtt`).

    Raises ContentError.
    """
    text = decode(read_bytes(path, most=LARGEST_SOURCE), str(path))
    beside = _beside(path)
    translation = (
        Document(decode(read_bytes(beside, most=LARGEST_SOURCE), str(beside)), str(beside)) if beside else None
    )
    return Document(text, str(path), translation=translation)


def read_document(document: Document) -> Reading:
    """Every episode in `document`, recognised by what it is, and every fault.

    A feed is read by `content.sources.reading`, for its transcripts lie elsewhere. Raises ContentError where the
    document as a whole is of no use.
    """
    text, name = document.text, document.name
    if text.startswith("---"):
        return Reading((markdown.parse(text, name),))
    if site.recognises(document):
        raise ContentError([Fault(name, 1, "the list of an issue: its articles lie beside it, in articles/")])
    if site.is_dictionary(document):
        raise ContentError(
            [Fault(name, 1, "a dictionary, not an episode: it comes along with the issues of its folder")]
        )
    if daily_feed.recognises(document):
        return daily_feed.read(document)
    if podcast_feed.recognises(document):
        raise ContentError([Fault(name, 1, "a feed: its transcripts lie elsewhere and are to be fetched")])
    if any_transcript.recognises_json(document):
        return _transcript(document)
    if buildspeak_article.recognises(document):
        return Reading((feature(checked(buildspeak_article.read(document), name)),))
    if buildspeak_page.recognises(text):
        return Reading((feature(checked(buildspeak_page.read(text, name), name)),))
    if captions.recognises(text):
        return _transcript(document)
    if web_article.recognises(document):
        return Reading((web_article.read(document),))
    what = "neither a page, an article, a feed, captions, a web page nor an episode file: begin with one of these"
    raise ContentError([Fault(name, 1, what, unrecognised=True)])


def _transcript(document: Document) -> Reading:
    paragraphs, faults = any_transcript.read(document)
    if document.translation:
        english, _ = captions.read_cues(document.text, document.name)
        chinese, of_translation = captions.read_cues(document.translation.text, document.translation.name)
        paragraphs = cues.paragraphs(english, chinese)
        faults.extend(of_translation)
        if not chinese:
            faults.append(Fault(document.translation.name, 1, "no captions in it"))
    try:
        episode = draft(
            kind=Kind.PODCAST, show=document.place, title=document.stem, paragraphs=paragraphs, url=document.url
        )
    except ValueError as error:
        raise ContentError([*faults, Fault(document.name, 0, str(error))]) from None
    return Reading((episode if episode.draft else feature(episode),), tuple(faults))


def _beside(path: Path) -> Path | None:
    if path.suffix.casefold() not in _CAPTIONS:
        return None
    for language in _CHINESE:
        for suffix in (path.suffix, *_CAPTIONS):
            if (beside := path.with_name(f"{path.stem}{language}{suffix}")).is_file():
                return beside
    return None


def _only(reading: Reading, name: str) -> Episode:
    if reading.faults:
        raise ContentError(reading.faults)
    if len(reading.episodes) != 1:
        raise ContentError([Fault(name, 0, f"{len(reading.episodes)} episodes where one is expected")])
    return reading.episodes[0]
