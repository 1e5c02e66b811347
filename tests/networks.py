"""Networks for tests: one with all that formats stumble over, and one as large as is wanted."""

from kfor_graph.share.networks.network import Edge, Network, Node

BASE = "https://w3id.org/kfor-graph/id/"
NASTY = 'a "quoted" <word> & \\N more\u2028\n-- <!-- ]]> </script>'
RIGHT_TO_LEFT = "\u202eقوة كوسوفو\u202c العربية"


def nasty() -> Network:
    """Quotes, markup, other scripts, a very long label, characters that XML forbids, open ends, kinds that a disk may take for one."""
    told = {"certainty": "Stated as fact", "document": "S/2007/652", "claim": f"{BASE}doc/S-2007-652/acc-1", "quote": NASTY}
    nodes = (
        Node(f"{BASE}person/a", NASTY, "Person", f"{BASE}person/a", attributes=(("value", 1.5), ("well known", True)), **told),
        Node(f"{BASE}person/b", RIGHT_TO_LEFT, "person", f"{BASE}person/b", start="2007-01-01", attributes=(("value", 3),), **told),
        Node(f"{BASE}place/c", "x" * 20_000, "PERSON", f"{BASE}place/c", end="2008-12-31", **told),
        Node(f"{BASE}place/d", "bell\x07 and \ufffe", "plače", f"{BASE}place/d", start="2007-05-05", end="2007-05-05", **told),
    )
    edges = (
        Edge("edge-1", nodes[0].id, nodes[1].id, "knows", "knows", told["claim"], 2, "2007-01-01", None, **told),
        Edge("edge-2", nodes[0].id, nodes[1].id, "knows (alleged)", "knows", told["claim"], attributes=(("asserted", False),), **told),
        Edge("edge-3", nodes[2].id, nodes[2].id, "KNOWS", "KNOWS", told["claim"], 1, None, "2008-12-31", **told),
        Edge("edge-4", nodes[3].id, nodes[0].id, "is in", "is in", told["claim"], 1, "2007-05-05", "2007-05-05", **told),
    )
    return Network("nasty", NASTY, NASTY, nodes, edges)


def large(edges: int) -> Network:
    """Events with one or two actors each; a tenth as many actors as edges, some far busier than others."""
    told = {
        "certainty": "Stated as fact",
        "document": "S/2007/652",
        "claim": f"{BASE}doc/S-2007-652/acc-1",
        "quote": "words of a report " * 5,
    }
    actors = [
        Node(f"{BASE}org/{n:07}", f"Organization {n}", "organization", f"{BASE}org/{n:07}", **told) for n in range(max(edges // 10, 1))
    ]
    events = [
        Node(f"{BASE}event/{n:07}", f"Event {n}", "event", f"{BASE}event/{n:07}", day(n), day(n), **told) for n in range(max(edges // 2, 1))
    ]
    ties = tuple(
        Edge(
            id=f"edge-{n:07}",
            source=actors[(n * n // 7) % len(actors)].id,
            target=events[n % len(events)].id,
            label="involves",
            kind="involves",
            page=told["claim"],
            start=day(n % len(events)),
            end=day(n % len(events)),
            attributes=(("asserted", True), ("claims", told["claim"])),
            **told,
        )
        for n in range(edges)
    )
    return Network("large", "Large", "A network for measurements.", (*events, *actors), ties)


def day(number: int) -> str:
    """A day that a number stands for."""
    return f"{1999 + number % 26}-{1 + number % 12:02}-{1 + number % 28:02}"
