"""A chat endpoint on loopback that answers as a model does: well, unless the next answer is to be spoiled.

It translates by rule: Chinese of the right length, the literals kept, one term of each segment explained.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from content.checks.negation import denials
from content.checks.quantities.english import quantities
from content.checks.tables import table
from content.text.glossary import builder_glossary
from content.text.sentences import sentences
from content.translate import prompts
from tests.kit.prompt import Prompt

_TEXT = "我们先把这件事讲清楚再看它接着怎样变化因为当时谁也没有料到结果如此而原因其实一直摆在那里只是没人留意"
_LITERAL = re.compile(r"https?://\S*[\w/]|@\w+|`[^`\n]+`")
_TERM = re.compile(r"(?<![\w@/.`-])[a-z]{7,}(?![\w/`.-])")
_PLAIN = frozenset(table("gloss_form")["plain"].split())
_LONG = 25
_TAIL = ("虽说", "也许", "几乎", "例如", "以便", "除非", "直到", "以前", "没想过", "只是", "如果", "不然")
"""Says in a breath what the checks listen for: a hedge, a condition, a denial, an exception."""

Items = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: which prompt, the user's message, and the response format it asked for."""

    kind: str
    user: dict[str, Any]
    form: str | None
    raw: dict[str, Any]
    authorization: str

    @property
    def english(self) -> list[str]:
        return [segment["english"] for segment in self.user.get("translate", [])]

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The segments that a judge, an editor or the way back is given."""
        return list(self.user.get("segments", []))

    @property
    def ids(self) -> list[int]:
        return [segment["id"] for segment in self.user.get("translate", [])]


Spoil = Callable[[Asked, Items], Response | Awaitable[Response]]


@dataclass(slots=True)
class ModelServer:
    """What was asked, and how the next answers are spoiled, one after the other."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    spoil: list[Spoil] = field(default_factory=list)
    always: Spoil | None = None
    spoils: dict[str, Spoil] = field(default_factory=dict)
    """What is done to every answer of a kind."""
    refused: frozenset[str] = frozenset()
    """Parameters that this endpoint does not take, and names when it refuses them."""
    forms: frozenset[str | None] = frozenset({"json_schema", "json_object", None})
    delay: float = 0.0
    counts_tokens: bool = True
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    other: dict[str, Callable[[dict[str, Any]], Items]] = field(default_factory=dict)

    async def has_been_asked(self, times: int) -> None:
        """Return when that many requests have come."""
        async with self.changed:
            await self.changed.wait_for(lambda: len(self.asked) >= times)

    def of(self, kind: str) -> list[Asked]:
        """The requests of one kind."""
        return [asked for asked in self.asked if asked.kind == kind]

    @property
    def english(self) -> list[str]:
        """Every segment asked for, as often as it was."""
        return [english for asked in self.asked for english in asked.english]

    async def answer(self, request: Request) -> Response:
        raw = await request.json()
        asked = _read(raw, request.headers.get("Authorization", ""))
        async with self.changed:
            self.asked.append(asked)
            self.changed.notify_all()
        if self.delay:
            await asyncio.sleep(self.delay)
        if asked.form not in self.forms:
            return JSONResponse({"error": {"message": f"response_format {asked.form} is not supported"}}, 400)
        if wrong := next((name for name in sorted(self.refused) if name in raw), None):
            return JSONResponse({"error": {"message": f"Unsupported parameter: '{wrong}'.", "param": wrong}}, 400)
        items = self._items(asked)
        spoil = (
            self.spoil.pop(0) if self.spoil and asked.kind == "translate" else self.spoils.get(asked.kind, self.always)
        )
        if spoil is None:
            return self.chat(json.dumps({"items": items}, ensure_ascii=False))
        spoiled = spoil(asked, items)
        return spoiled if isinstance(spoiled, Response) else await spoiled

    def chat(self, text: str | None, **message: Any) -> Response:
        return chat(text, counts_tokens=self.counts_tokens, **message)

    def _items(self, asked: Asked) -> Items:
        if asked.kind in self.other:
            return self.other[asked.kind](asked.user)
        match asked.kind:
            case "title":
                return [{"id": 0, "chinese": "一个说得通的中文标题"}]
            case "translate":
                segments = asked.user["translate"]
                return [{"id": each["id"], "chinese": chinese_of(each["english"])} for each in segments]
            case "brief":
                return [{"about": "A talk about what it is about."}]
            case "judge":
                return [{"id": each["id"], "score": 95, "spans": []} for each in asked.user["segments"]]
            case "back":
                return [
                    {"id": each["id"], "english": "It never says what it does not say."}
                    for each in asked.user["segments"]
                ]
            case "edit":
                return [{"id": each["id"], "chinese": each["chinese"]} for each in asked.user["segments"]]
            case _:
                return []


def chat(text: str | None, *, counts_tokens: bool = True, finish_reason: str = "stop", **message: Any) -> Response:
    """A chat completion as OpenAI-compatible endpoints send it."""
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text, **message},
                "finish_reason": finish_reason,
            }
        ],
    }
    if counts_tokens:
        body["usage"] = {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500}
    return JSONResponse(body)


def chinese_of(english: str) -> str:
    """A translation that anyone would accept but who reads it."""
    return "\n".join(_paragraph(paragraph) for paragraph in english.split("\n"))


def _paragraph(english: str) -> str:
    """Sentence by sentence as long as a translation is, with every number, name and address where it stood."""
    said = "".join(_sentence(sentence) for sentence in sentences(english, language="en")) or english
    turn = crc32(english.encode()) % len(_TAIL)
    tail = "".join((*_TAIL[turn:], *_TAIL[:turn]))
    return f"{said}{tail}。" if len(english.split()) > _LONG else said


def _sentence(english: str) -> str:
    plain = _LITERAL.sub(" ", english)
    kept = [*_LITERAL.findall(english), *(quantity.text for quantity in quantities(plain))]
    kept += [name for name in re.findall(r"[A-Z][\w'’.-]*\w(?: [A-Z][\w'’.-]*\w)*", plain) if name not in kept]
    length = max(2, round(1.5 * len(plain.split())))
    start = crc32(english.encode()) % len(_TEXT)
    text = (_TEXT[start:] + _TEXT * (length // len(_TEXT) + 1))[:length]
    term = max((word for word in _TERM.findall(plain) if _to_explain(word)), key=len, default=None)
    if term is not None:
        known = builder_glossary().find(term)
        text += f"，也就是 {term}（{known.renderings[0] if known else _TEXT[start % 40 : start % 40 + 3]}）"
    return "，".join([f"{text}{'不' * denials(plain)}", *dict.fromkeys(kept)]) + "。"


def _to_explain(word: str) -> bool:
    return word not in _PLAIN and not word.endswith(("s", "ed", "ing"))


def _read(raw: dict[str, Any], authorization: str) -> Asked:
    system, user = (message["content"] for message in raw["messages"])
    form = raw.get("response_format", {}).get("type")
    return Asked(_KINDS[system], json.loads(user), form, raw, authorization)


_KINDS = {
    **dict.fromkeys((prompts.TRANSLATE_TALK, prompts.TRANSLATE_PROSE, prompts.TRANSLATE_POSTS), "translate"),
    prompts.TITLE: "title",
    prompts.SPEAKERS: "speakers",
    prompts.DIGEST: "digest",
    prompts.BRIEF: "brief",
    prompts.JUDGE: "judge",
    prompts.BACK: "back",
    prompts.EDIT: "edit",
}


@asynccontextmanager
async def serving(model: ModelServer) -> AsyncIterator[ModelServer]:
    """`model` on a free port of loopback, its address in `model.url`."""
    app = Starlette(routes=[Route("/v1/chat/completions", model.answer, methods=["POST"])])
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        model.url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        server = Prompt(uvicorn.Config(app, log_config=None, lifespan="off", timeout_graceful_shutdown=1))
        task = asyncio.create_task(server.serve(sockets=[listening]))
        await server.ready.wait()
        try:
            yield model
        finally:
            server.should_exit = server.force_exit = True
            server.stopping.set()
            await task
