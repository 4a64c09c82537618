"""A courier in a process whose machine can lose its power: what was not synced is gone with it."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.kit.lives import Place

SOURCE = Path(__file__).with_name("synced.c")
LIVE = """
import sys
from datetime import datetime
from tests.kit.lives import Place, live
live(Place(*sys.argv[1:4]), datetime.fromisoformat(sys.argv[4]))
"""


def compiled(folder: Path) -> Path:
    """The library that notes what is synced; skips where there is no compiler or no Linux."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("no C compiler, or no Linux")
    library = folder / "synced.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
    return library


async def on_power(library: Path, place: Place, now: datetime) -> asyncio.subprocess.Process:
    """Start a courier whose clock shows `now`; it ends by itself when nothing more is due."""
    environment = {**os.environ, "LD_PRELOAD": str(library), "PYTHONPATH": str(Path.cwd())}
    command = (sys.executable, "-c", LIVE, place.store_url, place.api_url, place.token, now.isoformat())
    return await asyncio.create_subprocess_exec(*command, env=environment)


async def cut(process: asyncio.subprocess.Process, file: Path) -> int:
    """Kill it when something is written that no sync has secured, or it has ended by itself; what `lose` took."""
    while process.returncode is None:
        process.send_signal(signal.SIGSTOP)  # looked at while it stands still: nothing is secured in between
        if _at_stake(file) > 0:
            process.kill()
            await process.wait()
            break
        process.send_signal(signal.SIGCONT)
        await asyncio.sleep(0.001)
    return lose(file)


def lose(file: Path) -> int:
    """What a loss of power takes of the database that a killed process had open; returns how many bytes."""
    file.with_name(file.name + "-shm").unlink(missing_ok=True)
    lost = _at_stake(file)
    if lost:
        os.truncate(_wal(file), _synced(file))
    return lost


def _at_stake(file: Path) -> int:
    wal = _wal(file)
    return max(0, wal.stat().st_size - _synced(file)) if wal.exists() else 0


def _synced(file: Path) -> int:
    noted = file.with_name(file.name + "-wal.synced")
    return int(noted.read_text() or 0) if noted.exists() else 0


def _wal(file: Path) -> Path:
    return file.with_name(file.name + "-wal")
