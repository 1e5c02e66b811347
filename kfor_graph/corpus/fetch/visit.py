"""Asks a service as a considerate guest does: one thing at a time, with pauses, and not again and again."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from kfor_graph.client.http import MOMENTARY, Answer, BrokenError, RefusedError, UnreachableError, asked_to_wait, get
from kfor_graph.errors import FetchError

LONGEST_WAIT = 300.0
"Seconds; where a service asks for more, the user comes back later."

_OVERLOADED = {429, 503}


class ServiceError(FetchError):
    """The service cannot be reached or wants no more: asking for further documents would be no use."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a service is asked."""

    delay: float = 2.0
    "seconds from one request to the next"
    timeout: float = 120.0
    "seconds for one answer, from the first to the last byte"
    tries: int = 3
    "how often a document is asked for where the failure may pass"
    back_off: float = 5.0
    "seconds before the second try; twice as many before each further one"
    sleep: Callable[[float], None] = time.sleep
    "how to wait"


class Visit:
    """The requests to one service, one after the other."""

    def __init__(self, manners: Manners, most: int) -> None:
        self._manners, self._most = manners, most
        self._last: float | None = None

    def get(self, url: str) -> Answer:
        """What stands at an address. Raises FetchError, with the last reason; ServiceError where the rest should not be tried."""
        reason: Exception | None = None
        for number in range(self._manners.tries):
            self._pause(number, reason)
            try:
                return get(url, self._manners.timeout, self._most)
            except RefusedError as error:
                if error.status not in MOMENTARY:
                    what = "there is no such document" if error.status in {404, 410} else "the service refuses"
                    raise FetchError(url, f"{what} ({error})", "check symbol and language, or get it by hand") from error
                if (wait := asked_to_wait(error)) > LONGEST_WAIT:
                    raise ServiceError(url, f"the service asks to wait {wait:.0f} seconds ({error})", "run again later") from error
                reason = error
            except (BrokenError, UnreachableError) as error:
                reason = error
            finally:
                self._last = time.monotonic()
        gives_up = isinstance(reason, UnreachableError) or (isinstance(reason, RefusedError) and reason.status in _OVERLOADED)
        kind = ServiceError if gives_up else FetchError
        what = f"cannot be reached ({reason})" if isinstance(reason, UnreachableError) else str(reason)
        raise kind(url, f"{what}, {self._manners.tries} times", "check the address and the network, or run again later") from reason

    def _pause(self, number: int, reason: Exception | None) -> None:
        """Waits for the delay between requests, and after a failure for as long as the service asks, or longer each time."""
        wait = self._manners.delay - (time.monotonic() - self._last) if self._last is not None else 0.0
        if number:
            wait = max(wait, self._manners.back_off * 2 ** (number - 1), asked_to_wait(reason))
        if wait > 0:
            self._manners.sleep(wait)
