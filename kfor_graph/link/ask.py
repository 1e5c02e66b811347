"""Asks SPARQL endpoints as a considerate guest does: one thing at a time, with pauses, never twice for what is on disk, and with limits."""

import hashlib
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kfor_graph.atomic import write_whole
from kfor_graph.client.http import MOMENTARY, BrokenError, RefusedError, Sent, UnreachableError, asked_to_wait, get, unfit
from kfor_graph.client.questions import form_of
from kfor_graph.errors import FetchError, LinkError
from kfor_graph.link.things import visible

ACCEPT = "application/sparql-results+json"
MOST_BYTES = 16 << 20
"Of one answer; a hundred things with all that is asked of them stay far below."
MOST_ROWS = 100_000
MOST_LETTERS = 2000
"Of one value; longer ones are no names."

Value = tuple[str, str]
"`uri` or `literal`, and the IRI or words."
Row = dict[str, Value]


class NotCachedError(LinkError):
    """An answer that is not on disk, where only those may be used."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How endpoints are asked."""

    delay: float = 1.0
    "seconds from one request to a host to the next"
    timeout: float = 60.0
    "seconds for one answer, from the first to the last byte"
    tries: int = 3
    "how often one question is asked where the failure may pass"
    back_off: float = 2.0
    "seconds before the second try; twice as many before each further one, and up to half of that more, by chance"
    longest_wait: float = 120.0
    "seconds; where a service asks for more, the user comes back later"
    sleep: Callable[[float], None] = time.sleep
    "how to wait"
    chance: Callable[[], float] = random.random
    "a number from 0 to 1, so that many guests do not come back at one time"


@dataclass(slots=True)
class Guest:
    """Who asks; remembers when each host was asked last."""

    manners: Manners = field(default_factory=Manners)
    cache: Path | None = None
    "folder for answers; none keeps them nowhere"
    offline: bool = False
    "whether only answers on disk are used"
    again: bool = False
    "whether to ask for what is on disk too"
    _last: dict[str, float] = field(default_factory=dict)

    def ask(self, endpoint: str, query: str) -> tuple[Row, ...]:
        """The rows of a SELECT. Raises as `results` does."""
        return read_rows(self.results(endpoint, query), "application/json")

    def results(self, endpoint: str, query: str) -> bytes:
        """The results of a SELECT in JSON, looked through by `read_rows`.

        Raises LinkError, which names the endpoint, where it gives none; NotCachedError where it may not be asked.
        """
        asked = hashlib.sha256(f"{endpoint} {query}".encode()).hexdigest()[:32]
        kept = self.cache / f"{asked}.json" if self.cache else None
        if kept and kept.is_file() and not self.again:
            try:
                read_rows(body := kept.read_bytes(), "application/json")
            except (OSError, ValueError):
                kept.unlink(missing_ok=True)
            else:
                return body
        if self.offline:
            raise NotCachedError(endpoint, "an answer is not on disk", "ask without --offline")
        body = self._post(endpoint, form_of(endpoint, query))
        if kept:
            _keep(kept, body)
        return body

    def _post(self, endpoint: str, form: bytes) -> bytes:
        reason: Exception | None = None
        host = urlsplit(endpoint).netloc
        for number in range(self.manners.tries):
            self._pause(host, number, reason)
            try:
                answer = get(endpoint, self.manners.timeout, MOST_BYTES, ACCEPT, follow=False, sent=Sent(form))
                read_rows(answer.body, answer.kind)
            except FetchError as error:
                raise LinkError(endpoint, visible(error.what), "check the address") from error
            except RefusedError as error:
                if error.status not in MOMENTARY:
                    raise LinkError(endpoint, visible(f"refuses ({error})"), "check the address, and what it is asked") from error
                if (wait := asked_to_wait(error)) > self.manners.longest_wait:
                    raise LinkError(endpoint, visible(f"asks to wait {wait:.0f} seconds ({error})"), "run again later") from error
                reason = error
            except ValueError as error:
                raise LinkError(endpoint, visible(str(error)), "check that it is a SPARQL endpoint") from error
            except (BrokenError, UnreachableError) as error:
                reason = error
            else:
                return answer.body
            finally:
                self._last[host] = time.monotonic()
        what = f"cannot be reached ({reason})" if isinstance(reason, UnreachableError) else str(reason)
        raise LinkError(endpoint, visible(f"{what}, {self.manners.tries} times"), "check the address, or run again later") from reason

    def _pause(self, host: str, number: int, reason: Exception | None) -> None:
        """Waits for the delay between requests, and after a failure for as long as the service asks, or longer each time."""
        wait = self.manners.delay - (time.monotonic() - self._last[host]) if host in self._last else 0.0
        if number:
            longer = self.manners.back_off * 2 ** (number - 1) * (1 + self.manners.chance() / 2)
            wait = max(wait, longer, asked_to_wait(reason))
        if wait > 0:
            self.manners.sleep(wait)


def check_address(endpoint: str) -> str:
    """The address of an endpoint as it is. Raises LinkError where it is no http or https address, or has a password in it."""
    if reason := unfit(endpoint):
        parts = urlsplit(endpoint) if "password" in reason[0] else None
        raise LinkError(f"{parts.scheme}://…@{parts.hostname}" if parts else endpoint, *reason)
    return endpoint


def read_rows(body: bytes, kind: str) -> tuple[Row, ...]:
    """The rows of SPARQL results in JSON (SPARQL 1.1 Query Results JSON Format). Raises ValueError, in words, for anything else."""
    if "json" not in kind:
        raise ValueError(f"gives {kind or 'no media type'}, not SPARQL results in JSON")
    try:
        told: Any = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ValueError("gives JSON that is broken or cut off") from error
    bindings = told.get("results") if isinstance(told, dict) else None
    rows = bindings.get("bindings") if isinstance(bindings, dict) else None
    if not isinstance(rows, list):
        raise ValueError("gives JSON that is no SPARQL results")  # noqa: TRY004 -- what it gives is wrong, not what we were given
    if len(rows) > MOST_ROWS:
        raise ValueError(f"gives more than {MOST_ROWS} rows")
    return tuple(_row(row) for row in rows)


def _row(told: Any) -> Row:
    if not isinstance(told, dict):
        raise ValueError("gives a row that is none")  # noqa: TRY004 -- as above
    found: Row = {}
    for name, term in told.items():
        kind, value = (term.get("type"), term.get("value")) if isinstance(term, dict) else (None, None)
        if not isinstance(kind, str) or not isinstance(value, str) or kind not in {"uri", "literal", "typed-literal", "bnode"}:
            raise ValueError("gives a value that is no RDF term")
        if len(value) > MOST_LETTERS:
            continue
        found[name] = ("literal" if kind == "typed-literal" else kind, value)
    return found


def _keep(path: Path, body: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, body)
    except OSError as error:
        raise LinkError(path, f"the answer cannot be kept ({error.strerror})", "choose another folder with --cache") from error
