"""Linked data through a running server: what clients see on the wire."""

import http.client
import json
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kfor_graph import names
from kfor_graph.site import formats
from kfor_graph.store import load
from tests.served import Served, served

THING = "id/place/pristina"


@pytest.fixture(scope="module")
def server(published: Path) -> Iterator[Served]:
    """The bundled reports, served."""
    with served(published) as running:
        yield running


def ask(server: Served, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers with lower-case names and body of one request, its path sent as it stands."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answered = connection.getresponse()
        return answered.status, {name.lower(): value for name, value in answered.getheaders()}, answered.read()
    finally:
        connection.close()


def test_rdflib_reads_a_thing_by_its_name(server: Served) -> None:
    """A client that knows only the name of a thing, and says what it reads, gets triples."""
    graph = rdflib.Graph().parse(f"{server.url}{THING}")
    assert (rdflib.URIRef(names.BASE + THING), rdflib.RDF.type, rdflib.URIRef(names.expand("kfo:Place"))) in graph


@pytest.mark.parametrize("form", [formats.PAGE, *formats.GRAPHS, formats.TABLES[0]], ids=lambda form: form.suffix)
def test_curl_follows_to_the_form_that_it_asks_for(server: Served, form: formats.Format) -> None:
    """`curl -L -H Accept` ends at the description in that form."""
    told = "%{http_code} %{content_type} %{num_redirects}"
    command = ["curl", "-sSL", "-o", "/dev/null", "-w", told, "-H", f"Accept: {form.media}", server.url + THING]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert found == f"200 {form.content_type} 1"


def test_forms_are_not_mixed_up_by_caches(server: Served) -> None:
    """One address asked for in turn in several forms gives each its own bytes and validator; what is unchanged is not sent again."""
    validators = set()
    for _ in range(2):
        for form in formats.GRAPHS:
            status, headers, body = ask(server, "/doc/place/pristina", Accept=form.media)
            assert (status, headers["content-type"]) == (200, form.content_type)
            assert "accept" in headers["vary"].lower().replace("accept-encoding", "")
            assert len([*pyoxigraph.parse(body, format=form.rdf)]) > 20
            validators.add(headers["etag"])
            again, _, nothing = ask(server, "/doc/place/pristina", Accept=form.media, If_None_Match=headers["etag"])
            assert (again, nothing) == (304, b"")
    assert len(validators) == len(formats.GRAPHS)


def test_head_is_get_without_its_body(server: Served) -> None:
    """The same headers, links and length included."""
    for path in ("/doc/place/pristina.ttl", "/id/place/pristina", "/doc/place/pristina", "/void.ttl"):
        status, headers, body = ask(server, path, "HEAD", Accept="text/turtle")
        full_status, full, full_body = ask(server, path, Accept="text/turtle")
        ignored = {"date", "age", "server-timing"}
        assert status == full_status
        assert body == b"" != full_body
        assert {name: value for name, value in headers.items() if name not in ignored} == {
            name: value for name, value in full.items() if name not in ignored
        }


def test_other_sites_may_read_the_data(server: Served) -> None:
    """Scripts of other sites may ask for it."""
    _, headers, _ = ask(server, "/doc/place/pristina.jsonld", Origin="https://example.org")
    assert headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "path",
    [
        "/doc/../../etc/passwd",
        "/doc/%2e%2e/%2e%2e/etc/passwd",
        "/doc/..%2f..%2fetc%2fpasswd",
        "/source/..%2f..%2fmanifest.json",
        "/source/../manifest.json",
        "/source/%2e%2e/manifest.json",
        "/source/e7ab3944fd3cb089.txt%00",
        "/dumps/%2e%2e/manifest.json",
        "/queries/%2e%2e%2f%2e%2e%2fREADME.rq",
        "/doc/place/pristina%0d%0aX-Evil:%201",
        "/id/place/%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/id/%ff%fe",
        "//etc/passwd",
    ],
)
def test_hostile_paths_lead_nowhere(server: Served, path: str) -> None:
    """Neither a file nor a header comes of them, and nothing of theirs stands in a page unescaped."""
    status, headers, body = ask(server, path, Accept="text/html")
    assert status in {400, 404}
    assert "x-evil" not in headers
    assert b"root:" not in body
    assert b'"quads"' not in body
    assert b"<script>alert" not in body


def test_the_dump_comes_whole(server: Served, published: Path) -> None:
    """Everything, streamed, is what the build holds."""
    status, headers, body = ask(server, "/dumps/kfor-graph.nq")
    assert (status, headers["content-type"]) == (200, "application/n-quads")
    held = b"".join(path.read_bytes() for path in sorted(published.glob("*/*.nq")))
    assert {*load(body).quads()} == {*load(held).quads()}


def test_void_leads_to_what_answers(server: Served) -> None:
    """The addresses that VoID gives are on this server, and answer."""
    graph = rdflib.Graph().parse(f"{server.url}.well-known/void", format="turtle")
    void = rdflib.Namespace(names.PREFIXES["void"])
    (dump,) = graph.objects(None, void.dataDump)
    (look_up,) = graph.objects(None, void.uriLookupEndpoint)
    for address in (f"{dump}", f"{look_up}{names.BASE}{THING}"):
        assert address.startswith(server.url)
        assert ask(server, "/" + address.removeprefix(server.url))[0] in {200, 303}


def test_addresses_follow_the_base(published: Path) -> None:
    """`--base` changes the addresses of the site and nothing of the data."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://kfor.example.org:{port}/"
    with served(published, "--port", str(port), "--base", base) as running:
        status, headers, _ = ask(running, "/id/place/pristina", Accept="text/turtle")
        assert (status, headers["location"]) == (303, "/doc/place/pristina")
        _, _, body = ask(running, "/doc/place/pristina.ttl")
        assert f"<{base}doc/place/pristina>".encode() in body
        assert f"<{names.BASE}{THING}>".encode() in body
        assert f"Sitemap: {base}sitemap.xml".encode() in ask(running, "/robots.txt")[2]
        assert json.loads(ask(running, "/version")[2])["base"] == names.BASE
