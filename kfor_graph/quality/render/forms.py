"""The forms of findings, by name."""

from collections.abc import Callable, Mapping, Sequence

from kfor_graph.model import Finding
from kfor_graph.quality.home import Homes
from kfor_graph.quality.render.as_json import findings_json
from kfor_graph.quality.render.page import findings_page
from kfor_graph.quality.render.sarif import findings_sarif
from kfor_graph.quality.render.text import findings_text
from kfor_graph.quality.render.turtle import findings_turtle

FORMS: Mapping[str, Callable[[Sequence[Finding], Homes], str]] = {
    "text": findings_text,
    "json": findings_json,
    "sarif": findings_sarif,
    "html": findings_page,
    "turtle": lambda findings, _homes: findings_turtle(findings),
}
