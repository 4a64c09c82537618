"""The doctor looks around the bot: endpoints, feeds, folders, certificate and public address."""

import asyncio
import shutil
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import web

from bot.app.checkup import State
from bot.app.checkup.outside import of_https
from bot.sandbox.world import World
from tests.kit.checked_up import KEY, environment, found
from tests.kit.loopback import serving

CERTIFICATE = (
    *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "100"),
    *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
)


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (200, "the-model", State.WELL),
        (200, "other", State.WATCH),
        (302, "", State.BAD),
        (401, "", State.BAD),
        (404, "", State.WATCH),
    ],
)
async def test_the_endpoint_that_translates_is_asked_what_it_has(
    tmp_path: Path, world: World, api: str, status: int, body: str, state: State
) -> None:
    asked: list[web.Request] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request)
        return web.Response(status=status, text=body)

    async with serving(answer) as url:
        more = {"TRANSLATE_BASE_URL": f"{url}/v1", "TRANSLATE_API_KEY": KEY, "TRANSLATE_MODEL": "the-model"}
        finding = (await found(environment(tmp_path, world, api, **more)))["translation"]
    assert finding.state is state
    assert [(each.path, each.headers["Authorization"]) for each in asked] == [("/v1/models", f"Bearer {KEY}")]


async def test_feed_lexicon_and_library_are_looked_at(tmp_path: Path, world: World, api: str) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(text="{}") if request.path == "/feed" else web.Response(status=404)

    (tmp_path / "data" / "episodes").mkdir(parents=True)
    (tmp_path / "data" / "episodes" / "bad.md").write_text("---\nkind: film\n---\n", "utf-8")
    (tmp_path / "data" / "lexicon.db").write_text("no lexicon", "utf-8")
    async with serving(answer) as url:
        allowed = {"FETCH_ALLOWED": urlsplit(url).netloc}
        for path, state in (("feed", State.WELL), ("gone", State.BAD)):
            given = environment(tmp_path, world, api, DAILY_FEED_URL=f"{url}/{path}", **allowed)
            things = await found(given)
            assert things["feed"].state is state
        refused = await found(environment(tmp_path, world, api, DAILY_FEED_URL=f"{url}/feed"))
    assert refused["feed"].state is State.BAD
    assert things["lexicon"].state is State.WATCH
    assert (things["library"].state, "bad.md" in things["library"].said) == (State.WATCH, True)


@pytest.mark.parametrize(
    ("more", "state", "said"),
    [
        ({"WEB_URL": "http://bot.example"}, State.BAD, "WEB_URL must begin with https://"),
        ({"WEBHOOK_URL": "https://127.0.0.1:9"}, State.BAD, "Telegram comes to port 443"),
        ({"WEB_URL": "https://127.0.0.1:1"}, State.BAD, "127.0.0.1 does not answer over https"),
    ],
)
async def test_a_public_address_that_nobody_could_open_is_told(more: dict[str, str], state: State, said: str) -> None:
    finding = await of_https(more)
    assert (finding.state, said in finding.said, bool(finding.mend)) == (state, True, True)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
async def test_a_certificate_is_looked_at_before_it_ends(tmp_path: Path) -> None:
    key, one = tmp_path / "key.pem", tmp_path / "one.pem"
    subprocess.run([*CERTIFICATE, "-keyout", str(key), "-out", str(one)], check=True, capture_output=True)  # noqa: ASYNC221
    own = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    own.load_cert_chain(one, key)
    trusting = ssl.create_default_context(cafile=str(one))
    server = await asyncio.start_server(lambda _, writer: writer.close(), "localhost", 0, ssl=own)
    async with server:
        at = {"WEB_URL": f"https://localhost:{server.sockets[0].getsockname()[1]}/"}
        assert "certificate of localhost is not trusted" in (await of_https(at)).said
        finding = await of_https(at, trusting=trusting)
        assert (finding.state, finding.said.split(" until ")[0]) == (State.WELL, "localhost, a certificate")
        later = datetime.now(UTC) + timedelta(days=95)
        assert (await of_https(at, trusting=trusting, now=later)).state is State.WATCH


@pytest.mark.parametrize(
    ("status", "state"), [(200, State.WELL), (404, State.WELL), (401, State.BAD), (302, State.BAD)]
)
async def test_the_endpoint_that_speaks_is_asked_without_a_word(
    tmp_path: Path, world: World, api: str, status: int, state: State
) -> None:
    asked: list[web.Request] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request)
        return web.Response(status=status, headers={"Location": "/elsewhere"} if status == 302 else None)

    async with serving(answer) as url:
        more = {"SPEECH_BASE_URL": f"{url}/v1", "SPEECH_API_KEY": KEY, "SPEECH_MODEL": "the-model"}
        finding = (await found(environment(tmp_path, world, api, **more)))["voice"]
    assert finding.state is state
    assert [(each.method, each.path) for each in asked] == [("GET", "/v1/models")]


async def test_a_voice_that_is_set_by_halves_is_told(tmp_path: Path, world: World, api: str) -> None:
    finding = (await found(environment(tmp_path, world, api, SPEECH_BASE_URL="https://v.example/v1")))["voice"]
    assert (finding.state, finding.said) == (State.BAD, "SPEECH_API_KEY is missing; SPEECH_MODEL is missing")
