"""What a user writes → an order, or the error that tells what is wrong with it."""

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from kfor_graph.errors import SiteError
from kfor_graph.site import formats
from kfor_graph.site.publish.citation import released
from kfor_graph.site.publish.order import Order

FORMS = tuple(form.suffix for form in (*formats.GRAPHS, *formats.TABLES))
"Suffixes of all forms in which a thing may be given beside its page."


def order(build: Path, base: str, day: date | None = None, forms: str | None = None) -> Order:
    """An order.

    base:  address of the site; a slash at its end is added where there is none
    day:   of the release; that of CITATION.cff where none is given
    forms: suffixes between commas; all where none are given

    Raises SiteError for an address that is none, and for a form that there is not.
    """
    address = urlsplit(base)
    if address.scheme not in {"http", "https"} or not address.netloc or address.query or address.fragment or not base.isprintable():
        raise SiteError("--base", f"{base!r} is no address of a site", "write it like https://example.org/kfor/")
    wanted = [word.strip().lstrip(".") for word in forms.split(",") if word.strip()] if forms is not None else list(FORMS)
    if unknown := sorted(set(wanted) - set(FORMS)):
        raise SiteError("--forms", f"there is no form {unknown[0]!r}", f"choose among: {', '.join(FORMS)}")
    chosen = tuple(form for form in FORMS if form in wanted)
    return Order(build.resolve(), base if base.endswith("/") else f"{base}/", day or released(), chosen)
