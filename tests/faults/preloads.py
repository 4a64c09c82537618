"""Libraries that stand between a process and its machine: what was synced is noted, the clock is another."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.faults.bots import Home

KIT = Path(__file__).parents[1] / "kit"


def preloaded(home: Home, name: str, **environment: str) -> Home | None:
    """A home whose bots have `name`.c before the system's library; None without a compiler or Linux."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    library = home.folder.with_name(f"{name}.so")
    source = KIT / f"{name}.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return replace(home, more=(*home.more, ("LD_PRELOAD", str(library)), *environment.items()))
