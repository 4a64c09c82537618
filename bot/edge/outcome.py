"""What a Telegram error means for the message that was being sent.

`BadRequest` is a `NetworkError` in PTB, so it is matched first. A time-out hides two cases: a request that never
left (no connection, no place in the pool) may be sent again, one that left may have arrived and must not be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.edge.transport import NEVER_LEFT

_NEVER_LEFT = (*NEVER_LEFT, httpx.ConnectTimeout, httpx.ConnectError, httpx.PoolTimeout)
_GONE = (
    "chat not found",
    "user is deactivated",
    "peer_id_invalid",
    "group chat was deactivated",
    "bot was kicked",
    "not enough rights to send",
    "have no rights to send",
    "need administrator rights in the channel",
    "chat_write_forbidden",
    "chat_send_plain_forbidden",
    "chat_restricted",
    "channel_private",
)
"""Of a chat that is no more, and of one where the bot may not write: nothing is gained by asking it every day."""


class What(StrEnum):
    """What to do about a failed send."""

    RETRY = "retry"
    GONE = "gone"
    MOVED = "moved"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a send failed; `retry_after` and `moved_to` where Telegram said so."""

    what: What
    reason: str
    retry_after: timedelta | None = None
    moved_to: int | None = None


def outcome(error: TelegramError) -> Outcome:
    """Sort an error by what to do about it."""
    reason = f"{type(error).__name__}: {error.message}"
    match error:
        case RetryAfter():
            return Outcome(What.RETRY, reason, retry_after=wait_of(error))
        case ChatMigrated():
            return Outcome(What.MOVED, reason, moved_to=error.new_chat_id)
        case Forbidden():
            return Outcome(What.GONE, reason)
        case InvalidToken():  # the bot's trouble, not the chat's: nothing was sent to anyone
            return Outcome(What.RETRY, reason)
        case BadRequest() if _says(error, *_GONE):
            return Outcome(What.GONE, reason)
        case BadRequest():
            return Outcome(What.REJECTED, reason)
        case NetworkError() if isinstance(error.__cause__, _NEVER_LEFT) or _refused(error):
            return Outcome(What.RETRY, reason)
        case NetworkError():  # TimedOut is one; so is a gateway's 502 or 504, which may hide a sent message
            return Outcome(What.UNKNOWN, reason)
    return Outcome(What.UNKNOWN, reason)  # such as an answer that is no JSON: the message may have left


def is_unanswered(error: TelegramError) -> bool:
    """Whether Telegram itself said nothing of the call: no connection, no answer, or a gateway's in its place."""
    if isinstance(error, BadRequest | RetryAfter | ChatMigrated | Forbidden):
        return False
    return not (isinstance(error, NetworkError) and error.message.startswith("Too Many Requests"))


def wait_of(error: RetryAfter) -> timedelta:
    """How long Telegram asks to wait; PTB gives seconds or a timedelta, as its environment says."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def _refused(error: NetworkError) -> bool:
    """Whether the API itself answered that it could not do it."""
    return error.__cause__ is None and error.message.startswith(("Internal Server Error", "Too Many Requests"))


def is_markup(error: BadRequest) -> bool:
    """The formatting or a link is what Telegram refuses, not the message: plain text without links may pass."""
    return _says(error, "can't parse entities", "button_url_invalid", "wrong http url", "button url")


def is_uneditable(error: BadRequest) -> bool:
    """The message was deleted, is too old to be edited, or is a picture, which no text takes the place of."""
    return _says(
        error,
        "message to edit not found",
        "message can't be edited",
        "message_id_invalid",
        "message_edit_time_expired",
        "there is no text in the message to edit",
    )


def is_unmodified(error: BadRequest) -> bool:
    """The message is as wanted already."""
    return _says(error, "message is not modified")


def is_late(error: BadRequest) -> bool:
    """A tap can no longer be answered."""
    return _says(error, "query is too old", "query id is invalid")


def _says(error: BadRequest, *words: str) -> bool:
    """Telegram tells these apart by their text alone; all such texts stand in this module."""
    return any(word in error.message.casefold() for word in words)


def is_file_unknown(error: BadRequest) -> bool:
    """Telegram does not know the file by this id: another bot's, or one it has forgotten."""
    return _says(
        error, "wrong file identifier", "wrong remote file id", "wrong file_id", "file reference", "file_reference_"
    )
