"""`python -m kfor_graph` is `kfor-graph`."""

from kfor_graph.cli import main

if __name__ == "__main__":
    main()
