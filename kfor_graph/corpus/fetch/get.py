"""One GET, with limits: of time, of size, of redirections, and http and https alone."""

import http.client
import socket
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from kfor_graph import __version__, names
from kfor_graph.errors import FetchError

AGENT = f"kfor-graph/{__version__} (+{names.BASE})"
"Who asks: so that the service knows whom to turn to."

MOST_REDIRECTIONS = 5
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


class RefusedError(Exception):
    """The service answered with an error."""

    def __init__(self, status: int, reason: str, retry_after: str | None) -> None:
        self.status, self.reason, self.retry_after = status, reason, retry_after
        super().__init__(f"{status} {reason}".strip())


class BrokenError(Exception):
    """There was an answer, but not in time or not a whole one."""


class UnreachableError(Exception):
    """There was no connection."""


def get(url: str, seconds: float, most: int, accept: str = "application/pdf", follow: bool = True, form: bytes | None = None) -> Answer:
    """The answer of the service at an address, got within so many seconds and of at most so many bytes.

    accept: media types that are wanted
    follow: whether the service may send us to another address
    form:   what is sent with POST, as a web form; a GET where there is none

    Raises RefusedError, BrokenError or UnreachableError where another try may help or not, and FetchError where none will.
    """
    headers = {"User-Agent": AGENT, "Accept": accept, "Accept-Encoding": "identity"}
    request = urllib.request.Request(url, form, headers)  # noqa: S310 -- Address lets http and https through alone, _opener knows no other
    with _watch(seconds) as watch:
        try:
            with _opener(watch, follow).open(request, timeout=seconds) as response:
                answer = _read(url, response, most)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in range(300, 400):
                if not follow:
                    raise FetchError(
                        url, "sends us to another address, which is not followed", "give that address, if you trust it"
                    ) from error
                what = f"redirected more than {MOST_REDIRECTIONS} times, in a circle, or to what is no http or https address"
                raise FetchError(url, what, "look at the address in a browser") from error
            raise RefusedError(error.code, " ".join(str(error.reason).split())[:100], error.headers.get("Retry-After")) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            if watch.is_over or isinstance(_cause(error), TimeoutError):
                raise BrokenError(_late(seconds)) from error
            if isinstance(error, urllib.error.URLError):
                raise UnreachableError(_words(error.reason)) from error
            raise BrokenError(f"the answer broke off ({_words(error)})") from error
        if watch.is_over:  # a connection that was cut looks like the end of a body without a told length
            raise BrokenError(_late(seconds))
        return answer


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
    return Answer(_kind(response.headers.get("Content-Type")), bytes(body), length is not None or response.chunked)


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
