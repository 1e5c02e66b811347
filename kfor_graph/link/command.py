"""What the commands `link propose` and `link review` do: the tables that are meant, one call, and a line that tells what came of it."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console

from kfor_graph.client.remote import open_any
from kfor_graph.errors import LinkError
from kfor_graph.link.ask import Guest
from kfor_graph.link.endpoint import endpoint
from kfor_graph.link.propose import Progress, propose
from kfor_graph.link.review import Walk, walk
from kfor_graph.link.settings import settings
from kfor_graph.link.sssom import read_table
from kfor_graph.link.subjects import active, choose, gazetteer, subjects
from kfor_graph.link.table import beside, merged, read_review, write_review
from kfor_graph.resources import folder
from kfor_graph.vocabulary import vocabulary


def cache_folder() -> Path:
    """Where answers are kept: in the user's cache, by the XDG Base Directory Specification."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".cache") / "kfor-graph" / "links"


def links_file(given: Path | None) -> Path:
    """The table of links that is meant: the project's own where none is given."""
    return given or folder("ontology") / "links.sssom.tsv"


def run_propose(
    endpoints: Sequence[str],
    files: Sequence[Path],
    wanted: Sequence[str],
    links: Path | None,
    build: Path | None,
    guest: Guest,
    progress: Progress,
    address: str | None = None,
) -> tuple[str, tuple[LinkError, ...]]:
    """Proposes candidates and writes the table for review. Gives a line that tells so, and the sources that failed.

    address: of a store that tells when persons were in office instead of a build

    Raises LinkError, or a group of them, where a table is broken, nothing is asked, or an entity or address is none.
    """
    if not endpoints and not files:
        raise LinkError("link propose", "nobody is asked", "add --endpoint URL or --gazetteer FILE")
    path = links_file(links)
    table = read_table(path, vocabulary().has)
    read_review(beside(path))  # a table that is broken is told before anybody is asked
    asked = [endpoint(words) for words in endpoints]
    told = {}
    if build is not None or address:
        with open_any(build or Path("build"), address) as store:
            told = active(store)
    chosen = choose(subjects(gazetteer(), table, told), wanted)
    proposed = propose(chosen, asked, files, guest, table, settings(), progress)
    # asking takes a while, in which somebody may have decided: both tables are read as they are by now
    rows = merged(read_review(beside(path)), proposed.rows, read_table(path, vocabulary().has))
    write_review(beside(path), rows)
    entities, open_rows = len({row.subject for row in proposed.rows}), sum(not row.decision for row in rows)
    found = f"{len(proposed.rows)} candidates for {entities} of {len(chosen)} entities"
    return f"{beside(path)}: {found}; {open_rows} to review", proposed.errors


def run_review(links: Path | None, who: str, unsure: bool, console: Console) -> str:
    """Walks through the table for review, with keys of the terminal, or lines of standard input. Gives a line that tells what was decided.

    Raises LinkError, or a group of them, where a table is broken or cannot be written, and where there is none.
    """
    path = links_file(links)
    if not beside(path).exists():
        raise LinkError(beside(path), "there is no table for review", "make it with: kfor-graph link propose")
    if not who.strip() or not who.isprintable():
        raise LinkError("--who", "is empty, or has letters that cannot be printed", "write what kind of author you are: a reviewer")
    state = Walk(path, who.strip(), vocabulary().has, unsure)
    made = walk(state, console, _pressed if sys.stdin.isatty() else _line)
    left = sum(not row.decision for row in read_review(beside(path)))
    return f"{path}: {', '.join(f'{number} {decision}' for decision, number in made.items())}; {left} not decided"


def _pressed() -> str:
    """One key of the terminal; empty at Ctrl-C and Ctrl-D, which end the walk: what was decided is written."""
    try:
        return typer.getchar()
    except (EOFError, KeyboardInterrupt):
        return ""


def _line() -> str:
    """The first letter of the next line that has one; empty at the end."""
    for line in sys.stdin:
        if line.strip():
            return line.strip()[0]
    return ""
