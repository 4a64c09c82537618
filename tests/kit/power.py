"""A courier in a process whose machine can lose its power: what was not synced is gone with it."""

import asyncio
import os
import shutil
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


def lose(file: Path) -> int:
    """What a loss of power takes of the database that a killed process had open; returns how many bytes."""
    wal, shm = (file.with_name(file.name + end) for end in ("-wal", "-shm"))
    shm.unlink(missing_ok=True)
    if not wal.exists():
        return 0
    noted = wal.with_name(wal.name + ".synced")
    synced = int(noted.read_text() or 0) if noted.exists() else 0
    lost = wal.stat().st_size - synced
    os.truncate(wal, synced)
    return lost
