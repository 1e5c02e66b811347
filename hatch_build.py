"""Builds the scripts of the pages into the wheel, where npm is; without it the wheel is complete but for them, and says so."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Scripts(BuildHookInterface):  # type: ignore[type-arg]
    """Runs when a wheel or a source archive is made, and leaves an installation of the checkout itself alone."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Builds `frontend/` into `kfor_graph/site/static/built`, unless a source archive has brought the built parts along."""
        frontend = Path(self.root, "frontend")
        built = Path(self.root, "kfor_graph", "site", "static", "built")
        if version == "editable" or not frontend.is_dir():
            return
        npm = shutil.which("npm")
        if npm is None:
            if not built.is_dir():
                self.app.display_warning(
                    "npm is missing: editor, map and graph explorer stay plain pages (install Node.js, then build again)"
                )
            return
        for command in ([npm, "ci", "--no-audit", "--no-fund"], [npm, "run", "build"]):
            done = subprocess.run(command, cwd=frontend, capture_output=True, text=True, check=False)  # noqa: S603
            if done.returncode:
                self.app.display_warning(f"{' '.join(command[1:])} failed; the pages stay as they were:\n{done.stderr}{done.stdout}")
                return
