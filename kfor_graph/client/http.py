"""One request, with limits: of time, of size, of redirections, and http and https alone."""

import email.utils
import http.client
import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from kfor_graph import __version__, names
from kfor_graph.errors import FetchError

AGENT = f"kfor-graph/{__version__} (+{names.BASE})"
"Who asks: so that the service knows whom to turn to."

MOMENTARY = frozenset({408, 425, 429, 500, 502, 503, 504})
"Refusals that may pass."
MOST_REDIRECTIONS = 5
_MOST_SAID = 4096
"Bytes that are read of what a service says about a refusal."
_CHUNK = 2**16


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service gave."""

    kind: str
    "media type that it tells, without parameters and in lower case; empty where it tells none"
    body: bytes
    "all of it"
    measured: bool
    "whether the service told where the body ends, so that a cut off one would have been noticed"
    server: str = ""
    "what the service calls itself; empty where it does not say"


class RefusedError(Exception):
    """The service answered with an error."""

    def __init__(
        self, status: int, reason: str, retry_after: str | None, said: str = "", challenges: tuple[str, ...] = (), server: str = ""
    ) -> None:
        self.status, self.reason, self.retry_after = status, reason, retry_after
        self.said, self.challenges, self.server = said, challenges, server
        super().__init__(f"{status} {reason}".strip())


class BrokenError(Exception):
    """There was an answer, but not in time or not a whole one."""


class UnreachableError(Exception):
    """There was no connection."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a request says beside its address."""

    body: bytes | None = None
    "what is sent; None for nothing"
    kind: str = "application/x-www-form-urlencoded"
    "media type of the body"
    method: str | None = None
    "POST where there is a body and GET where there is none, if it is not given"
    headers: Mapping[str, str] = field(default_factory=dict)
    "further ones; they may hold a login, and are told nowhere"


def get(url: str, seconds: float, most: int, accept: str = "application/pdf", follow: bool = True, sent: Sent | None = None) -> Answer:
    """The answer of the service at an address, got within so many seconds and of at most so many bytes.

    accept: media types that are wanted
    follow: whether the service may send us to another address

    Raises RefusedError, BrokenError or UnreachableError where another try may help or not, and FetchError where none will.
    """
    sent = sent or Sent()
    headers = {"User-Agent": AGENT, "Accept": accept, "Accept-Encoding": "identity", **sent.headers}
    if sent.body is not None:
        headers["Content-Type"] = sent.kind
    request = urllib.request.Request(url, sent.body, headers, method=sent.method)  # noqa: S310 -- _opener knows http and https alone
    with _watch(seconds) as watch:
        try:
            with _opener(watch, follow).open(request, timeout=seconds) as response:
                answer = _read(url, response, most)
        except urllib.error.HTTPError as error:
            raise _refused(url, error, follow) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            if watch.is_over or isinstance(_cause(error), TimeoutError):
                raise BrokenError(_late(seconds)) from error
            if isinstance(error, urllib.error.URLError):
                raise UnreachableError(_words(error.reason)) from error
            raise BrokenError(f"the answer broke off ({_words(error)})") from error
        if watch.is_over:  # a connection that was cut looks like the end of a body without a told length
            raise BrokenError(_late(seconds))
        return answer


def asked_to_wait(error: Exception | None) -> float:
    """The seconds that the service asks to wait; 0 where it does not say. It tells seconds, or a date."""
    told = (error.retry_after or "").strip() if isinstance(error, RefusedError) else ""
    if told.isascii() and told.isdecimal():
        return float(told[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(told).timestamp() - time.time()) if told else 0.0
    except (ValueError, OverflowError):
        return 0.0


def unfit(address: str) -> tuple[str, str] | None:
    """What is wrong with an address as that of a service, and the remedy; None where nothing is. It is no secret's place."""
    try:
        parts = urlsplit(address)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and address.isascii()
    except ValueError:
        whole = False
    if not whole or any(letter in address for letter in " \t\r\n<>\"'{}|\\^`#"):
        return "no http or https address", "give one such as https://query.wikidata.org/sparql"
    if parts.username or parts.password:
        return "an address with a password, which would stand in the table", "leave it out"
    return None


def _refused(url: str, error: urllib.error.HTTPError, follow: bool) -> Exception:
    """The error that an answer with the status of one is."""
    with error:
        if error.code in range(300, 400):
            if not follow:
                return FetchError(url, "sends us to another address, which is not followed", "give that address, if you trust it")
            what = f"redirected more than {MOST_REDIRECTIONS} times, in a circle, or to what is no http or https address"
            return FetchError(url, what, "look at the address in a browser")
        said = ""
        with suppress(OSError, http.client.HTTPException, ValueError):  # what it says is welcome, that it refuses is known
            said = error.read(_MOST_SAID).decode("utf-8", "replace")
        challenges = tuple(error.headers.get_all("WWW-Authenticate", ()))
        reason = " ".join(str(error.reason).split())[:100]
        return RefusedError(error.code, reason, error.headers.get("Retry-After"), said, challenges, error.headers.get("Server", "")[:200])


def _late(seconds: float) -> str:
    return f"no answer, or not all of it, within {seconds:g} seconds"


def _read(url: str, response: http.client.HTTPResponse, most: int) -> Answer:
    told = response.headers.get("Content-Length", "")
    length = int(told) if told.isascii() and told.isdecimal() else None
    if length is not None and length > most:
        raise FetchError(url, f"larger than {most >> 20} MiB", "get it by hand, if it is the document")
    body = bytearray()
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > most:
            raise FetchError(url, f"larger than {most >> 20} MiB", "get it by hand, if it is the document")
    if length is not None and len(body) != length:
        raise BrokenError(f"{len(body)} of {length} bytes came")
    told_kind, server = (response.headers.get(name) for name in ("Content-Type", "Server"))
    return Answer(_kind(told_kind), bytes(body), length is not None or response.chunked, (server or "")[:200])


def _kind(header: str | None) -> str:
    return (header or "").partition(";")[0].strip().lower()[:80]


def _cause(error: BaseException) -> BaseException | str:
    return error.reason if isinstance(error, urllib.error.URLError) else error


def _words(error: object) -> str:
    """An error in words, on one line."""
    return " ".join(str(getattr(error, "strerror", None) or error or type(error).__name__).split())[:200]


class _Watch:
    """Cuts connections when their time is up: a service that sends a byte now and then would hold them for ever."""

    def __init__(self) -> None:
        self.is_over = False
        self._sockets: list[socket.socket] = []

    def add(self, connection: socket.socket) -> None:
        self._sockets.append(connection)
        if self.is_over:
            self.end()

    def end(self) -> None:
        self.is_over = True
        for connection in self._sockets:
            with suppress(OSError):  # already closed
                # the plain socket beneath, without a farewell of TLS that would wait
                socket.socket.shutdown(connection, socket.SHUT_RDWR)


@contextmanager
def _watch(seconds: float) -> Iterator[_Watch]:
    watch = _Watch()
    timer = threading.Timer(seconds, watch.end)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()
        timer.join()  # who forks afterwards has one thread


class _Plain(http.client.HTTPConnection):
    def __init__(self, host: str, *, watch: _Watch, **options: Any) -> None:
        super().__init__(host, **options)
        self._watch = watch

    def connect(self) -> None:
        super().connect()
        self._watch.add(self.sock)


class _Secure(http.client.HTTPSConnection):
    def __init__(self, host: str, *, watch: _Watch, **options: Any) -> None:
        super().__init__(host, **options)
        self._watch = watch

    def connect(self) -> None:
        super().connect()
        self._watch.add(self.sock)


class _Handler(urllib.request.AbstractHTTPHandler):
    """Opens http and https addresses over watched connections."""

    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self._watch = watch
        self.http_request = self.https_request = self.do_request_

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_Plain, watch=self._watch), request)

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_Secure, watch=self._watch), request, context=ssl.create_default_context())


class _Redirections(urllib.request.HTTPRedirectHandler):
    max_redirections = MOST_REDIRECTIONS
    max_repeats = 1

    def http_error_302(self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any) -> Any:
        """As it is, but the connection is closed too where the new address is no address at all."""
        try:
            return super().http_error_302(req, fp, code, msg, headers)
        except ValueError:
            fp.close()
            raise

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    def redirect_request(self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """The request for the new address; none for other schemes, which ends in the error of the status."""
        is_web = urlsplit(newurl).scheme in {"http", "https"}
        return super().redirect_request(req, fp, code, msg, headers, newurl) if is_web else None


def _opener(watch: _Watch, follow: bool) -> urllib.request.OpenerDirector:
    """Opens http and https, through the proxies of the environment, and nothing else: no file, no ftp, no data address."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Handler(watch),
        *([_Redirections()] if follow else ()),
        urllib.request.HTTPCookieProcessor(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener
