"""axe-core, which says what of a page some people cannot use."""

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

AXE = "axe-core@4.14.1"
SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
GRAVE = frozenset({"serious", "critical"})
MODERATE = GRAVE | {"moderate"}


def axe_source(root: Path) -> str:
    """Fetched once with npm, held against its published hash, kept in pytest's cache folder below `root`."""
    kept = Path(root, ".pytest_cache", "axe", f"{AXE.replace('@', '-')}.tgz")
    if not kept.exists():
        if shutil.which("npm") is None:
            pytest.skip("axe-core comes with npm, which is not here")
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as folder:  # two workers may want it at once
            packed = subprocess.run(
                ["npm", "pack", AXE, "--silent"], cwd=folder, capture_output=True, timeout=60, check=False
            )
            if packed.returncode:
                pytest.skip("npm could not fetch axe-core")
            Path(folder, kept.name).replace(kept)
    content = kept.read_bytes()
    assert base64.b64encode(hashlib.sha512(content).digest()).decode() == SHA512
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        found = archive.extractfile("package/axe.min.js")
        assert found is not None
        return found.read().decode()


def faults(page: Page, axe: str, grave: frozenset[str] = GRAVE) -> list[str]:
    """What it finds of these weights, a line an element."""
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{fault['impact']} {fault['id']}: {node['html'][:160]}: {node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in grave
        for node in fault["nodes"]
    ]
