"""How fast networks are written, and how fast they are read out of a build.

    python -m tests.bench.export [EDGES]

Prints, for each format of networks, seconds, edges a second and megabytes of a made network of 100,000 edges; then, for the published
reports repeated in other years, how long the whole graph takes from the open store to GEXF. Goals: every format in seconds; time linear
in the edges (half as many are measured too).
"""

import sys
import tempfile
import time
from pathlib import Path

from kfor_graph.pipeline import build
from kfor_graph.share.export import FORMATS, NetworkFormat, export
from kfor_graph.share.filters import filters
from kfor_graph.share.networks.network import Network
from kfor_graph.share.targets import write_file, write_folder
from kfor_graph.store import open_store
from tests.bench.build import REPORTS
from tests.networks import large

DRAWN = frozenset({"svg"})
"Drawn by another program, and only for so many edges as people can read."
YEARS = range(1999, 2025)
DOCUMENTS = 520


def measure(form: NetworkFormat, network: Network, out: Path) -> tuple[float, float]:
    """Seconds and megabytes of one export."""
    start = time.perf_counter()
    files = form.write(network)
    if form.suffix:
        ((_, chunks),) = files
        written = [write_file(out / f"network{form.suffix}", chunks)]
    else:
        written = list(write_folder(out / "network", files))
    return time.perf_counter() - start, sum(path.stat().st_size for path in written) / 2**20


def formats(edges: int) -> None:
    """Measures every format of networks."""
    networks = large(edges // 2), large(edges)
    print("format          edges  seconds  edges a second      MB")
    for name, form in FORMATS.items():
        if isinstance(form, NetworkFormat) and name not in DRAWN:
            for network in networks:
                with tempfile.TemporaryDirectory() as scratch:
                    seconds, size = measure(form, network, Path(scratch))
                print(f"{name:11} {len(network.edges):9} {seconds:8.2f} {len(network.edges) / seconds:15.0f} {size:7.1f}", flush=True)


def write_years(folder: Path, size: int) -> None:
    """The published reports in turn, each moved to another year, under keys of their own."""
    originals = sorted(path for path in REPORTS.iterdir() if path.suffix in {".txt", ".md"})
    tables = []
    for number in range(size):
        original = originals[number % len(originals)]
        year = str(YEARS[number // len(originals) % len(YEARS)])
        name = f"{number:05}{original.suffix}"
        text = original.read_text(encoding="utf-8").replace("2007", year).replace("2020", year)
        (folder / name).write_text(text, encoding="utf-8")
        tables.append(f'["{name}"]\nkey = "copy-{number:05}"\n')
    (folder / "reports.toml").write_text("\n".join(tables), encoding="utf-8")


def whole() -> None:
    """Measures the whole graph of many reports."""
    with tempfile.TemporaryDirectory() as scratch:
        corpus, out = Path(scratch, "reports"), Path(scratch, "build")
        corpus.mkdir()
        write_years(corpus, DOCUMENTS)
        built = build([str(corpus)], out, validate=False)
        with open_store(out, in_memory=True) as store:
            start = time.perf_counter()
            written = export(store, "gexf", "whole", filters(), Path(scratch, "whole.gexf"))
            seconds = time.perf_counter() - start
        print(f"{DOCUMENTS} documents, {built.quads} triples: {written.said} as GEXF in {seconds:.1f} s")


def main() -> None:
    """Measures all."""
    formats(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    whole()


if __name__ == "__main__":
    main()
