"""What may happen to a call: whether the server acts on it, how late, and what it answers."""

from dataclasses import dataclass
from enum import Enum


class Answer(Enum):
    """What comes back."""

    USUAL = "as usual"
    DROPPED = "dropped"
    SILENT = "silent"
    GATEWAY = "502"
    TOO_MANY = "429"
    PAGE = "a gateway's page"
    HALF = "half an answer"
    NONSENSE = "nonsense"
    REJECTED = "401"


@dataclass(frozen=True, slots=True)
class Trouble:
    """With `accepted` the server has acted before it answers; `wait` is how late it does, or what a 429 asks for."""

    answer: Answer
    accepted: bool = False
    wait: float = 0.0


LATE = Trouble(Answer.USUAL, accepted=True, wait=0.3)
BAD_GATEWAY = Trouble(Answer.GATEWAY)
GATEWAY_AFTER = Trouble(Answer.GATEWAY, accepted=True)
DROPPED = Trouble(Answer.DROPPED)
DROPPED_AFTER = Trouble(Answer.DROPPED, accepted=True)
SILENT = Trouble(Answer.SILENT)
SILENT_AFTER = Trouble(Answer.SILENT, accepted=True)
PAGE = Trouble(Answer.PAGE)
PAGE_AFTER = Trouble(Answer.PAGE, accepted=True)
HALF_AFTER = Trouble(Answer.HALF, accepted=True)
NONSENSE_AFTER = Trouble(Answer.NONSENSE, accepted=True)
REJECTED = Trouble(Answer.REJECTED)


def too_many(seconds: int) -> Trouble:
    """429, with what is asked for."""
    return Trouble(Answer.TOO_MANY, wait=seconds)
