"""What the numbers were measured on."""

import os
import platform
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PEERS_PYTHON = REPOSITORY / ".venv-bench" / "bin" / "python"
_OURS = ("python-telegram-bot", "aiohttp", "httpx", "orjson", "uvloop", "aiosql", "aiosqlite")


def cores() -> list[int]:
    """The cores that this process may use."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]


def on_core(index: int) -> list[str]:
    """The words before a command that pin it to one core: 0 for what is measured, -1 for the server."""
    if len(cores()) < 2 or shutil.which("taskset") is None:
        return []
    return ["taskset", "-c", str(cores()[index])]


def described() -> list[str]:
    """Machine and versions, a line each."""
    pinned = "the measured process on one core, the server on another" if on_core(0) else "processes not pinned"
    ours = ", ".join(f"{name} {version(name)}" for name in _OURS)
    return [
        f"{len(cores())} cores of {_processor()}, {_memory()}, {platform.system()} {platform.release()}; {pinned}",
        f"Python {platform.python_version()}; {ours}; aiogram {_aiogram() or 'not installed'}; all on uvloop",
    ]


def _aiogram() -> str | None:
    if not PEERS_PYTHON.exists():
        return None
    asked = [str(PEERS_PYTHON), "-c", "from importlib.metadata import version; print(version('aiogram'))"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> str:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{total / 2**30:.0f} GB of memory"
