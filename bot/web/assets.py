"""The page's own files: read once, compressed once, named by what they hold, so that a browser keeps them for ever.

`index.html` and `worker.js` keep their names and are asked for anew; everything else lies under `assets/`, and the
index names it there by the hash of all of it: a page is never mixed with that of a release before. Its modules are
sent as one and so are its styles; `launch.js` comes by itself, since it asks for the visit while they are on their way.
"""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.bare import bare
from bot.web.joined import joined

PAGE = Path(__file__).parent / "page"
FRESH = ("index.html", "worker.js")
SERVED = frozenset({".html", ".svg", ".json", ".webmanifest", ".png", ".woff2"})
APART = ("launch.js", "worker.js")
SCRIPT = "page.js"
STYLE = "page.css"
STYLES = ("css/ground.css", "css/reading.css", "css/rooms.css")
_FOR_EVER = "public, max-age=31536000, immutable"
_ANEW = "no-cache"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent."""

    content: bytes
    compressed: bytes | None
    kind: str
    tag: str


class Assets:
    """The files of a folder."""

    def __init__(self, folder: Path = PAGE) -> None:
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix in SERVED
        }
        modules = {path.relative_to(folder).as_posix(): _source(path) for path in sorted(folder.rglob("*.js"))}
        files |= {name: modules[name].encode() for name in APART}
        files[SCRIPT] = joined("main.js", modules, APART).encode()
        files[STYLE] = "".join(_source(folder / name) for name in STYLES).encode()
        names = "".join(f"{name} {sha256(content).hexdigest()}\n" for name, content in files.items())
        self.revision = sha256(names.encode()).hexdigest()[:12]
        for name in FRESH:
            if name in files:
                text = files[name].decode("utf-8").replace('"assets/', f'"assets/{self.revision}/')
                files[name] = text.encode()
        self._files = {name: _asset(name, content) for name, content in files.items()}

    @property
    def names(self) -> tuple[str, ...]:
        """Every file."""
        return tuple(self._files)

    def text(self, name: str) -> str:
        """A file of text as it is sent."""
        return self._files[name].content.decode("utf-8")

    def size(self, *suffixes: str) -> int:
        """Bytes of all files of these kinds as they are sent, compressed."""
        return sum(
            len(asset.compressed or asset.content) for name, asset in self._files.items() if name.endswith(suffixes)
        )

    @property
    def routes(self) -> list[BaseRoute]:
        """Below the page's path."""
        return [
            Route("/", self._index),
            Route("/index.html", self._home),
            Route("/worker.js", self._worker),
            Route("/assets/{revision}/{path:path}", self._asset),
        ]

    async def _index(self, request: Request) -> Response:
        return self._answer("index.html", request, _ANEW)

    async def _home(self, _request: Request) -> Response:
        return RedirectResponse("./")

    async def _worker(self, request: Request) -> Response:
        return self._answer("worker.js", request, _ANEW)

    async def _asset(self, request: Request) -> Response:
        """One of another release is asked for by a page that was open before: it gets ours, and does not keep it."""
        name, current = request.path_params["path"], request.path_params["revision"] == self.revision
        return (
            Response(status_code=404) if name in FRESH else self._answer(name, request, _FOR_EVER if current else _ANEW)
        )

    def _answer(self, name: str, request: Request, cache: str) -> Response:
        asset = self._files.get(name)
        if asset is None:
            return Response(status_code=404)
        headers = {"Cache-Control": cache, "ETag": asset.tag, "Vary": "Accept-Encoding"}
        if asset.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if asset.compressed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(asset.compressed, 200, headers | {"Content-Encoding": "gzip"}, asset.kind)
        return Response(asset.content, 200, headers, asset.kind)


def _source(path: Path) -> str:
    text = path.read_text("utf-8")
    return text if path.parent.name == "vendor" else bare(text)


def _asset(name: str, content: bytes) -> Asset:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if kind == "application/javascript":
        kind = "text/javascript"
    packed = gzip.compress(content, 9, mtime=0)
    return Asset(content, packed if len(packed) < len(content) else None, kind, f'"{sha256(content).hexdigest()[:16]}"')
