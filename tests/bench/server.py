"""The canned Bot API for a run: nginx from Debian where there is one, else the small server of ours."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import canned
from tests.bench.machine import on_core

_NGINX = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 2048; }}
http {{
    access_log off;
    keepalive_timeout 600s;
    keepalive_requests 1000000000;
    default_type application/json;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=2048;
        location ~ /getUpdates$ {{ proxy_pass http://127.0.0.1:{feed}; proxy_read_timeout 600s; }}
{locations}
        location / {{ return 200 '{otherwise}'; }}
    }}
}}
"""


@dataclass(frozen=True)
class Server:
    """Where it listens, and which one it is."""

    url: str
    name: str


@contextmanager
def serve(*, taps: int, small: bool = False) -> Iterator[Server]:
    """A canned server on the last core, feeding `taps` updates to those who poll."""
    with ExitStack() as stack:
        feed = _free_port()
        stack.enter_context(_running([sys.executable, "-m", "tests.bench.small_server", str(feed), str(taps)], feed))
        nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
        if nginx is None or small:
            why = "as asked for" if small else "nginx is not installed"
            yield Server(f"http://127.0.0.1:{feed}", f"a small asyncio server of ours ({why})")
            return
        folder, port = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-nginx-"))), _free_port()
        locations = "\n".join(
            f"        location ~ /{method}$ {{ return 200 '{_quoted(method)}'; }}"
            for method in canned.ANSWERS
            if method != "getUpdates"
        )
        made = {"folder": folder, "port": port, "feed": feed, "locations": locations, "otherwise": _quoted("")}
        (folder / "nginx.conf").write_text(_NGINX.format(**made), "utf-8")
        command = [nginx, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
        stack.enter_context(_running(command, port))
        version = subprocess.run([nginx, "-v"], capture_output=True, text=True, check=True).stderr
        yield Server(f"http://127.0.0.1:{port}", f"nginx {version.strip().rpartition('/')[2]}, one worker")


def _quoted(method: str) -> str:
    """An answer as nginx reads it between single quotes; `canned` keeps quotes and dollars out of them."""
    return canned.body(method).replace("\\", "\\\\")


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen([*on_core(-1), *command])
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError("the canned server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
