"""Content negotiation as a table: what a client sends, what there is, what it gets."""

import pytest

from kfor_graph.site import formats
from kfor_graph.web.message import Request
from kfor_graph.web.negotiate import choose, not_acceptable, read, wanted

HTML, TTL, TRIG, NT, NQ, JSONLD, RDF = "html", "ttl", "trig", "nt", "nq", "jsonld", "rdf"
THING = tuple(one.media for one in (formats.PAGE, *formats.GRAPHS))
RESULT = tuple(one.media for one in formats.RESULTS)
GRAPH = tuple(one.media for one in formats.GRAPHS)
SUFFIX = {one.media: one.suffix for one in reversed(formats.FORMATS)}

CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
RDFLIB = "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1"
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
COMUNICA = "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,*/*;q=0.1"
WRAPPER = "application/sparql-results+json,application/json,text/javascript,application/javascript"

TABLE = [
    # nothing said
    (None, THING, HTML),
    ("", THING, HTML),
    ("   ", THING, HTML),
    ("*/*", THING, HTML),
    ("*", THING, HTML),
    ("*/*", GRAPH, TTL),
    ("*/*", RESULT, "srj"),
    # clients
    (CHROME, THING, HTML),
    (FIREFOX, THING, HTML),
    (JAVA, THING, HTML),
    (RDFLIB, THING, RDF),
    (JENA, THING, TTL),
    (COMUNICA, THING, NQ),
    (WRAPPER, RESULT, "srj"),
    (CHROME, GRAPH, RDF),
    (CHROME, RESULT, "srx"),
    ("image/png", THING, None),
    # each type by its name
    ("text/html", THING, HTML),
    ("text/turtle", THING, TTL),
    ("application/trig", THING, TRIG),
    ("application/n-triples", THING, NT),
    ("application/n-quads", THING, NQ),
    ("application/ld+json", THING, JSONLD),
    ("application/rdf+xml", THING, RDF),
    ("text/csv", RESULT, "csv"),
    ("text/tab-separated-values", RESULT, "tsv"),
    ("application/sparql-results+xml", RESULT, "srx"),
    # other names of them
    ("application/json", THING, JSONLD),
    ("application/json", RESULT, "srj"),
    ("text/plain", THING, NT),
    ("text/plain", RESULT, "tsv"),
    ("application/rdf", THING, RDF),
    ("text/ttl", THING, TTL),
    ("text/n3", THING, TTL),
    ("application/x-turtle", THING, TTL),
    ("application/xml", THING, RDF),
    ("text/xml", RESULT, "srx"),
    ("application/xhtml+xml", THING, HTML),
    ("text/x-nquads", THING, NQ),
    # a name of its own goes before another's
    ("application/json", ("application/ld+json", "application/json"), "json"),
    ("application/json, application/ld+json;q=0.2", THING, JSONLD),
    ("text/ttl;q=0.9, application/rdf+xml;q=0.8", THING, TTL),
    ("text/ttl;q=0.9, text/turtle;q=0.1, application/rdf+xml;q=0.5", THING, RDF),
    # weights
    ("text/html;q=0.5, text/turtle", THING, TTL),
    ("text/html;q=0.5, text/turtle;q=0.4", THING, HTML),
    ("text/html;q=0.5, text/turtle;q=0.501", THING, TTL),
    ("text/turtle;q=0.001", THING, TTL),
    ("text/turtle;q=0.3333333333, text/html;q=0.3", THING, TTL),
    ("text/turtle;q=1.000, text/html;q=0.999", THING, TTL),
    ("text/turtle;q=0.5, text/turtle;q=0.9, text/html;q=0.7", THING, TTL),
    ("text/turtle ; q = 0.9 , text/html;Q=0.3", THING, TTL),
    # nought excludes
    ("text/html;q=0", THING, None),
    ("text/html;q=0, */*", THING, TTL),
    ("text/*;q=0, */*;q=0.1", THING, TRIG),
    ("*/*;q=0", THING, None),
    ("*/*;q=0, text/turtle", THING, TTL),
    ("text/turtle;q=0.0, text/*", THING, HTML),
    ("application/json;q=0, */*", ("application/ld+json",), JSONLD),
    ("text/html;level=1;q=0, text/html", THING, HTML),
    # wildcards and closeness
    ("text/*", THING, HTML),
    ("application/*", THING, TRIG),
    ("text/*;q=0.3, text/turtle;q=0.2, */*;q=0.5", THING, TRIG),
    ("application/*;q=0.9, application/trig;q=0.1, text/html;q=0.5", THING, NT),
    ("text/turtle, */*", THING, TTL),
    ("application/ld+json, text/html", THING, HTML),
    ("*/*, text/csv", RESULT, "csv"),
    ("image/*, application/*;q=0.1", THING, TRIG),
    ("*/turtle", THING, HTML),
    # parameters
    ("text/turtle;charset=utf-8", THING, TTL),
    ('text/turtle; charset="UTF-8"; q=0.9, text/html;q=0.8', THING, TTL),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', THING, JSONLD),
    ('application/ld+json;profile="a,b;c\\"d", text/html;q=0.5', THING, JSONLD),
    ("text/turtle;version=1.2;q=0.7, text/html;q=0.6", THING, TTL),
    ("text/turtle;version=1.2, text/turtle;q=0.1, text/html;q=0.5", THING, HTML),
    ("text/html;level=2;q=0.4, text/html;level=1", ("text/html;level=2", "text/html;level=1"), "text/html;level=1"),
    ("text/turtle;q=0.5;ext=1", THING, TTL),
    # case and malformed elements
    ("TEXT/Turtle", THING, TTL),
    (",, ,text/turtle,,", THING, TTL),
    ("text/turtle;", THING, TTL),
    ("text/turtle;;q=0.4;", THING, TTL),
    ("text", THING, HTML),
    ("/", THING, HTML),
    ("text/turtle;q=abc, application/trig;q=0.1", THING, TRIG),
    ("text/turtle;q=, application/trig;q=0.1", THING, TRIG),
    ("text/turtle;q=-1, application/trig;q=0.1", THING, TRIG),
    ("text/turtle;q=7, text/html", THING, HTML),
    ("text/turtle;q=.9, text/html;q=.8", THING, TTL),
    ("text/turtle;q=1e3", THING, HTML),
    ("text/turtle;q=nan, text/csv", RESULT, "csv"),
    ("text/turtle q=0.9, application/trig", THING, TRIG),
    ('text/turtle;a="unclosed, text/html', THING, HTML),
    ("text/turtle\r\nX-Evil: 1", THING, HTML),
    ("текст/turtle, application/trig;q=0.2", THING, TRIG),
    ("a" * 100_000, THING, HTML),
    (", ".join(['x/y;a="'] * 4000), THING, None),
    # nothing offered
    ("text/html", (), None),
    (None, (), None),
]


@pytest.mark.parametrize(("accept", "offered", "suffix"), TABLE)
def test_a_client_gets_what_its_header_prefers(accept: str | None, offered: tuple[str, ...], suffix: str | None) -> None:
    """Weights, closeness, wildcards, parameters, refusals and other names decide as RFC 9110 has it; malformed parts are passed over."""
    media = choose(accept, offered)
    assert (None if media is None else SUFFIX.get(media, media)) == suffix


WORDS = [
    ("ttl", TTL),
    ("turtle", TTL),
    ("text/turtle", TTL),
    ("TTL", TTL),
    ("n3", TTL),
    ("jsonld", JSONLD),
    ("json-ld", JSONLD),
    ("json", JSONLD),
    ("application/ld+json", JSONLD),
    ("application/ld json", JSONLD),
    ("xml", RDF),
    ("rdfxml", RDF),
    ("rdf", RDF),
    ("nt", NT),
    ("ntriples", NT),
    ("nq", NQ),
    ("trig", TRIG),
    ("html", HTML),
    ("csv", None),
    ("", None),
    ("../../etc/passwd", None),
]


@pytest.mark.parametrize("name", ["format", "_mediatype", "output"])
@pytest.mark.parametrize(("word", "suffix"), WORDS)
def test_the_query_string_stands_above_the_header(name: str, word: str, suffix: str | None) -> None:
    """`?format=` and its aliases take suffixes, media types and usual names; an unknown word is none."""
    media = wanted(Request("GET", "/doc/x", ((name, word),), {"accept": "application/rdf+xml"}), THING)
    assert (None if media is None else SUFFIX[media]) == suffix


def test_a_suffix_of_its_own_goes_before_a_loose_word() -> None:
    """`json` is JSON where there is JSON, and JSON-LD elsewhere."""
    assert formats.named("json", ("application/ld+json", "application/json")) == "application/json"
    assert formats.named("json", RESULT) == "application/sparql-results+json"


def test_a_refusal_lists_what_there_is() -> None:
    """406 names each form with its address, as text and as links."""
    answer = not_acceptable([("/doc/x.ttl", "text/turtle"), ("/doc/x.html", "text/html")])
    headers = dict(answer.headers)
    assert (answer.status, headers["Vary"]) == (406, "Accept")
    assert headers["Link"].startswith('</doc/x.ttl>; rel="alternate"; type="text/turtle", <')
    assert isinstance(answer.body, bytes)
    assert b"/doc/x.html" in answer.body


def test_a_range_keeps_its_parameters() -> None:
    """Quoted values are unquoted, the weight is no parameter, and neither is the charset that everything has."""
    (one,) = read('application/ld+json; Profile="a \\"b\\", c"; q=0.25; charset=utf-8')
    assert (one.kind, one.subtype, one.weight) == ("application", "ld+json", 0.25)
    assert one.parameters == (("profile", 'a "b", c'),)


def test_suffixes_and_media_types_are_unique_in_each_list() -> None:
    """One suffix, one media type: what a file is called says what it is."""
    for forms in ((formats.PAGE, *formats.GRAPHS, *formats.TABLES), (formats.PAGE, *formats.RESULTS)):
        assert len({one.suffix for one in forms}) == len({one.media for one in forms}) == len(forms)
        assert all(formats.of_media(one.media).media == one.media for one in forms)
