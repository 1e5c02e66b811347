"""Where a document stands: a template of a web address, with the places for symbol and language filled."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from kfor_graph.errors import FetchError

UNITED_NATIONS = "https://documents.un.org/api/symbol/access?s={symbol}&l={language}&t=pdf"
"The public document system of the United Nations, as it could be asked when this was written."

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x1f\x7f-\U0010ffff]+")
_PLACE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Address:
    """Where documents stand."""

    template: str = UNITED_NATIONS
    "with {symbol} and, where there are several languages, {language}"

    def __post_init__(self) -> None:
        remedy = f"give one such as {UNITED_NATIONS}"
        places = set(_PLACE.findall(self.template))
        if unknown := sorted(places - {"{symbol}", "{language}"}):
            raise FetchError(self.template, f"an address with the unknown place {unknown[0]}", "use {symbol} and {language}")
        if "{symbol}" not in places:
            raise FetchError(self.template, "an address without a place for the symbol", remedy)
        address = self.of("S/2007/652", "en")
        try:
            parts = urlsplit(address)
            whole = bool(_ADDRESS.fullmatch(address) and parts.hostname) and parts.port != 0
        except ValueError:
            whole = False
        if not whole:
            raise FetchError(self.template, "no http or https address", remedy)
        if parts.username or parts.password:
            raise FetchError(f"{parts.scheme}://…@{parts.hostname}", "an address with a password, which would be published", remedy)

    def of(self, symbol: str, language: str) -> str:
        """The address of one document in one language."""
        return self.template.replace("{symbol}", quote(symbol, safe="/")).replace("{language}", quote(language, safe=""))
