"""How many tokens a run may use, and how many it did.

A request is estimated and its estimate set aside before it leaves, so that requests in flight together cannot
exceed together what each alone would not. The estimate learns: where answers turn out dearer than expected (a model
that thinks aloud), so are those to come.
"""

from __future__ import annotations

from dataclasses import dataclass

from content.episode.words import count_words
from content.text.prose import han
from content.translate.faults import BudgetReached

_CHARACTERS_A_TOKEN = 3.6
_TOKENS_A_HAN = 1.3
_TOKENS_A_WORD = 2.6
"""Of Chinese for a word of English, glosses included: 1.0–2.4 Chinese characters a word were counted in BuildSpeak's
own translations, and a token is about three quarters of one."""


@dataclass(slots=True)
class Usage:
    """Counts of one piece of work. `estimated`: requests whose endpoint did not tell the tokens it counted."""

    requests: int = 0
    retried: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    estimated: int = 0

    @property
    def tokens(self) -> int:
        """Both ways together."""
        return self.tokens_in + self.tokens_out

    def add(self, other: Usage) -> None:
        """Count what `other` counted, too."""
        self.requests += other.requests
        self.retried += other.retried
        self.tokens_in += other.tokens_in
        self.tokens_out += other.tokens_out
        self.estimated += other.estimated


@dataclass(frozen=True, slots=True)
class Reservation:
    """Tokens set aside for one request, `held` being what its `estimate` is taken for by now."""

    estimate: int
    held: int


class Budget:
    """At most `most` tokens of prompts and answers together; None for no limit."""

    def __init__(self, most: int | None = None) -> None:
        self.most = most
        self.spent = 0
        self._held = 0
        self._dearer = 1.0

    def reserve(self, estimate: int) -> Reservation:
        """Set aside what a request may cost; raises BudgetReached where that is not there."""
        held = round(estimate * self._dearer)
        if self.most is not None and self.spent + self._held + held > self.most:
            raise BudgetReached(
                f"the budget of {self.most} tokens is nearly used: {self.spent} spent, about {held} needed next; "
                "what is translated is kept, and the next run goes on from there"
            )
        self._held += held
        return Reservation(estimate=estimate, held=held)

    def settle(self, reservation: Reservation, *, spent: int) -> None:
        """Give back what `reserve` set aside and count what the request did cost."""
        self._held -= reservation.held
        self.spent += spent
        self._dearer = max(self._dearer, spent / max(reservation.estimate, 1))


def estimate_tokens(text: str) -> int:
    """About how many tokens `text` is: rather more than too few."""
    chinese = han(text)
    return round((len(text) - chinese) / _CHARACTERS_A_TOKEN + chinese * _TOKENS_A_HAN) + 1


def estimate_translation(english: str) -> int:
    """About how many tokens the translation of `english` will be, with the JSON around it."""
    return round(count_words(english) * _TOKENS_A_WORD) + 24
