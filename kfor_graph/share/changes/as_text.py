"""Changes for the terminal: a line for each thing, what differs below it, then the words that state it."""

from collections.abc import Iterator

from rich.console import Console

from kfor_graph.share.changes.model import SECTIONS, Change, Changes, Kind

_SIGNS = {Kind.ADDED: ("+", "green"), Kind.REMOVED: ("-", "red"), Kind.CHANGED: ("~", "yellow")}


def print_changes(changes: Changes, console: Console) -> None:
    """Prints changes by section; the last line counts them."""
    for section, title in SECTIONS.items():
        found = changes.of(section)
        if found:
            console.print(f"\n{title}: {counts(found)}", style="bold", highlight=False, markup=False)
        for change in found:
            sign, style = _SIGNS[change.kind]
            where = f"  [{'/'.join(filter(None, (change.graph, change.part)))}]"
            console.print(f"{sign} {change.label}{where}", style=style, highlight=False, markup=False)
            for line in _details(change):
                console.print(f"    {line}", style="dim", highlight=False, markup=False)
    console.print(f"\n{summary(changes)}" if changes else "no difference", style="bold", highlight=False, markup=False)


def counts(found: tuple[Change, ...]) -> str:
    """How many were added, removed and changed, in words."""
    numbers = ((kind, sum(change.kind is kind for change in found)) for kind in Kind)
    return ", ".join(f"{number:,} {kind}" for kind, number in numbers if number)


def summary(changes: Changes) -> str:
    """How many statements differ, in words."""
    return f"{len(changes.added):,} statements more, {len(changes.removed):,} fewer"


def _details(change: Change) -> Iterator[str]:
    for fact in change.facts:
        yield f"{fact.property}: {' · '.join(fact.before) or '–'} → {' · '.join(fact.after) or '–'}"
    if change.words:
        yield f"“{'” … “'.join(change.words)}”"
