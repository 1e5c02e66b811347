"""Symbols as a user gives them → symbols that are safe as part of an address and of a file name."""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from kfor_graph.errors import FetchError

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"The official languages of the United Nations, in which it publishes."

LONGEST_LIST = 2**20
"Characters of a list of symbols; the Security Council has had some ten thousand documents in ten years."

_SYMBOL = re.compile(r"S/(?:[0-9]{4}/)?[0-9]{1,6}(?:/(?:Add|Corr|Rev)\.[0-9]{1,3})?")


def symbols(given: Iterable[str], listed: str | None = None) -> tuple[str, ...]:
    """Each symbol once, in the order of the words and then of the file `listed`, a symbol a line; `-` is standard input.

    Raises FetchError where the list cannot be read, and a group of them, one for each word that is no symbol.
    """
    found = dict.fromkeys([word.strip() for word in given] + (_listed(listed) if listed is not None else []))
    wrong = [FetchError(repr(word[:80]), "no symbol of the Security Council's documents", "give one such as S/2007/652") for word in found
             if not _SYMBOL.fullmatch(word)]  # fmt: skip
    if wrong:
        raise ExceptionGroup("not symbols", wrong)
    if not found:
        raise FetchError(listed or "fetch", "no symbol is given", "give one such as S/2007/652, or a list of them with --list")
    return tuple(found)


def file_name(symbol: str, language: str) -> str:
    """The name of the file that holds a document in a language: S-2007-652.en.pdf. No two symbols share one."""
    return f"{symbol.replace('/', '-')}.{language}.pdf"


def _listed(path: str) -> list[str]:
    """The symbols of a file; blank lines and what follows a # are left out."""
    try:
        if path == "-":
            text = sys.stdin.read(LONGEST_LIST + 1)
        else:
            with Path(path).open(encoding="utf-8-sig") as file:
                text = file.read(LONGEST_LIST + 1)
    except UnicodeDecodeError as error:
        raise FetchError(path, "not UTF-8", "save it again as UTF-8") from error
    except (OSError, ValueError) as error:
        what = f"cannot be read ({getattr(error, 'strerror', None) or error})"
        raise FetchError(path, what, "check the path and its permissions") from error
    if len(text) > LONGEST_LIST:
        raise FetchError(path, f"longer than {LONGEST_LIST:,} characters", "give a list of symbols, one a line")
    return [word for line in text.splitlines() if (word := line.partition("#")[0].strip())]
