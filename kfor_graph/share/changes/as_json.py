"""Changes as JSON: counts, then one entry a line."""

from dataclasses import asdict

from kfor_graph.json_lines import json_lines
from kfor_graph.share.changes.model import SECTIONS, Changes, Kind


def changes_json(changes: Changes) -> str:
    """An object with `statements` added and removed, `counts` by section and kind, and `changes`, in order."""
    return json_lines(
        {
            "statements": {"added": len(changes.added), "removed": len(changes.removed)},
            "counts": {name: {kind.value: len(changes.of(name, kind)) for kind in Kind} for name in SECTIONS if changes.of(name)},
            "changes": [asdict(change) for change in changes.nodes],
        },
        2,
    )
