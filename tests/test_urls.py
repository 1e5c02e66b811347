"""Links between pages."""

from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfor_graph import names
from kfor_graph.site.urls import foreign, href, iri_of, path_of, words_path

STEPS = st.lists(st.text("ab.-_:é ", min_size=1, max_size=5).filter(lambda step: step.strip(".")), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("target", "here", "link"),
    [
        (names.BASE + "id/doc/S-2007-652", "/", "doc/doc/S-2007-652.html"),
        (names.BASE + "id/rule/talks", "/doc/doc/S-2007-652.html", "../rule/talks.html"),
        (names.BASE + "id/doc/S-2007-652/obs-1", "/doc/doc/S-2007-652.html", "S-2007-652/obs-1.html"),
        (names.BASE + "scheme/rating/calm", "/doc/place/pristina.html", "../scheme/rating/calm.html"),
        (names.BASE + "graph/links", "/index.html", "doc/graph/links.html"),
        (names.BASE + "ontology#Event", "/doc/graph/links.html", "../../ontology.html#Event"),
        (names.BASE + "source/e7ab3944fd3cb089.txt", "/doc/doc/x.html", "../../source/e7ab3944fd3cb089.txt"),
        ("/doc/doc/S-2007-652.html#obs-1", "/doc/doc/S-2007-652.html", "#obs-1"),
        ("/doc/doc/S-2007-652.html#obs-1", "/doc/doc/S-2007-652/obs-1.html", "../S-2007-652.html#obs-1"),
        ("/", "/reports.html", "./"),
        ("/", "/doc/doc/x.html", "../../"),
        ("/search?q=a b", "/doc/place/x.html", "../../search?q=a%20b"),
        ("//evil.example/x", "/", ".//evil.example/x"),
        ("https://www.wikidata.org/entity/Q1", "/", "https://www.wikidata.org/entity/Q1"),
        ("javascript:alert(1)", "/", "#"),
        ("data:text/html,x", "/", "#"),
        ("relative", "/", "#"),
    ],
)
def test_links_are_relative(target: str, here: str, link: str) -> None:
    """An IRI of ours leads to its page, a foreign one stays, and what a browser should not follow leads nowhere."""
    assert href(target, here) == link


@given(STEPS, STEPS)
def test_a_browser_follows_a_link_to_the_path_meant(target: list[str], here: list[str]) -> None:
    """Resolved as browsers do, below any path, a link leads to its target."""
    to, at = "/" + "/".join(target), "/" + "/".join(here)
    for below in ("https://x.test", "https://x.test/some/where"):
        resolved = urljoin(f"{below}{at.replace(' ', '%20')}", href(to, at))
        assert unquote(resolved) == below + to


@pytest.mark.parametrize("iri", ["id/doc/S-2007-652", "id/doc/S-2007-652/obs-1", "scheme/rating/calm", "scheme/rating", "graph/links"])
def test_a_page_tells_what_it_is_about(iri: str) -> None:
    """Paths below /doc and IRIs of things are two ways to write the same."""
    assert iri_of(path_of(names.BASE + iri).removesuffix(".html")) == names.BASE + iri
    assert iri_of("/reports") is None


def test_what_is_foreign() -> None:
    """Only addresses of the web that are not ours are links to the outside."""
    assert foreign("https://www.wikidata.org/entity/Q1")
    assert not foreign(names.BASE + "id/place/pristina")
    assert not foreign("urn:x:y")


def test_a_claim_is_read_in_its_document() -> None:
    """The words of a claim stand in the reader of its document; what belongs to none has only its page."""
    assert words_path(names.BASE + "id/doc/S-2007-652/obs-1") == "/doc/doc/S-2007-652.html#obs-1"
    assert words_path(names.BASE + "id/doc/S-2007-652") == "/doc/doc/S-2007-652.html"
    assert words_path(names.BASE + "id/place/pristina") == "/doc/place/pristina.html"
