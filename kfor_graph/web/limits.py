"""What one request may cost: a value that the front and the handlers share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a server, each for one request unless it says otherwise."""

    seconds: float = 10.0
    "of work; a process that takes longer is killed"
    rows: int = 100_000
    "of a result; what exceeds them is the handler's to say"
    answer_bytes: int = 64_000_000
    "of an answer, before compression"
    request_bytes: int = 1_000_000
    "of a request's body"
    update_bytes: int = 16_000_000
    "of the body of a request that may write"
    memory_bytes: int = 1_000_000_000
    "that a process may take beside the data"
    workers: int = 2
    "processes, of the server: as many requests are worked on at once"
    queue: int = 128
    "requests, of the server, that may wait for a process"
    services: tuple[str, ...] = ()
    "addresses that a query may ask with SERVICE"
    writable: bool = False
    "whether there is a writer to which updates go"


DEFAULT = Limits()
"Those of a server that was started without options."
