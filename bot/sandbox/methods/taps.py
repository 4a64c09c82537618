"""Answers to pressed buttons."""

from bot.sandbox.parameters import Arguments
from bot.sandbox.reader import Answer
from bot.sandbox.refusal import bad_request
from bot.sandbox.world import World

MAX_ANSWER = 200


def answer_callback_query(world: World, arguments: Arguments) -> object:
    """True; refused when the tap is unknown or waited too long."""
    text = arguments.text("text")
    tap = world.taps.get(arguments.text("callback_query_id"))
    if tap is None or world.now() - tap.at > world.tap_answerable:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if tap.answer is None:  # a client shows the first answer; a second is accepted and not seen
        tap.answer = Answer(text, arguments.flag("show_alert"), world.now())
        world.tell("answered", tap.message.chat, tap)
    return True
