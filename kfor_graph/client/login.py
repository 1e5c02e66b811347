"""Logins of stores, from the environment alone: basic, digest and bearer, sent only where nobody listens.

What is secret here stands in no message, and in no representation.
"""

import os
import urllib.request
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from threading import Lock
from urllib.parse import urlsplit

from kfor_graph.errors import StoreError

USER, PASSWORD, TOKEN = (f"KFOR_GRAPH_STORE_{name}" for name in ("USER", "PASSWORD", "TOKEN"))
PLAIN = "KFOR_GRAPH_STORE_PLAIN"
"Set to `yes`, logins are sent over http to other machines too."


@dataclass(slots=True)
class Login:
    """Who we are to a store; remembers how the store wants to be told."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    plain: bool = False
    "whether it may go over http to another machine"
    _basic: bool = field(default=False, repr=False)
    _digest: dict[str, str] = field(default_factory=dict, repr=False)
    _counter: "_Counter | None" = field(default=None, repr=False)
    _one_by_one: Lock = field(default_factory=Lock, repr=False)
    "digest counts its answers"

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    def headers(self, method: str, url: str) -> Mapping[str, str]:
        """What tells a request's service who we are: nothing before the service asked for it, but for a token."""
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        if self._digest and self._counter:
            with self._one_by_one:
                return {"Authorization": self._counter.answer(method, url, self._digest)}
        if self._basic:
            return {"Authorization": f"Basic {b64encode(f'{self.user}:{self.password}'.encode()).decode()}"}
        return {}

    def learn(self, challenges: Sequence[str]) -> bool:
        """Takes in what a service asks for, digest before basic; whether there is a new way to answer it."""
        if not self.user or self.token:
            return False
        told = {kind.lower(): rest for kind, _, rest in (challenge.strip().partition(" ") for challenge in challenges)}
        if "digest" in told:
            parts = urllib.request.parse_keqv_list(urllib.request.parse_http_list(told["digest"]))
            is_new = not self._digest or self._digest.get("nonce") != parts.get("nonce")
            self._digest, self._counter = parts, self._counter or _Counter(self.user, self.password)
            return is_new
        is_new, self._basic = "basic" in told and not self._basic, self._basic or "basic" in told
        return is_new


class _Counter(urllib.request.AbstractDigestAuthHandler):
    """Digest access authentication (RFC 7616) as the standard library computes it."""

    def __init__(self, user: str, password: str) -> None:
        self._known = urllib.request.HTTPPasswordMgr()
        super().__init__(self._known)
        self._user, self._secret = user, password

    def answer(self, method: str, url: str, challenge: Mapping[str, str]) -> str:
        """The header's value. Raises StoreError for a way of counting that is not known."""
        self._known.add_password(challenge.get("realm", ""), url, self._user, self._secret)
        request = urllib.request.Request(url, method=method)  # noqa: S310 -- only its method and path are read; nothing is opened
        try:
            made = self.get_authorization(request, dict(challenge))
        except ValueError as error:
            raise StoreError(
                url, f"asks for a login that is not known ({error})", "choose digest with MD5 or SHA there, or basic"
            ) from error
        if made is None:
            raise StoreError(url, "asks for a login that cannot be answered", "choose basic or bearer there")
        return f"Digest {made}"


def login(environment: Mapping[str, str] = os.environ) -> Login:
    """The login that the environment gives. Raises StoreError where half of it is missing, or it cannot stand in a header."""
    user, password, token = (environment.get(name, "") for name in (USER, PASSWORD, TOKEN))
    if bool(user) != bool(password):
        raise StoreError(USER if user else PASSWORD, f"is set, but not {PASSWORD if user else USER}", "set both, or neither")
    for name, value in ((USER, user), (PASSWORD, password), (TOKEN, token)):
        if any(ord(letter) < 32 or ord(letter) == 127 for letter in value):
            raise StoreError(name, "has a control character, such as a line end", "set it without")
    if not token.isascii() or ":" in user:
        raise StoreError(USER if token.isascii() else TOKEN, "has a letter that no login may have", "look whether it is whole")
    return Login(user, password, token, environment.get(PLAIN, "").lower() in {"1", "yes", "true"})


def refuse_listeners(address: str, who: Login) -> None:
    """Raises StoreError where a login would go to another machine without encryption."""
    parts = urlsplit(address)
    if who and not who.plain and parts.scheme != "https" and not _is_here(parts.hostname or ""):
        raise StoreError(address, "the login would go there for all to read", f"use https, or set {PLAIN}=yes in a network of your own")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
