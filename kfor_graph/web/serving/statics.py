"""The files of the site's own look: read, compressed and named by their bytes once."""

import asyncio
import mimetypes
from pathlib import Path

from kfor_graph.web.message import Answer
from kfor_graph.web.serving.cache import Entry, entry
from kfor_graph.web.serving.represent import represent

PREFIX = b"/static/"

_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}


class Statics:
    """The files below a folder, as they were when the server started; a path that is none of theirs opens nothing."""

    def __init__(self, folder: Path) -> None:
        found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
        self._files = {PREFIX + path.relative_to(folder).as_posix().encode(): path for path in found}
        self._entries: dict[tuple[bytes, bool], Entry] = {}

    async def entry(self, path: bytes, gzip: bool) -> Entry | None:
        """The file at a path; None where there is none."""
        file = self._files.get(path)
        if file is None:
            return None
        known = self._entries.get((path, gzip))
        if known is None:
            known = self._entries[path, gzip] = await asyncio.to_thread(_read, file, gzip)
        return known


def _read(file: Path, gzip: bool) -> Entry:
    media = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if media.startswith("text/"):
        media += "; charset=utf-8"
    return entry(*represent(Answer(200, media, b"", cacheable=True), file.read_bytes(), gzip, file.stat().st_mtime))
