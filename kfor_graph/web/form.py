"""What a client sends in a body: its media type, its text, and the names and values of a form."""

from urllib.parse import parse_qsl

from kfor_graph.web.message import Request
from kfor_graph.web.problem import ProblemError

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 1_000
"Of one form."


def media(request: Request) -> str:
    """The media type of the body, without parameters, in lower case; empty where none is said."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def text(request: Request) -> str:
    """The body as text. Raises ProblemError where it is encoded otherwise than in plain UTF-8."""
    if request.headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}:
        raise ProblemError(415, "the body is compressed; send it as it is", (("Accept-Encoding", "identity"),))
    for parameter in request.headers.get("content-type", "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip(" \"'").lower() not in {"utf-8", "utf8", "us-ascii"}:
            raise ProblemError(415, "the charset is not UTF-8; send UTF-8")
    try:
        return request.body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProblemError(400, f"byte {error.start} of the body is not UTF-8; send UTF-8") from error


def fields(request: Request) -> tuple[tuple[str, str], ...]:
    """Names and values of a form in the body, in order. Raises ProblemError where it is none."""
    try:
        found = parse_qsl(text(request), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise ProblemError(400, "the form holds bytes that are not UTF-8; percent-encode UTF-8") from error
    except ValueError as error:
        raise ProblemError(400, f"the form has more than {MOST_FIELDS} fields; send fewer") from error
    return tuple(found)
