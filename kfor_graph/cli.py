"""The commands: thin, each a call of the stages and a way to show the result. Those of a kind stand in one `cli_*.py`."""

from kfor_graph import cli_build, cli_export, cli_fetch, cli_link, cli_query, cli_serve, cli_share
from kfor_graph.cli_app import app, main

__all__ = ["app", "cli_build", "cli_export", "cli_fetch", "cli_link", "cli_query", "cli_serve", "cli_share", "main"]
