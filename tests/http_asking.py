"""Requests over a real socket, with nothing mended on the way."""

import http.client
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    "names in lower case"
    body: bytes


def ask(
    port: int, path: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None, timeout: float = 30
) -> Reply:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection(HOST, port, timeout=timeout)
    try:
        connection.request(method, path, body=body, headers=dict(headers or {}))
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, found, response.read())
    finally:
        connection.close()


def raw(port: int, data: bytes, timeout: float = 30) -> bytes:
    """All that comes back for some bytes, until the server closes or says no more for `timeout` seconds."""
    with socket.create_connection((HOST, port), timeout=timeout) as connection:
        connection.sendall(data)
        return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    """What comes until the end, a broken connection or silence."""
    found = b""
    try:
        while piece := connection.recv(65536):
            found += piece
    except OSError:
        pass
    return found


def select(query: str) -> str:
    """The path of a query for the stand-in handler."""
    return f"/probe/select?query={quote(query)}"
