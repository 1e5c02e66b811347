"""Messages between front, nursery and keepers: JSON lines on a socket, each with at most one descriptor beside it."""

import json
import os
import socket
from collections.abc import Iterator
from typing import Any

Message = dict[str, Any]


def send(channel: socket.socket, message: Message, descriptor: int | None = None) -> None:
    """Sends a message, and a descriptor with it."""
    data = json.dumps(message).encode() + b"\n"
    sent = socket.send_fds(channel, [data], [] if descriptor is None else [descriptor])
    if sent < len(data):
        channel.sendall(data[sent:])


class Reader:
    """Messages as they come in.

    Descriptors come in the order of the messages that have one (`"descriptor": true`), with them or before.
    """

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._data = b""
        self._descriptors: list[int] = []

    def receive(self) -> list[tuple[Message, int | None]] | None:
        """Waits for messages; None where the other end is closed."""
        try:
            data, descriptors, _, _ = socket.recv_fds(self._channel, 65536, 16)
        except ConnectionError:
            data, descriptors = b"", []
        if not data:
            return None
        self._data += data
        self._descriptors += descriptors
        *lines, self._data = self._data.split(b"\n")
        return [self._paired(json.loads(line)) for line in lines]

    def messages(self) -> Iterator[tuple[Message, int | None]]:
        """All messages, until the other end is closed."""
        while (found := self.receive()) is not None:
            yield from found

    def close(self) -> None:
        """Closes the channel and what came in with nobody to take it."""
        for descriptor in self._descriptors:
            os.close(descriptor)
        self._channel.close()

    def _paired(self, message: Message) -> tuple[Message, int | None]:
        return message, self._descriptors.pop(0) if message.get("descriptor") else None
