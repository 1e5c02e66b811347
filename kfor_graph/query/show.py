"""A document's parts, each with its claims and their words, and the sentences from which nothing was taken."""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.errors import StoreError
from kfor_graph.query.run import Table, run_table
from kfor_graph.store import Store


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim as people read it."""

    identifier: str
    "last step of its IRI"
    label: str
    certainty: str
    rule: str
    words: tuple[str, ...]
    "the evidence, in order"


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A letter or paragraph with what was taken from it, and what was not."""

    slug: str
    heading: str
    text: str
    claims: tuple[ShownClaim, ...]
    missed: tuple[str, ...]
    "sentences from which nothing was taken"


def show(store: Store, build: Path, key: str) -> Iterator[ShownPart]:
    """The parts of a document in order; none of one in a language that is not read.

    Raises StoreError where the build holds no such document.
    """
    queries = catalogue()
    document = {"document": f"<{names.document(key)}>"}
    parts = run_table(store, queries["pages/parts"], document)
    known = sorted(path.stem for path in (build / "documents").glob("*.nq"))
    if not parts.rows and key not in known:
        raise StoreError(build, f"there is no document {key}", f"name one of: {', '.join(known) or 'none'}")
    told = run_table(store, queries["pages/claims"], document)
    claims, first = _claims(told), _first(told)
    missed = _missed(build, key)
    for row in sorted(parts.dicts(), key=lambda row: _place(_slug(row), first)):
        slug = _slug(row)
        yield ShownPart(slug, row["heading"] or "", row["text"] or "", tuple(claims.get(slug, ())), tuple(missed.get(slug, ())))


def _slug(row: dict[str, str | None]) -> str:
    return str(row["part"]).rsplit("/", 1)[1]


def _claims(table: Table) -> dict[str, list[ShownClaim]]:
    found: dict[str, dict[str, ShownClaim]] = defaultdict(dict)
    for row in table.dicts():
        slug, identifier = _slug(row), str(row["claim"]).rsplit("/", 1)[1]
        words = " ".join(str(row["words"]).split())
        known = found[slug].get(identifier)
        said = (*known.words, words) if known else (words,)
        found[slug][identifier] = ShownClaim(identifier, str(row["label"]), str(row["certainty"]), row["rule"] or "", said)
    return {slug: list(claims.values()) for slug, claims in found.items()}


def _missed(build: Path, key: str) -> dict[str, list[str]]:
    coverage = json.loads((build / "coverage.json").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = defaultdict(list)
    for item in coverage[key]["missed"]:
        found[item["block"]].append(item["text"])
    return found


def print_understood(build: Path, key: str, console: Console) -> None:
    """Prints how much of a document was understood; formulas, which state nothing, are not counted in."""
    coverage = json.loads((build / "coverage.json").read_text(encoding="utf-8"))[key]
    understood, telling = coverage["understood"], coverage["sentences"] - coverage["formulas"]
    if not telling:
        console.print("no sentence was read", style="bold", highlight=False, markup=False)
    else:
        share = f"({100 * coverage['share']:.0f} %); {coverage['formulas']} more are formulas"
        console.print(f"\n{understood} of {telling} sentences understood {share}", style="bold", highlight=False, markup=False)


def _first(table: Table) -> dict[str, int]:
    """Where the first words of each part stand."""
    first: dict[str, int] = {}
    for row in table.dicts():
        first.setdefault(_slug(row), int(row["start"] or 0))
    return first


def _place(slug: str, first: dict[str, int]) -> tuple[int, list[tuple[int, str]]]:
    """Letters in the order of their words, then reports; numbers in a slug count as numbers."""
    steps = [(int(step), "") if step.isdigit() else (-1, step) for step in re.split(r"(\d+)", slug)]
    return (sys.maxsize if slug.startswith("report") else first.get(slug, 0)), steps


def print_parts(parts: Iterable[ShownPart], console: Console, with_claims: bool = True) -> None:
    """Prints parts for people; what was not understood is marked."""
    heading = ""
    for part in parts:
        if part.heading and part.heading != heading:
            console.print(f"\n{part.heading}", style="bold", highlight=False, markup=False)
        heading = part.heading
        console.print()
        console.print(f"{part.slug}  ", style="bold cyan", end="", highlight=False, markup=False)
        console.print(part.text, highlight=False, markup=False)
        for claim in part.claims if with_claims else ():
            hedge = "" if claim.certainty == "stated" else f" ({claim.certainty})"
            console.print(f"  • {claim.label}{hedge}", style="green", highlight=False, markup=False)
            console.print(f"    “{'” … “'.join(claim.words)}”", highlight=False, markup=False)
            console.print(f"    {claim.identifier} · {claim.rule}", style="dim", highlight=False, markup=False)
        for sentence in part.missed if with_claims else ():
            console.print(f"  ○ nothing taken from: {sentence}", style="yellow", highlight=False, markup=False)
