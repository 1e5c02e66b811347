"""Which build a site shows, for clients that look whether anything is new."""

import json
from datetime import UTC, datetime

from kfor_graph import __version__, names
from kfor_graph.atomic import MARKER
from kfor_graph.site.data import DataSet


def release(data: DataSet) -> dict[str, object]:
    """Which build this is, of what, and made with which release."""
    manifest = json.loads((data.build / MARKER).read_text(encoding="utf-8"))
    return {
        "version": data.version,
        "software": __version__,
        "modified": datetime.fromtimestamp(int(data.modified), UTC).isoformat(),
        "base": names.BASE,
        "quads": len(data.store),
        "documents": sorted(manifest.get("documents", {})),
    }
