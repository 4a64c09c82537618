"""How many tokens a run may use, and how many it did.

A request is estimated and its estimate set aside before it leaves, so that requests in flight together cannot
exceed together what each alone would not. The estimate learns: where answers turn out dearer than expected (a model
that thinks aloud), so are those to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

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
    """Counts of one piece of work. `estimated`: requests whose endpoint did not tell the tokens it counted; `cost` in
    the currency of the prices, each model's by its own, and 0 without prices."""

    requests: int = 0
    retried: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    estimated: int = 0
    cost: float = 0.0

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
        self.cost += other.cost


class Purse(Protocol):
    """Money that all processes together may spend in a month, in the currency of the prices."""

    async def take(self, amount: float) -> None:
        """Set `amount` aside before it is spent; raises BudgetReached where that is not there."""

    async def settle(self, taken: float, spent: float) -> None:
        """Give back what was taken and count what was spent instead."""


class _Bottomless:
    async def take(self, amount: float) -> None:
        pass

    async def settle(self, taken: float, spent: float) -> None:
        pass


BOTTOMLESS: Purse = _Bottomless()
"""Where no limit is set."""


@dataclass(frozen=True, slots=True)
class Reservation:
    """Tokens set aside for one request, `held` being what its `estimate` is taken for by now."""

    estimate: int
    held: int


class Budget:
    """At most `most` tokens of prompts and answers together; None for no limit. A piece may have a limit of its own."""

    def __init__(self, most: int | None = None) -> None:
        self.most = most
        self.spent = 0
        self._piece: int | None = None
        self._before = 0
        self._held = 0
        self._dearer = 1.0

    def begin(self, piece: int | None) -> None:
        """A new piece, of at most `piece` tokens."""
        self._piece, self._before = piece, self.spent

    def reserve(self, estimate: int) -> Reservation:
        """Set aside what a request may cost; raises BudgetReached where that is not there."""
        held = round(estimate * self._dearer)
        self._must_have(self.most, self.spent, held, "the budget of")
        self._must_have(self._piece, self.spent - self._before, held, "what one piece may use of")
        self._held += held
        return Reservation(estimate=estimate, held=held)

    def _must_have(self, most: int | None, spent: int, held: int, what: str) -> None:
        if most is not None and spent + self._held + held > most:
            raise BudgetReached(
                f"{what} {most} tokens is nearly used: {spent} spent, about {held} "
                "needed next; what is translated is kept, and the next run goes on from there"
            )

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
