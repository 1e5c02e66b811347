"""How fast graphs are validated: the published reports' graphs, repeated under distinct keys, every tenth with a planted defect.

    python -m tests.bench.shacl [TRIPLES …]

Prints for each engine and size the triples, seconds by the clock and of the processor (reading included), processor milliseconds a
document (median, and the slowest of twenty), how many results, and peak memory; then how many times faster than plain pySHACL the
queries are, by the processor, which others on the machine disturb less, and whether all results are the same.
Plain pySHACL sees all documents as one graph with the ontology, as `pyshacl.validate` does; it is run on the first size alone. Goals:
50 times faster than that at 100,000 triples; a million triples in 30 seconds in flat memory; 30 milliseconds a document.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from kfor_graph.pipeline import find, process

REPORTS = Path(__file__).parents[2] / "reports"
SIZES = (100_000, 1_000_000)
DOCUMENTS = "https://w3id.org/kfor-graph/id/doc/"

MEASURED = """
import gc, hashlib, json, resource, sys, time
from pathlib import Path
from statistics import quantiles
from kfor_graph.quality import user
from kfor_graph.quality.document import check, our_validator
from kfor_graph.quality.engine import Engine
from kfor_graph.resources import folder
how, place = sys.argv[1], Path(sys.argv[2])
start, found, times, audit = time.perf_counter(), [], [], bytearray()
busy = time.process_time()
if how == "plain":
    found = user.results(place / "all.nq", [folder("shapes")], [folder("ontology")])
else:
    our_validator().compiled
    gc.freeze()
    for path in sorted((place / "documents").iterdir()):
        begun = time.process_time()
        checked = check(path.stem, path.read_bytes(), engine=Engine(how))
        times.append(1000 * (time.process_time() - begun))
        found += checked.results
        audit += checked.audit
seconds, busy = time.perf_counter() - start, time.process_time() - busy
told = sorted("|".join((item.focus, item.shape, item.path, item.severity, item.value, item.component, item.message)) for item in found)
ranks = quantiles(times, n=20) if len(times) > 1 else [0] * 19
if how == "sparql":
    (place / "audit.nq").write_bytes(audit)
print(json.dumps({
    "seconds": seconds, "busy": busy, "results": len(told), "same": hashlib.sha256("\\n".join(told).encode()).hexdigest(),
    "middle": ranks[9], "slow": ranks[18], "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""
"Runs in a process of its own, so that its memory is its own."


def copied(graph: str, key: str, copy: str) -> list[str]:
    """The lines of a document's graph under another key; what documents share is the copy's own, so that none completes another."""
    lines = graph.splitlines()
    for node in sorted({line.split(" ", 1)[0] for line in lines}):
        if not node.startswith(f"<{DOCUMENTS}{key}"):
            graph = graph.replace(node, f"{node[:-1]}-{copy}>")
    return graph.replace(f"{DOCUMENTS}{key}", DOCUMENTS + copy).replace(f"/graph/{key}>", f"/graph/{copy}>").splitlines()


def defective(lines: list[str], number: int) -> list[str]:
    """A graph with one of seven defects."""
    kind, predicate = (
        ("drop", "ontology#certainty>"),
        ("drop", "rdf-schema#label>"),
        ("string", "ontology#value>"),
        ("number", "oa#start>"),
        ("number", "ontology#value>"),
        ("class", "22-rdf-syntax-ns#type> <https://w3id.org/kfor-graph/ontology#Evidence>"),
        ("double", "ontology#unit>"),
    )[number % 7]
    places = [place for place, line in enumerate(lines) if predicate in line]
    place = places[number % len(places)]
    line = lines[place]
    if kind == "drop":
        return lines[:place] + lines[place + 1 :]
    if kind == "double":
        other = line.split("> <", 2)
        return [*lines, "> <".join((*other[:2], "https://w3id.org/kfor-graph/scheme/unit/euro> <" + line.rsplit(" <", 1)[1]))]
    if kind == "string":
        changed = line.replace("^^<http://www.w3.org/2001/XMLSchema#integer>", "").replace(
            "^^<http://www.w3.org/2001/XMLSchema#decimal>", ""
        )
    elif kind == "number":
        changed = line.replace('> "', '> "1', 1)
    else:
        changed = line.replace("ontology#Evidence>", "ontology#Proof>")
    return [*lines[:place], changed, *lines[place + 1 :]]


def write_documents(folder: Path, triples: int) -> tuple[int, int]:
    """Documents with at least so many triples together; how many documents, and how many triples."""
    graphs = []
    for found in find([str(REPORTS)]):
        done = process(found, validate=False)
        graphs.append((done.summary.key, done.nquads.decode()))
    written = number = 0
    while written < triples:
        key, graph = graphs[number % len(graphs)]
        copy = f"copy-{number:05}"
        lines = copied(graph, key, copy)
        if number % 10 == 9:
            lines = defective(lines, number // 10)
        (folder / f"{copy}.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
        written, number = written + len(lines), number + 1
    return number, written


def measure(how: str, place: Path) -> dict[str, float | str]:
    """One validation in a process of its own."""
    command = [sys.executable, "-c", MEASURED, how, str(place)]
    result: dict[str, float | str] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result


def main() -> None:
    """The queries at each size; pySHACL document by document, and plain, at the first."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    print("documents  triples  engine                 seconds  processor  ms median  ms slow  results  peak MB")
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            place = Path(scratch)
            (place / "documents").mkdir()
            documents, triples = write_documents(place / "documents", size)
            results = {}
            for how in ("sparql", "pyshacl", "plain") if size == sizes[0] else ("sparql",):
                if how == "plain":
                    parts = [*sorted((place / "documents").iterdir()), place / "audit.nq"]
                    (place / "all.nq").write_bytes(b"".join(part.read_bytes() for part in parts))
                result = results[how] = measure(how, place)
                name = {"sparql": "queries, then pySHACL", "pyshacl": "pySHACL by document", "plain": "plain pySHACL"}[how]
                times = f"{result['middle']:10.1f} {result['slow']:8.1f}" if how != "plain" else f"{'':19}"
                print(
                    f"{documents:9} {triples:8}  {name:21} {result['seconds']:8.2f} {result['busy']:10.2f}"
                    f" {times} {result['results']:8} {result['peak']:8.0f}",
                    flush=True,
                )
            if len(results) > 1:
                ratios = {how: float(result["busy"]) / float(results["sparql"]["busy"]) for how, result in results.items()}
                same = len({result["same"] for result in results.values()}) == 1
                print(f"queries: {ratios['plain']:.0f} times as fast as plain pySHACL, {ratios['pyshacl']:.1f} times as by document")
                print("all results are the same" if same else "RESULTS DIFFER")
                if not same:
                    raise SystemExit(1)


if __name__ == "__main__":
    main()
