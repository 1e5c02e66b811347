"""Logins of stores: from the environment alone, sent only where nobody listens, told nowhere."""

import base64

import pytest

from kfor_graph.client.login import Login, login
from kfor_graph.client.remote import RemoteStore
from kfor_graph.client.session import Patience, Remote, session
from kfor_graph.errors import StoreError
from tests.faulty import Between, Fault, answered, between

SECRET = "s3cret-word"  # noqa: S105 -- of nobody
EMPTY = answered(200, b'{"head": {"vars": []}, "results": {"bindings": []}}', Content_Type="application/sparql-results+json")
DIGEST = 'Digest realm="SPARQL", nonce="abc", qop="auth", algorithm="MD5"'


def asked(seen: Between, who: Login) -> RemoteStore:
    """A store behind a server."""
    return RemoteStore(session(Remote(f"generic={seen.base}/sparql"), Patience(tries=1), who))


def wants(kind: str, *challenges: str) -> "Fault":
    """A store that answers to one kind of login alone."""

    def fault(handler: object) -> None:
        told = handler.headers.get("Authorization", "")  # type: ignore[attr-defined]
        found = EMPTY if told.startswith(kind) else answered(401, b"who?", WWW_Authenticate=", ".join(challenges))
        found(handler)  # type: ignore[arg-type]

    return fault


@pytest.mark.parametrize(
    ("kind", "challenge", "who"),
    [
        ("Basic ", 'Basic realm="x"', Login("me", SECRET)),
        ("Digest ", DIGEST, Login("me", SECRET)),
        ("Bearer ", "Bearer", Login(token=SECRET)),
    ],
)
def test_a_store_is_told_in_its_way(kind: str, challenge: str, who: Login) -> None:
    """Basic and digest after the store asked for it, and then at once; a token from the beginning. Digest does not hold the password."""
    with between("") as seen:
        seen.fault = lambda _number, _method, _path: wants(kind, challenge)
        store = asked(seen, who)
        assert store.graphs() == [] and store.graphs() == []
        told = [headers.get("Authorization", "") for _, _, headers in seen.asked]
    assert len(told) == (2 if kind == "Bearer " else 3) and told[0] == ("" if kind != "Bearer " else f"Bearer {SECRET}")
    assert all(one.startswith(kind) for one in told[1:])
    if kind == "Basic ":
        assert base64.b64decode(told[1].removeprefix(kind)).decode() == f"me:{SECRET}"
    if kind == "Digest ":
        assert 'username="me"' in told[1] and SECRET not in told[1] and "nc=00000001" in told[1] and "nc=00000002" in told[2]


def test_a_login_is_not_sent_on() -> None:
    """A store that sends us elsewhere gets an error, and the other place nothing."""
    with between("") as other, between("") as seen:
        seen.fault = lambda _number, _method, _path: answered(302, Location=f"{other.base}/sparql")
        with pytest.raises(StoreError, match="sends us to another address, which is not followed"):
            asked(seen, Login(token=SECRET)).graphs()
        assert other.asked == []


def test_a_wrong_login_is_not_tried_for_ever() -> None:
    """A store that always wants another digest is asked a few times, and then named without the secret."""
    with between("") as seen:
        seen.fault = lambda number, _method, _path: answered(401, WWW_Authenticate=f'Digest realm="x", nonce="{number}", qop="auth"')
        with pytest.raises(StoreError, match="refuses the login") as told:
            asked(seen, Login("me", SECRET)).graphs()
        assert len(seen.asked) == 4 and SECRET not in str(told.value)


@pytest.mark.parametrize(
    "address", ["http://store.example/sparql", "http://192.168.0.9/", "http://localhost.example/", "http://[2001:db8::1]/"]
)
def test_nobody_listens(address: str) -> None:
    """A login goes over https or to this machine, unless the user says otherwise; without one, any address will do."""
    for who in (Login("me", SECRET), Login(token=SECRET)):
        with pytest.raises(StoreError, match="for all to read; use https, or set KFOR_GRAPH_STORE_PLAIN=yes") as told:
            session(Remote(f"generic={address}"), who=who)
        assert SECRET not in str(told.value)
        with pytest.raises(StoreError, match="for all to read"):
            session(Remote("generic=http://127.0.0.1:1/", graphs=address), who=who)
    assert session(Remote(f"generic={address}"), who=Login()).query == address.rstrip("/")
    assert session(Remote(f"generic={address}"), who=Login(token=SECRET, plain=True))
    for here in ("http://127.0.0.1:8/", "http://localhost/", "http://[::1]:9/", "https://store.example/"):
        assert session(Remote(f"generic={here}"), who=Login(token=SECRET))


def test_the_environment_gives_the_login() -> None:
    """Half a login, and one that no header may hold, are told by the variable's name; nothing shows what is secret."""
    user, password, token = (f"KFOR_GRAPH_STORE_{name}" for name in ("USER", "PASSWORD", "TOKEN"))
    assert not login({}) and login({user: "me", password: SECRET}).user == "me"
    assert SECRET not in repr(login({user: SECRET, password: SECRET, token: SECRET}))
    assert login({token: "t", "KFOR_GRAPH_STORE_PLAIN": "yes"}).plain
    for environment, message in (
        ({user: "me"}, f"{user}: is set, but not {password}"),
        ({password: SECRET}, f"{password}: is set, but not {user}"),
        ({token: f"{SECRET}\r\nHost: x"}, f"{token}: has a control character"),
        ({token: f"{SECRET}é"}, f"{token}: has a letter"),
        ({user: "a:b", password: SECRET}, f"{user}: has a letter"),
    ):
        with pytest.raises(StoreError, match=message) as told:
            login(environment)
        assert SECRET not in str(told.value)


@pytest.mark.parametrize("address", ["ftp://x/", "x", "file:///etc/passwd", "http://", "http://x/ y", "http://x:99999/", "http://ü/"])
def test_an_address_that_is_none(address: str) -> None:
    """Told with an example."""
    with pytest.raises(StoreError, match="no http or https address; write it as"):
        session(Remote(address), who=Login())


def test_an_address_holds_no_password() -> None:
    """It would stand in the list of processes; the message does not repeat it."""
    with pytest.raises(StoreError, match="leave it out, and set KFOR_GRAPH_STORE_USER") as told:
        session(Remote(f"https://me:{SECRET}@x/"), who=Login())
    assert SECRET not in str(told.value)
