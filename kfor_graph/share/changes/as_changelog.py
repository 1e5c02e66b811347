"""Changes as a section of a changelog: what a user of the data must know, shortest form."""

import re
from collections import Counter
from collections.abc import Iterator

from kfor_graph.share.changes.as_text import counts
from kfor_graph.share.changes.model import SECTIONS, Changes, Kind

_TITLES = {Kind.ADDED: "Added", Kind.CHANGED: "Changed", Kind.REMOVED: "Removed"}
_IN_FULL = ("documents", "issues", "vocabulary")
"Sections whose entries are few and each of which matters."
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def changes_changelog(changes: Changes) -> str:
    """Markdown after Keep a Changelog: documents, discrepancies and terms one by one, claims by document and rule, the rest counted."""
    blocks = [block for kind, title in _TITLES.items() if (block := list(_block(changes, kind, title)))]
    return "\n".join(line for block in blocks for line in (*block, "")) if blocks else "No change of the data.\n"


def _block(changes: Changes, kind: Kind, title: str) -> Iterator[str]:
    lines: list[str] = []
    for section, name in SECTIONS.items():
        found = changes.of(section, kind)
        if section == "claims":
            for document in sorted({change.graph for change in found}):
                by_rule = Counter(change.rule for change in found if change.graph == document)
                told = ", ".join(f"{rule.replace('_', ' ')} {number}" for rule, number in sorted(by_rule.items()))
                lines.append(f"- {_plain(document)}: {by_rule.total()} claims ({_plain(told)})")
        elif section in _IN_FULL:
            lines += [f"- {name.removesuffix('s')}: {_plain(change.label)}" for change in found]
        elif found:
            lines.append(f"- {name}: {counts(found)}")
    if lines:
        yield f"### {title}"
        yield ""
        yield from lines


def _plain(words: str) -> str:
    """Words that Markdown shows as they are."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))
