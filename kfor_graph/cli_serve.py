"""The command that serves."""

import os
from pathlib import Path
from typing import Annotated

import typer

from kfor_graph.cli_app import StoreOption, app, note
from kfor_graph.errors import StoreError

TOKEN_LENGTH = 16
"Characters that a token has at least."


@app.command(
    epilog="Examples: `kfor-graph serve` · `kfor-graph serve out --port 8080` · "
    "`kfor-graph serve --host 0.0.0.0 --base https://kfor.example.org/`"
)
def serve(
    build_dir: Annotated[Path, typer.Argument(metavar="DIR", help="The build folder.")] = Path("build"),
    host: Annotated[str, typer.Option(help="Address to listen at; 0.0.0.0 for the whole network.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes one that is free.")] = 8000,
    base: Annotated[str | None, typer.Option("--base", help="Address under which the world sees the server.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that answer queries; default: one a core, at least two.")] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds after which a query is killed.")] = 10,
    max_rows: Annotated[int, typer.Option(min=1, help="Rows of one result.")] = 100_000,
    max_bytes: Annotated[int, typer.Option(min=1, help="Bytes of one answer.")] = 64_000_000,
    queue: Annotated[int, typer.Option(min=0, help="Requests that may wait.")] = 128,
    writable: Annotated[
        bool,
        typer.Option("--writable", help="Take updates with the bearer token that KFOR_GRAPH_TOKEN holds; they are kept beside the build."),
    ] = False,
    allow_service: Annotated[list[str] | None, typer.Option(help="An endpoint that SERVICE may ask; may be repeated.")] = None,
    store: StoreOption = None,
) -> None:
    """Serve pages, data and a SPARQL endpoint over HTTP."""
    from kfor_graph.web.limits import Limits
    from kfor_graph.web.serving.serve import Address, default_workers
    from kfor_graph.web.serving.serve import serve as run_serve

    token = os.environ.get("KFOR_GRAPH_TOKEN", "")
    if writable and len(token) < TOKEN_LENGTH:
        raise StoreError("KFOR_GRAPH_TOKEN", f"holds no token of {TOKEN_LENGTH} characters or more", "set it, or serve without --writable")
    if store and writable:
        raise StoreError("--writable", "changes the build's own quads, and --store asks another store", "change that one by its own means")
    limits = Limits(
        seconds=timeout,
        rows=max_rows,
        answer_bytes=max_bytes,
        workers=workers or default_workers(),
        queue=queue,
        services=tuple(allow_service or ()),
        writable=writable,
    )
    run_serve(build_dir, Address(host, port, base), limits, note, token if writable else None, store)
