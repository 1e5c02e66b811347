"""The site of files: complete, the same each time, rewritten where something changed, and never at the cost of what is not ours."""

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from typer.testing import CliRunner

from kfor_graph import names
from kfor_graph.cli import app
from kfor_graph.errors import SiteError, StoreError
from kfor_graph.pipeline import build
from kfor_graph.share.editions import EDITIONS, ENDINGS, merged
from kfor_graph.site import assets
from kfor_graph.site.data import DataSet
from kfor_graph.site.describe import describe
from kfor_graph.site.pages import PAGES, page
from kfor_graph.site.publish import folder, paths
from kfor_graph.site.publish import publish as publishing
from kfor_graph.site.publish.options import FORMS, order
from kfor_graph.site.publish.order import Order, opened
from kfor_graph.site.publish.pieces import Piece, pieces
from kfor_graph.site.publish.publish import publish
from kfor_graph.web.graphs import SUFFIXES
from kfor_graph.web.message import whole
from tests.pages_of import Checked
from tests.test_linked_data import get

ROOT = Path(__file__).parent.parent
BASE = "https://data.example.org/kfor/"
BUILT = re.compile(r"/static/built/.+")
"What there is only where the scripts were built."


def tree(site: Path) -> dict[str, bytes]:
    """All files of a folder, by path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def wanted(published: Path) -> Order:
    """The order of the site that most tests look at."""
    return order(published, BASE, date(2026, 1, 2))


@pytest.fixture(scope="module")
def site(wanted: Order, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the published reports."""
    out = tmp_path_factory.mktemp("published-site") / "site"
    publish(wanted, out)
    return out


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, Checked]:
    """Every page of the site, by path."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        path = f"/{file.relative_to(site).as_posix()}"
        found[path] = Checked(file.read_text(encoding="utf-8"), path)
    return found


def test_every_link_leads_to_a_file(site: Path, read: dict[str, Checked]) -> None:
    """Whoever follows a link within the site finds a file, and in it the element that the link names; only scripts may not be built."""
    there = {f"/{path.relative_to(site).as_posix()}" for path in site.rglob("*") if path.is_file()}
    broken, fragments = set(), set()
    for path, one in read.items():
        for to, fragment in one.local() if path != "/404.html" else ():
            file = f"{to}index.html" if to.endswith("/") else to
            if file not in there and not (BUILT.fullmatch(file) and not assets.built("sparql.js")):
                broken.add((path, to))
            elif fragment and file in read and fragment not in read[file].identifiers:
                fragments.add((path, to, fragment))
    assert len(read) > 1500
    assert broken == set()
    assert fragments == set()


def test_pages_are_valid(read: dict[str, Checked]) -> None:
    """Elements nest and close, and nothing stands inline that the policy of the page forbids."""
    assert {path: one.errors for path, one in read.items() if one.errors} == {}


def test_every_page_brings_its_policy(site: Path, read: dict[str, Checked]) -> None:
    """A host of files sends none: no page may load anything from elsewhere, or run a script that stands in it."""
    for path in read:
        html = (site / path.lstrip("/")).read_text(encoding="utf-8")
        assert re.search(r"Content-Security-Policy\" content=\"default-src &#39;self&#39;;[^\"]*script-src &#39;self&#39;;", html), path
        assert "unsafe" not in html[: html.index("<body")]


def test_every_kind_of_page_is_there(wanted: Order, site: Path) -> None:
    """Each pattern of the list of pages fits a file."""
    files = [f"/{path.relative_to(site).as_posix()}" for path in site.rglob("*.html")]
    for pattern, _ in PAGES:
        if "(?P<of>" not in pattern:  # lists so long that they go on are none in two reports
            assert any(re.fullmatch(pattern, path) for path in files), pattern
    assert {piece.maker for piece in pieces(opened(wanted))} >= {"thing", "page", "query", "source", "vocabulary"}


def main_of(html: str) -> str:
    """The main part of a page, without what a site of files says of itself and without the addresses of links."""
    main = html[html.index("<main") : html.index("</main>")]
    main = re.sub(r"<p[^>]* data-files>.*?</p>|<script.*?</script>", "", main, flags=re.S)
    return re.sub(r" (?=[.,;])", "", " ".join(re.sub(r"<[^>]+>", " ", main).split()))


KINDS = (
    "/reports.html",
    "/events.html",
    "/events/2007.html",
    "/events/place/place/pristina.html",
    "/strength.html",
    "/statistics.html",
    "/talks.html",
    "/coverage.html",
    "/findings.html",
    "/ontology.html",
    "/shapes.html",
    "/queries.html",
    "/queries/competency/cq01.html",
    "/doc/doc/S-2007-652.html",
    "/doc/doc/S-2007-652/report-1-p3.html",
    "/doc/place/pristina.html",
    "/doc/mission/kfor.html",
    "/doc/rule/agreements.html",
    "/doc/scheme/event-type/killing.html",
    "/doc/graph/S-2007-652.html",
    "/doc/graph/links.html",
)


@pytest.mark.parametrize("path", KINDS)
def test_the_server_says_the_same(data: DataSet, site: Path, path: str) -> None:
    """The same address has the same main content on a server and on a site of files."""
    on_server = page(path, {}, data)
    assert on_server is not None
    on_site = (site / path.lstrip("/")).read_text(encoding="utf-8")
    assert main_of(on_site) == main_of(on_server.html)
    assert len(main_of(on_site)) > 100 or "links" in path


def test_all_claims_and_evidence_say_the_same(data: DataSet, site: Path) -> None:
    """Also the pages of every claim and every piece of evidence of a document are those of the server."""
    files = sorted(site.glob("doc/doc/S-2007-652/*-*.html"))
    assert len(files) > 150
    for file in files[::7]:
        on_server = page(f"/{file.relative_to(site).as_posix()}", {}, data)
        assert on_server and main_of(on_server.html) == main_of(file.read_text(encoding="utf-8")), file


@pytest.mark.parametrize("thing", ["place/pristina", "doc/S-2007-652", "mission/kfor", "doc/S-2007-652/report-1-p3"])
def test_every_form_of_a_thing(wanted: Order, site: Path, thing: str) -> None:
    """A thing is given in all forms of the server, which say what the server says, and each of them can be read."""
    found = describe(opened(wanted), f"{names.BASE}id/{thing}")
    assert found
    triples = {quad.triple for quad in found.quads}
    for suffix in SUFFIXES.split("|"):
        form = pyoxigraph.RdfFormat.from_extension(suffix)
        assert form
        file = site / f"doc/{thing}.{suffix}"
        assert {quad.triple for quad in pyoxigraph.parse(path=str(file), format=form)} == triples, suffix
    assert len((site / f"doc/{thing}.csv").read_text(encoding="utf-8").splitlines()) > len(triples)
    assert json.loads((site / f"doc/{thing}.json").read_bytes())["ok"]


@pytest.mark.parametrize(
    "path",
    ["/ontology.ttl", "/ontology/0.2.0.ttl", "/shapes.nt", "/queries/competency/cq01.csv", "/queries/competency/cq01.rq", "/prefixes.json"],
)
def test_files_are_those_of_the_server(data: DataSet, site: Path, path: str) -> None:
    """What both give is the same to the byte."""
    assert (site / path.lstrip("/")).read_bytes() == whole(get(data, path))


def test_known_places(site: Path) -> None:
    """What machines look for stands where they look, names this site, and no service that files cannot give."""
    for path in (
        "void.ttl",
        ".well-known/void",
        "dcat.ttl",
        "sitemap.xml",
        "robots.txt",
        "prefixes.json",
        "version.json",
        ".nojekyll",
        "404.html",
    ):
        assert (site / path).is_file(), path
    void = rdflib.Graph().parse(site / ".well-known/void", format="turtle")
    dumped = {str(value) for value in void.objects(None, rdflib.URIRef(names.expand("void:dataDump")))}
    assert dumped == {f"{BASE}dumps/{edition.file}.{ending}.gz" for edition in EDITIONS for ending in ENDINGS}
    assert not list(void.objects(None, rdflib.URIRef(names.expand("void:sparqlEndpoint"))))
    assert "DataService" not in (site / "dcat.ttl").read_text(encoding="utf-8")
    listed = re.findall(r"<loc>([^<]+)</loc><lastmod>([^<]+)<", (site / "sitemap.xml").read_text(encoding="utf-8"))
    assert {day for _, day in listed} == {"2026-01-02"}
    assert all((site / (address.removeprefix(BASE) or "index.html")).is_file() for address, _ in listed)
    assert json.loads((site / "version.json").read_bytes())["modified"].startswith("2026-01-02")


def test_the_page_for_what_is_missing_holds_at_any_depth(site: Path) -> None:
    """It is given at the address that was asked for, so that its links begin at the root of the site."""
    assert '<base href="/kfor/">' in (site / "404.html").read_text(encoding="utf-8")


def test_search_index_leads_to_pages(site: Path) -> None:
    """Each entry of the index leads to a file of the site."""
    index = json.loads((site / "search-index.json").read_bytes())
    assert len(index["entries"]) > 700
    assert {kind for _, kind, *_ in index["entries"]} <= set(index["kinds"])
    assert all((site / path.partition("#")[0].lstrip("/")).is_file() for _, _, _, path, _ in index["entries"])


# Dumps


def dump(site: Path, edition: str, ending: str) -> list[pyoxigraph.Quad]:
    """The quads of a dump."""
    form = pyoxigraph.RdfFormat.from_extension(ending)
    assert form
    file = next(one.file for one in EDITIONS if one.name == edition)
    return list(pyoxigraph.parse(gzip.decompress((site / f"dumps/{file}.{ending}.gz").read_bytes()), format=form))


def test_the_whole_dump_is_the_build(published: Path, site: Path) -> None:
    """All quads, sorted, each once, the same in both forms."""
    lines = {line for file in published.glob("*/*.nq") for line in file.read_bytes().splitlines(keepends=True)}
    assert gzip.decompress((site / "dumps/kfor-graph.nq.gz").read_bytes()) == b"".join(sorted(lines))
    assert {*dump(site, "all", "trig")} == {*dump(site, "all", "nq")}


def test_rdflib_reads_the_dumps(site: Path) -> None:
    """A reader that is not ours finds as many quads."""
    for edition in ("all", "plain"):
        file = next(one.file for one in EDITIONS if one.name == edition)
        read = rdflib.Dataset()
        read.parse(data=gzip.decompress((site / f"dumps/{file}.trig.gz").read_bytes()), format="trig")
        assert len(list(read.quads())) == len(dump(site, edition, "nq"))


def test_the_plain_dump_has_facts_alone(site: Path) -> None:
    """No claim but figures that are stated, no evidence, no run of a rule, nothing alleged; entities, events and figures are all there."""
    plain, everything = dump(site, "plain", "nq"), dump(site, "all", "nq")
    store, other = pyoxigraph.Store(), pyoxigraph.Store()
    store.bulk_extend(plain)
    other.bulk_extend(everything)

    def count(of: pyoxigraph.Store, pattern: str) -> int:
        found = of.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}", prefixes=names.PREFIXES, use_default_graph_as_union=True)
        return int(next(iter(found))["n"].value)  # type: ignore[union-attr, index, arg-type]

    for pattern in (
        "?x a kfo:Evidence",
        "?x a kfo:Statement",
        "?x a kfo:Account",
        "?x a prov:Activity",
        "?s kfo:evidence ?x",
        "?x a kfo:SourceIssue",
    ):
        assert count(other, pattern) > 0
        assert count(store, pattern) == 0, pattern
    for pattern in ("?x a kfo:Event", "?x a kfo:Place", "?x kfo:value ?v", "?x a kfo:Report"):
        assert count(store, pattern) == count(other, pattern) > 0, pattern
    assert set(plain) < set(everything)


def test_statements_reify_in_rdf_12(site: Path) -> None:
    """Each statement reifies the triple that it tells; what is stated stands in the graph too; nothing else differs."""
    new, old = dump(site, "rdf12", "nq"), dump(site, "all", "nq")
    assert set(dump(site, "rdf12", "trig")) == set(new)
    reifies = names.expand("rdf:reifies")
    told = {(quad.subject, quad.object) for quad in new if quad.predicate.value == reifies}
    roles = [names.expand(f"rdf:{role}") for role in ("subject", "predicate", "object")]
    parts: dict[object, dict[str, object]] = {}
    for quad in old:
        if quad.predicate.value in roles:
            parts.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
    assert len(told) == len(parts) > 40
    assert {(subject, *map(str, triple)) for subject, triple in told} == {
        (subject, *(str(found[role]) for role in roles)) for subject, found in parts.items()
    }
    assert {quad for quad in new if quad.predicate.value != reifies} == {quad for quad in old if quad.predicate.value not in roles}
    asserted = {quad.triple for quad in new}
    assert sum(triple in asserted for _, triple in told) > 40


def test_lines_of_many_files_merge(tmp_path: Path) -> None:
    """However many files there are, lines come sorted and once, also where one lacks its last line break."""
    for number in range(450):
        lines = sorted({f"<x:{(number * 7919 + step) % 5000}> <p:p> <o:o> <g:g> ." for step in range(20)})
        (tmp_path / f"{number:03}.nq").write_text("\n".join(lines), encoding="utf-8")
    files = sorted(tmp_path.glob("*.nq"))
    found = list(merged(files))
    assert found == sorted({line.encode() + b"\n" for file in files for line in file.read_text(encoding="utf-8").splitlines()})


def test_checksums_and_crate(site: Path) -> None:
    """Checksums hold; the RO-Crate describes itself, its root, its licence, and each file that is data with size and checksum."""
    for line in (site / "dumps/SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((site / "dumps" / name).read_bytes()).hexdigest() == digest
    crate = json.loads((site / "ro-crate-metadata.json").read_bytes())
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    nodes = {node["@id"]: node for node in crate["@graph"]}
    assert len(nodes) == len(crate["@graph"])
    descriptor, root = nodes["ro-crate-metadata.json"], nodes["./"]
    assert descriptor["@type"] == "CreativeWork"
    assert (descriptor["about"], descriptor["conformsTo"]) == ({"@id": "./"}, {"@id": "https://w3id.org/ro/crate/1.1"})
    assert root["@type"] == "Dataset" and root["name"] and root["description"] and root["datePublished"] == "2026-01-02"
    assert nodes[root["license"]["@id"]]["name"]
    files = [node for node in crate["@graph"] if node["@type"] == "File"]
    assert [part["@id"] for part in root["hasPart"]] == [file["@id"] for file in files]
    assert len(files) > 12
    for file in files:
        content = (site / file["@id"]).read_bytes()
        assert (str(len(content)), hashlib.sha256(content).hexdigest()) == (file["contentSize"], file["sha256"]), file["@id"]
    named = {value["@id"] for node in nodes.values() for value in node.values() if isinstance(value, dict)}
    assert {iri for iri in named if not iri.startswith(("https://w3id.org/ro/", BASE))} <= set(nodes)


def test_citation(site: Path) -> None:
    """CITATION.cff has the day of the release and the address of the site."""
    text = (site / "CITATION.cff").read_text(encoding="utf-8")
    assert "date-released: 2026-01-02\n" in text and f'url: "{BASE}"\n' in text and "type: dataset\n" in text


REDIRECTS = (
    ("id/place/pristina", "text/turtle", "doc/place/pristina.ttl"),
    ("id/place/pristina", "application/rdf+xml", "doc/place/pristina.rdf"),
    ("id/place/pristina", "text/html,*/*", "doc/place/pristina.html"),
    ("scheme/event-type/killing", "application/ld+json", "doc/scheme/event-type/killing.jsonld"),
    ("graph/S-2007-652", "application/n-quads", "doc/graph/S-2007-652.nq"),
    ("ontology", "text/html", "ontology.html"),
    ("ontology", "text/turtle", "ontology.ttl"),
    ("ontology/0.2.0", "text/turtle", "ontology/0.2.0.ttl"),
    ("alignments", "*/*", "alignments.ttl"),
    ("void.ttl", "*/*", "void.ttl"),
    ("", "text/html", ""),
)


@pytest.mark.parametrize(("asked", "accept", "target"), REDIRECTS)
def test_permanent_addresses_lead_to_files(site: Path, asked: str, accept: str, target: str) -> None:
    """The .htaccess, read as Apache reads it, leads each address to the file in the form that is asked for."""
    conditions: list[str] = []
    for line in (site / "w3id/.htaccess").read_text(encoding="utf-8").splitlines():
        words = line.split()
        if line.startswith("RewriteCond"):
            conditions.append(words[2])
        elif line.startswith("RewriteRule"):
            found = re.search(words[1], asked)
            if found and all(re.search(condition, accept) for condition in conditions):
                assert words[2].replace("$1", found[1] if found.re.groups else "") == BASE + target
                assert (site / (target or "index.html")).is_file()
                return
            conditions = []
    pytest.fail("no rule fits")


# Again, and after a change


def few(data: DataSet) -> Iterator[Piece]:
    """Some of the pieces: those by which the folder is tested."""
    own = {"known", "search", "page", "vocabulary", "source"}
    return (piece for piece in pieces(data) if piece.maker in own or piece.name.startswith(("id/place/p", "id/doc/S-2007-652/obs")))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder with copies of the reports and the site of its build, in one form."""
    place = tmp_path_factory.mktemp("small")
    shutil.copytree(ROOT / "reports", place / "reports")
    build([str(place / "reports")], place / "build", 1)
    publish(order(place / "build", BASE, date(2026, 1, 2), "ttl"), place / "site")
    return place, place / "site"


@pytest.fixture
def part(small: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with that build and a site of few pieces."""
    monkeypatch.setattr(publishing, "pieces", few)
    shutil.copytree(small[0] / "build", tmp_path / "build")
    publish(order(tmp_path / "build", BASE, date(2026, 1, 2), "ttl"), tmp_path / "site")
    return tmp_path


def test_processes_make_no_difference(small: tuple[Path, Path], tmp_path: Path) -> None:
    """Several processes write the same bytes as one."""
    publish(order(small[0] / "build", BASE, date(2026, 1, 2), "ttl"), tmp_path / "site", workers=2)
    assert tree(tmp_path / "site") == tree(small[1])


def test_a_change_touches_only_what_it_must(small: tuple[Path, Path], tmp_path: Path) -> None:
    """Another figure in one report rewrites that report's pages, and nothing of the other; what comes out is as if made anew."""
    place, _ = small
    shutil.copytree(place, tmp_path / "all")
    place, site = tmp_path / "all", tmp_path / "all" / "site"
    changed = next(path for path in (place / "reports").iterdir() if "15,314" in path.read_text(encoding="utf-8"))
    changed.write_text(changed.read_text(encoding="utf-8").replace("15,314", "15,317"), encoding="utf-8")
    build([str(place / "reports")], place / "build", 1)
    before = {path: (site / path).stat().st_mtime_ns for path in tree(site)}
    wanted = order(place / "build", BASE, date(2026, 1, 2), "ttl")
    found = publish(wanted, site)
    after = {path: (site / path).stat().st_mtime_ns for path in tree(site)}
    touched = {path for path, moment in after.items() if before.get(path) != moment}
    gone = set(before) - set(after)
    assert 0 < found.removed == len(gone)
    assert found.written < len(after) / 8
    assert not {
        path for path in touched if path.startswith(("doc/doc/letter-2020-12-03", "doc/scheme/event-type", "static", "doc/graph/letter"))
    }
    assert any(path.startswith("doc/doc/S-2007-652/obs-") for path in touched)
    publish(wanted, tmp_path / "anew")
    assert tree(tmp_path / "anew") == tree(site)


def test_what_is_ours_goes_and_what_is_not_stays(part: Path) -> None:
    """Files of others in the folder are neither deleted nor overwritten; one in the way of ours is named, and the site stays."""
    site = part / "site"
    (site / "CNAME").write_text("data.example.org\n", encoding="utf-8")
    (site / "doc" / "place" / "notes.txt").write_text("mine\n", encoding="utf-8")
    listed = (site / folder.LIST).read_text(encoding="utf-8")
    (site / "about.html").write_text("mine\n", encoding="utf-8")
    (site / folder.LIST).write_text(listed.replace("\tabout.html", ""), encoding="utf-8")
    wanted = order(part / "build", BASE, date(2026, 1, 3), "ttl")
    before = tree(site)
    with pytest.raises(SiteError, match=r"about\.html: is in the way"):
        publish(wanted, site)
    assert {path: content for path, content in tree(site).items() if not path.startswith(folder.NEW)} == before
    (site / "about.html").unlink()
    publish(wanted, site)
    assert (site / "CNAME").read_text(encoding="utf-8") == "data.example.org\n"
    assert (site / "doc" / "place" / "notes.txt").read_text(encoding="utf-8") == "mine\n"
    publish(order(part / "build", BASE, date(2026, 1, 3), ""), site)
    assert (site / "doc" / "place" / "notes.txt").is_file()
    assert not list(site.glob("doc/**/*.ttl"))
    assert "as data" not in (site / "doc/place/pristina.html").read_text(encoding="utf-8")


def test_an_interruption_leaves_the_old_site(part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the end nothing of the old site has moved; while it moves, the next publishing makes it whole."""
    site = part / "site"
    wanted = order(part / "build", "https://other.example.org/", date(2026, 1, 4), "ttl")
    before = tree(site)
    moved = list[Path]()

    def stopped(*_: object) -> int:
        raise KeyboardInterrupt

    def few_times(one: Path, other: Path) -> Path:
        moved.append(other)
        if len(moved) == 40:
            raise KeyboardInterrupt
        shutil.move(one, other)
        return other

    with monkeypatch.context() as patch:
        patch.setattr(folder, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            publish(wanted, site)
    assert {path: content for path, content in tree(site).items() if not path.startswith(folder.NEW)} == before
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", few_times)
        with pytest.raises(KeyboardInterrupt):
            publish(wanted, site)
    publish(wanted, site)
    publish(wanted, part / "anew")
    assert tree(site) == tree(part / "anew")


# What is refused


def test_a_folder_that_is_not_ours_is_refused(wanted: Order, tmp_path: Path) -> None:
    """Nothing is written into a folder with other things, or in the place of a file."""
    (tmp_path / "thesis.txt").write_text("mine\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"holds thesis\.txt and is no site of ours"):
        publish(wanted, tmp_path)
    with pytest.raises(SiteError, match="is no folder"):
        publish(wanted, tmp_path / "thesis.txt")
    assert tree(tmp_path) == {"thesis.txt": b"mine\n"}


def test_a_folder_that_cannot_be_written(wanted: Order) -> None:
    """One line says so."""
    with pytest.raises(SiteError, match="cannot be written"):
        publish(wanted, Path("/proc/site"))


def test_two_publish_to_one_folder(wanted: Order, tmp_path: Path) -> None:
    """The second is told to wait."""
    with folder.held(tmp_path / "site"), pytest.raises(SiteError, match="is being published to"):
        publish(wanted, tmp_path / "site")


def test_no_build(tmp_path: Path) -> None:
    """Without a build there is no site, and no folder for it."""
    with pytest.raises(StoreError, match="there is no such folder"):
        publish(order(tmp_path / "build", BASE), tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("base", ["", "example.org", "ftp://example.org/", "https://example.org/?a=b", "https://", "https://a.b/\n"])
def test_an_address_that_is_none(tmp_path: Path, base: str) -> None:
    """An address without host, or with more than a path, is refused."""
    with pytest.raises(SiteError, match="is no address of a site"):
        order(tmp_path, base)


def test_forms_are_chosen_by_suffix(tmp_path: Path) -> None:
    """Any order and spaces do; an unknown form is named; none are possible."""
    assert order(tmp_path, BASE, forms=" .nt, ttl").forms == ("ttl", "nt")
    assert order(tmp_path, BASE, forms="").forms == ()
    assert order(tmp_path, BASE).forms == FORMS
    with pytest.raises(SiteError, match="there is no form 'xls'"):
        order(tmp_path, BASE, forms="ttl,xls")


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("doc/" + "x" * 300 + ".html", "too long"),
        ("doc/../../etc", "cannot be"),
        ("doc//x", "cannot be"),
        ("doc/a\x00b", "cannot be"),
        ("doc/a\\b", "cannot be"),
    ],
)
def test_names_that_cannot_be_files(path: str, what: str) -> None:
    """They are named before anything is written."""
    with pytest.raises(SiteError, match=what):
        paths.check(path)
    assert paths.check("doc/place/priština.html") == "doc/place/priština.html"


def test_names_that_collide_where_letters_are_not_told_apart(tmp_path: Path) -> None:
    """Paths that differ only in capital letters are found, and a disk is asked whether it tells them apart."""
    assert paths.collisions(["doc/A.html", "doc/b.html", "doc/a.html"]) == [("doc/A.html", "doc/a.html")]
    assert paths.tells_letters_apart(tmp_path) == (not (tmp_path / ".").with_name(tmp_path.name.upper()).exists())
    assert list(tmp_path.iterdir()) == []


def test_colliding_names_are_told(part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that collide are reported; on a disk that would lose one of them nothing is published."""
    graph = f"<{names.graph('S-2007-652')}>"
    lines = (part / "build/documents/S-2007-652.nq").read_text(encoding="utf-8")
    extra = f'<{names.BASE}id/place/pRISTINA> <{names.expand("rdfs:label")}> "Pristina" {graph} .\n'
    (part / "build/documents/S-2007-652.nq").write_text("".join(sorted([*lines.splitlines(keepends=True), extra])), encoding="utf-8")
    wanted = order(part / "build", BASE, date(2026, 1, 2), "ttl")
    found = publish(wanted, part / "site")
    assert ("doc/place/pRISTINA.html", "doc/place/pristina.html") in found.alike
    monkeypatch.setattr(paths, "tells_letters_apart", lambda _: False)
    with pytest.raises(SiteError, match=r"doc/place/pRISTINA\.html doc/place/pristina\.html: are one file on this disk"):
        publish(wanted, part / "other")


def test_the_command(small: tuple[Path, Path], tmp_path: Path) -> None:
    """It says how many files there are and were written, and is one line where something is wrong."""
    place, _ = small
    shutil.copytree(place / "site", tmp_path / "site")
    words = ["publish", str(place / "build"), "-o", str(tmp_path / "site"), "--base", BASE, "--date", "2026-01-02", "--forms", "ttl"]
    done = CliRunner().invoke(app, [*words, "--workers", "1"])
    assert done.exit_code == 0, done.output
    assert re.search(r"site: [\d,]+ files, 0 written, 0 removed", done.output.replace("\n", "")), done.output
