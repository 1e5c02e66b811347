"""The folder that fetched documents go to: files that are whole, never overwritten, each with its table in `reports.toml`."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from kfor_graph.corpus.sidecars import SIDECAR_FILE, sidecars
from kfor_graph.errors import FetchError
from kfor_graph.texts import Sidecar

_HEAD = "# What the files do not print. A table a file; keys: key, symbol, url, title, sha256, retrieved.\n"


class Shelf:
    """A folder with its `reports.toml`. Raises SourceError where that is broken, FetchError where the folder cannot be made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FetchError(folder, f"cannot be made a folder ({error.strerror})", "choose another with -o") from error
        self._known = sidecars(folder)

    def path(self, name: str) -> Path:
        """Where a file of that name stands, or will stand."""
        return self.folder / name

    def holds(self, name: str, symbol: str) -> bool:
        """Whether the file is here, the same as when it was fetched.

        Raises FetchError where it has changed since, or belongs to another symbol.
        """
        known = self._known.get(name)
        if known is None:
            return False
        if known.symbol and known.symbol != symbol:
            raise FetchError(self.path(name), f"the file of {known.symbol}, not of {symbol}", f"rename it, here and in {SIDECAR_FILE}")
        if not self.path(name).exists():
            return False
        if known.sha256 and known.sha256 != (present := self._checksum(name)):
            what = f"has changed since it was fetched from {known.url}: SHA-256 {present}, not {known.sha256}"
            raise FetchError(self.path(name), what, f"move it away and take its table out of {SIDECAR_FILE}")
        return True

    def put(self, name: str, data: bytes, facts: Sidecar) -> None:
        """Keeps a file and what is known of it. Raises FetchError where another content has that name, or nothing can be written."""
        self._compare(name, hashlib.sha256(data).hexdigest(), facts)
        try:
            if not self.path(name).exists():
                self._write(name, data)
            if name not in self._known:
                self._note(name, facts)
        except FileExistsError as error:
            raise FetchError(self.path(name), "has just been written by another program", "run again") from error
        except OSError as error:
            raise FetchError(self.path(name), f"cannot be written ({error.strerror})", "free space, or choose another folder") from error

    def _compare(self, name: str, digest: str, facts: Sidecar) -> None:
        """Refuses content that differs from what is here or was here."""
        known = self._known.get(name)
        there = self._checksum(name) if self.path(name).exists() else known.sha256 if known else digest
        if known and not known.sha256 and not self.path(name).exists():
            raise FetchError(self.folder / SIDECAR_FILE, f"tells already of {name}, which is not there", "take its table out")
        if there != digest:
            what = f"not what {facts.url} gives now: SHA-256 {there} here, {digest} there"
            remedy = f"keep it, or move it away and take its table out of {SIDECAR_FILE} to get the other"
            raise FetchError(self.path(name), what, remedy)

    def _checksum(self, name: str) -> str:
        try:
            with self.path(name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise FetchError(self.path(name), f"cannot be read ({error.strerror})", "check its permissions") from error

    def _write(self, name: str, data: bytes) -> None:
        """The whole file, or none; never in place of another."""
        part = self._part(name)
        try:
            part.write_bytes(data)
            try:
                os.link(part, self.path(name))
            except FileExistsError:
                raise
            except OSError:  # a file system without hard links
                if self.path(name).exists():
                    raise
                part.rename(self.path(name))
        finally:
            part.unlink(missing_ok=True)

    def _note(self, name: str, facts: Sidecar) -> None:
        """Adds a table to `reports.toml`; what stands there already stays as it is, to the character."""
        path = self.folder / SIDECAR_FILE
        before = path.read_text(encoding="utf-8-sig") if path.exists() else _HEAD
        table = [
            f'["{name}"]',
            *(f'{key} = "{getattr(facts, key)}"' for key in ("symbol", "url", "sha256")),
            f"retrieved = {facts.retrieved}",
        ]
        part = self._part(SIDECAR_FILE)
        try:
            part.write_text(f"{before.rstrip()}\n\n" + "\n".join(table) + "\n", encoding="utf-8", newline="")
            part.replace(path)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        self._known[name] = facts

    def _part(self, name: str) -> Path:
        """Where a file grows: hidden, so that no build reads it, and one for each process."""
        return self.folder / f".{name}.{os.getpid()}.part"
