"""The scripts of the pages: what they are built from is pinned, their source names no other machine, and a build is repeatable."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kfor_graph.site import assets

FRONTEND = Path(__file__).parent.parent / "frontend"
BUILT = assets.STATIC / "built"
built_here = pytest.mark.skipif(not assets.built("sparql.js"), reason=assets.MISSING)


def test_lock_names_no_place() -> None:
    """The lock file pins every package by checksum, and says of none where it is fetched from."""
    text = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    packages = {path: about for path, about in json.loads(text)["packages"].items() if path}
    assert all(about["integrity"].startswith("sha512-") for about in packages.values())
    assert "resolved" not in text
    assert not re.search(r"https?:|git\+|\bwww\.", text)


def test_versions_are_exact() -> None:
    """Every package is named with one version, which is the locked one."""
    wanted = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert locked[f"node_modules/{name}"]["version"] == version
    assert wanted["private"]


def test_sources_ask_nobody() -> None:
    """No source of ours names another machine: what is fetched is fetched from where the page comes from."""
    for path in sorted(FRONTEND.glob("src/**/*.js")):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://\w|innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), path


@built_here
def test_nothing_evaluated() -> None:
    """No built script turns text into a program, and none opens another site's address by itself."""
    for path in sorted(BUILT.glob("*.js")):
        assert not re.search(r"[^\w.$]eval\(|new Function\(", path.read_text(encoding="utf-8")), path


@built_here
def test_licences() -> None:
    """The licence texts of all packages that the scripts are made of go with them."""
    text = (BUILT / "LICENSES.txt").read_text(encoding="utf-8")
    for name in ("@zazuko/yasgui", "codemirror", "cytoscape", "leaflet", "world-atlas", "n3"):
        assert f"\n{name} " in text
    assert "axe-core" not in text


@built_here
@pytest.mark.skipif(not shutil.which("node") or not (FRONTEND / "node_modules" / "esbuild").is_dir(), reason="no Node.js here")
def test_build_is_repeatable(tmp_path: Path) -> None:
    """Two builds of the same sources are equal to the byte."""
    for name in ("one", "two"):
        subprocess.run(["node", "build.mjs", str(tmp_path / name)], cwd=FRONTEND, check=True, timeout=60)
    ones = sorted((tmp_path / "one").iterdir())
    assert len(ones) > 6
    assert all(path.read_bytes() == (tmp_path / "two" / path.name).read_bytes() for path in ones)


@built_here
def test_outlines() -> None:
    """The outlines cover Kosovo and its surroundings in detail, and are small."""
    path = BUILT / "outlines.json"
    read = json.loads(path.read_text(encoding="utf-8"))
    near = [point for line in read["lines"] for point in line if 20 < point[0] < 22 and 41.8 < point[1] < 43.3]
    assert len(near) > 80
    assert path.stat().st_size < 120_000
