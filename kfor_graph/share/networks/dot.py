"""Network → DOT, the language of Graphviz, and pictures by it where it is installed."""

import re
import shutil
import subprocess
from collections.abc import Iterator

from kfor_graph.errors import ExportError
from kfor_graph.share.networks.looks import looks, short
from kfor_graph.share.networks.network import Network

DRAWN = 1500
"Edges up to which Graphviz draws in seconds what people can read."

_SHAPES = {"disc": "ellipse", "square": "box", "diamond": "diamond", "triangle": "triangle"}
_SECONDS = 120


def dot(network: Network) -> Iterator[str]:
    """The lines of the file. Labels and tooltips are as long as they can be read; the words of a report in full are on its page."""
    look = looks(network)
    yield f"digraph {_quoted(network.name)} {{\n"
    yield f' graph [label={_quoted(network.title)}, layout="sfdp", K="0.6", overlap="prism", splines="line", charset="UTF-8"];\n'
    yield ' node [style="filled", fontname="sans-serif", fontsize="10", fontcolor="white", color="white"];\n'
    yield ' edge [fontname="sans-serif", fontsize="8", color="#888888", fontcolor="#555555", arrowsize="0.6"];\n'
    for node in network.nodes:
        one = look[node.kind]
        yield (
            f" {_quoted(node.id)} [label={_quoted(short(node.label, 40))}, tooltip={_quoted(short(f'{node.kind}: {node.label}', 300))},"
            f' fillcolor="{one.colour}", shape="{_SHAPES[one.shape]}", URL={_quoted(node.page)}];\n'
        )
    for edge in network.edges:
        said = short(f"{edge.document}: “{edge.quote}”", 300)
        yield (
            f" {_quoted(edge.source)} -> {_quoted(edge.target)} [id={_quoted(edge.id)}, label={_quoted(short(edge.label, 40))},"
            f" tooltip={_quoted(said)}, labeltooltip={_quoted(said)}, URL={_quoted(edge.page)},"
            f' weight="{edge.weight}"{_open(edge.certainty, edge.label, edge.kind)}];\n'
        )
    yield "}\n"


def svg(network: Network) -> Iterator[bytes]:
    """The picture by Graphviz. Raises ExportError where it is not installed, and for more edges than can be read."""
    yield drawn("".join(dot(network)), "svg", len(network.edges))


def drawn(text: str, form: str, edges: int) -> bytes:
    """A DOT text as a picture. Raises ExportError where Graphviz is missing, fails or takes too long, and for too many edges."""
    if edges > DRAWN:
        raise ExportError(form, f"{edges} edges are more than a picture can show", "filter by --year or --kind, or export html or gexf")
    program = shutil.which("dot")
    if program is None:
        raise ExportError(
            form, "Graphviz, which draws it, is not installed", "install it (Debian: apt-get install graphviz), or export dot"
        )
    try:
        done = subprocess.run([program, f"-T{form}"], input=text.encode(), capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise ExportError(form, f"Graphviz has not ended after {_SECONDS} seconds", "filter by --year or --kind") from error
    except (subprocess.CalledProcessError, OSError) as error:
        said = getattr(error, "stderr", b"").decode(errors="replace").strip().splitlines() or [str(error)]
        raise ExportError(form, f"Graphviz failed ({said[0]})", "export dot, and look at it") from error
    return done.stdout


def _open(certainty: str, label: str, kind: str) -> str:
    """What is not asserted is drawn dashed."""
    return ', style="dashed"' if certainty and label != kind else ""


def _quoted(text: str) -> str:
    """A string of DOT: a backslash would begin an escape, an ampersand an entity of HTML."""
    folded = re.sub(r"\s+", " ", text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{folded}"'
