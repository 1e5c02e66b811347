"""Pieces of a body between a worker, which is to be free soon, and a client, which may be slow: flat memory, the rest on disk."""

import asyncio
import tempfile
from collections import deque
from typing import IO

IN_MEMORY = 1 << 20
"Bytes that wait in memory; more wait in a file without a name."


class Spool:
    """Pieces in order. One puts, one takes."""

    def __init__(self) -> None:
        self._pieces: deque[bytes] = deque()
        self._held = 0
        self._file: IO[bytes] | None = None
        self._read = self._written = 0
        self._ended = self._broken = False
        self._event = asyncio.Event()

    def put(self, piece: bytes) -> None:
        """Adds a piece."""
        if self._file is None and self._held + len(piece) <= IN_MEMORY:
            self._pieces.append(piece)
            self._held += len(piece)
        else:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been read
                self._read = self._written = 0
            self._file.seek(self._written)
            self._file.write(piece)
            self._written += len(piece)
        self._event.set()

    def end(self, broken: bool = False) -> None:
        """Nothing more comes; `broken` where something is missing."""
        self._ended, self._broken = True, broken
        self._event.set()

    async def take(self) -> bytes | None:
        """The next piece; None at the end. Raises EOFError where the body is not whole."""
        while True:
            if self._pieces:
                piece = self._pieces.popleft()
                self._held -= len(piece)
                return piece
            if self._file is not None:
                self._file.seek(self._read)
                piece = self._file.read(min(65_536, self._written - self._read))
                self._read += len(piece)
                if self._read >= self._written:
                    self._file.close()
                    self._file = None
                return piece
            if self._ended:
                if self._broken:
                    raise EOFError
                return None
            self._event.clear()
            await self._event.wait()

    def close(self) -> None:
        """Lets go of what nobody will take."""
        self._pieces.clear()
        self._ended = True
        if self._file is not None:
            self._file.close()
            self._file = None
