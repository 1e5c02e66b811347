"""Requests to one store: with a login where it wants one, again where a failure may pass, and errors that name the store and a remedy."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from kfor_graph.client.dialects import Dialect, dialects, known_by, named
from kfor_graph.client.http import MOMENTARY, Answer, BrokenError, RefusedError, Sent, UnreachableError, asked_to_wait, get, unfit
from kfor_graph.client.login import PASSWORD, TOKEN, USER, Login, login, refuse_listeners
from kfor_graph.errors import FetchError, StoreError


@dataclass(frozen=True, slots=True)
class Remote:
    """A store on another machine, as a user names it."""

    address: str
    "that of its SPARQL endpoint, or of the server, where the dialect knows the rest; `virtuoso=http://…` names the dialect"
    update: str | None = None
    "that of SPARQL Update, where it is another than the dialect says"
    graphs: str | None = None
    "that of the Graph Store Protocol, where it is another than the dialect says"
    timeout: float = 60.0
    "seconds for one answer"


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and when a request is tried again."""

    tries: int = 3
    back_off: float = 1.0
    "seconds before the second try; twice as many before each further one"
    longest_wait: float = 120.0
    "seconds; where a store asks for more, the user comes back later"
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Session:
    """A store, ready to be asked."""

    remote: Remote
    dialect: Dialect
    base: str
    "the address before the dialect's paths"
    who: Login
    patience: Patience = field(default_factory=Patience)

    @property
    def query(self) -> str:
        """The address of the SPARQL endpoint."""
        return self.base + self.dialect.query

    @property
    def update(self) -> str:
        """The address of SPARQL Update."""
        return self.remote.update or self.base + self.dialect.update

    @property
    def graphs(self) -> str:
        """The address of the Graph Store Protocol."""
        return self.remote.graphs or self.base + self.dialect.graphs

    @property
    def reading(self) -> str:
        """The same, for those who only read."""
        return self.remote.graphs or self.base + (self.dialect.reading or self.dialect.graphs)

    def send(self, url: str, accept: str, most: int, sent: Sent | None = None, seconds: float | None = None) -> Answer:
        """The answer to a request.

        Raises RefusedError where the store refuses for a reason that lies in the request, StoreError for all else that goes wrong.
        """
        sent, logins = sent or Sent(), 0
        reason: RefusedError | BrokenError | UnreachableError | None = None
        seconds = seconds or self.remote.timeout
        number = 0
        while number < self.patience.tries:
            if number:
                self.patience.sleep(max(self.patience.back_off * 2 ** (number - 1), asked_to_wait(reason)))
            method = sent.method or ("GET" if sent.body is None else "POST")
            headers = {**sent.headers, **self.who.headers(method, url)}
            try:
                return get(url, seconds, most, accept, follow=False, sent=Sent(sent.body, sent.kind, method, headers))
            except FetchError as error:
                raise _too_much(url, error) from error
            except RefusedError as error:
                if error.status == 401 and logins < 3 and self.who.learn(error.challenges):
                    logins += 1
                    continue
                if error.status not in MOMENTARY or (error.status == 500 and number):
                    raise (_login_error(url, error, self.who) or error) from error
                if (wait := asked_to_wait(error)) > self.patience.longest_wait:
                    raise StoreError(url, f"asks to wait {wait:.0f} seconds ({error})", "run again later") from error
                reason = error
            except (BrokenError, UnreachableError) as error:
                reason = error
            number += 1
        what = f"cannot be reached ({reason})" if isinstance(reason, UnreachableError) else f"{reason}{said(reason)}"
        raise StoreError(url, f"{what}, {number} times", "check the address and whether the store runs, or run again later") from reason


def session(remote: Remote, patience: Patience | None = None, who: Login | None = None) -> Session:
    """Looks who the store is, where the user does not say. Raises StoreError for an address that is none, or a store that is not there."""
    name, address = named(remote.address)
    who = login() if who is None else who
    for one in (address, remote.update, remote.graphs):
        if one is not None:
            if reason := unfit(one):
                raise StoreError("--store" if "password" in reason[0] else one, reason[0], _REMEDIES[bool("password" in reason[0])])
            refuse_listeners(one, who)
    made = Session(remote, dialects()[name or "generic"], address.rstrip("/"), who, patience or Patience())
    if name is None:
        made.dialect = known_by(_server(made))
    made.base = made.dialect.base(address)
    return made


_REMEDIES = ("write it as http://host:port/path, or DIALECT=http://…", f"leave it out, and set {USER} and {PASSWORD}")


def said(reason: Exception | None) -> str:
    """What a store says of its refusal, in one line without markup, for messages; empty where it says nothing."""
    told = reason.said if isinstance(reason, RefusedError) else ""
    words = " ".join(re.sub(r"<(?:head|style|script)\b.*?</(?:head|style|script)>|<[a-z/!][^<>]*>", " ", told, flags=re.S | re.I).split())
    words = "".join(letter if letter.isprintable() else " " for letter in words)
    return f": {words[:300]}" if words else ""


def refusal(url: str, error: RefusedError) -> StoreError:
    """What a refusal is where it does not lie in a query."""
    if error.status in {404, 405, 501}:
        return StoreError(url, f"does not know this address or method ({error})", "check --store, and give --update or --gsp")
    if error.status == 507:
        return StoreError(url, f"has no room left ({error}{said(error)})", "make room there")
    return StoreError(url, f"refuses ({error}{said(error)})", "mend what it names, and run again")


def _server(made: Session) -> str:
    """What the store calls itself in its answer to whatever."""
    try:
        return made.send(made.base, "*/*", 1 << 20, Sent(method="HEAD")).server
    except RefusedError as error:
        return error.server
    except StoreError as error:
        if "larger" in error.what or "another address" in error.what:
            return ""
        raise


def _login_error(url: str, error: RefusedError, who: Login) -> StoreError | None:
    if error.status == 401:
        what = f"refuses the login ({error})" if who else f"asks for a login ({error})"
        return StoreError(url, what, f"set {USER} and {PASSWORD}, or {TOKEN}, to what the store knows")
    if error.status == 403:
        return StoreError(url, f"forbids this ({error}{said(error)})", "use a login that may, or ask whoever runs the store")
    return None


def _too_much(url: str, error: FetchError) -> StoreError:
    remedy = "ask for less, with LIMIT" if "larger" in error.what else "give that address, if you trust it"
    return StoreError(url, error.what.replace("larger", "answers with more"), remedy)
