"""What espeak-ng says of a word, in the letters of misaki's phonemes: run as a process, never linked."""

from __future__ import annotations

import re
import shutil
import subprocess

_SECONDS = 10
_IPA = (
    ("ʔˌn\u0329", "tᵊn"),
    ("ʔn\u0329", "tᵊn"),
    ("ə^l", "ᵊl"),
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("d^ʒ", "ʤ"),
    ("e^ɪ", "A"),
    ("t^ʃ", "ʧ"),
    ("ɔ^ɪ", "Y"),
    ("ʲo", "jo"),
    ("ʲə", "jə"),
    ("ʲ", ""),
    ("ɚ", "əɹ"),
    ("e", "A"),
    ("r", "ɹ"),
    ("x", "k"),
    ("ç", "k"),
    ("ɐ", "ə"),
    ("ɬ", "l"),
    ("\u0303", ""),
)
"""espeak-ng's IPA with ties, to one letter a sound as misaki has it; the order matters."""
_AMERICAN = (("o^ʊ", "O"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", ""))
_BRITISH = (("e^ə", "ɛː"), ("iə", "ɪə"), ("ə^ʊ", "Q"))


class Espeak:
    """espeak-ng in one accent, where it is installed."""

    def __init__(self, *, british: bool) -> None:
        self._british = british
        self._espeak = shutil.which("espeak-ng")

    def ask(self, word: str) -> str | None:
        """Phonemes of a word; None where it is not installed, or does not know."""
        bare = re.sub(r"[^\w'-]", "", word)[:60]
        if not bare or self._espeak is None:
            return None
        accent = "en-gb" if self._british else "en-us"
        command = [self._espeak, "-q", "--ipa", "--tie=^", "-v", accent, "--", bare]
        try:
            # The command is fixed but for a word without spaces or marks, behind `--`; there is no shell.
            done = subprocess.run(  # noqa: S603
                command, capture_output=True, timeout=_SECONDS, check=False, encoding="utf-8"
            )
        except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
            return None
        if done.returncode:
            return None
        sounds = done.stdout.strip()
        for theirs, ours in (*_IPA, *(_BRITISH if self._british else _AMERICAN)):
            sounds = sounds.replace(theirs, ours)
        sounds = re.sub(r"(\S)\u0329", r"ᵊ\1", sounds).replace("o", "ɔ").replace("ɾ", "T").replace("ʔ", "t")
        return sounds.replace("^", "").replace("\n", " ") or None
