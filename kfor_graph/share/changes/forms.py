"""The forms of changes, by name."""

from collections.abc import Callable, Mapping

from kfor_graph.share.changes.as_changelog import changes_changelog
from kfor_graph.share.changes.as_html import changes_html
from kfor_graph.share.changes.as_json import changes_json
from kfor_graph.share.changes.as_patch import changes_patch
from kfor_graph.share.changes.model import Changes

FORMS: Mapping[str, Callable[[Changes, str], str]] = {
    "json": lambda changes, _title: changes_json(changes),
    "html": changes_html,
    "patch": lambda changes, _title: changes_patch(changes),
    "changelog": lambda changes, _title: changes_changelog(changes),
}
"What makes each form of changes and a title."
