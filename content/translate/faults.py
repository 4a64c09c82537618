"""What can stop a translation, told apart by what the operator should do about it."""

from __future__ import annotations


class TranslationError(Exception):
    """A translation that cannot go on. Never holds the key, a prompt or a text."""


class NotConfigured(TranslationError):
    """No endpoint is set, or not soundly: says what to set, and what can be done without one.

    `faults` are what is wrong, a line each.
    """

    def __init__(self, message: str, faults: tuple[str, ...]) -> None:
        super().__init__(message)
        self.faults = faults


class EndpointRefused(TranslationError):
    """The endpoint will say the same however often it is asked: a wrong key, address or model, no credit."""


class EndpointUnavailable(TranslationError):
    """The endpoint did not answer in as many tries as are made; a later run goes on from here."""


class BudgetReached(TranslationError):
    """The next request could exceed the tokens that the operator allows; a later run goes on from here."""


class CacheUnusable(TranslationError):
    """The file of earlier answers cannot be read or written."""


class AnswerUnreadable(TranslationError):
    """An answer came, and nothing in it can be used."""
