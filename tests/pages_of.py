"""Pages as a browser reads them, strictly: what HTML5 forbids is an error, and links come out resolved."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
FLOW_ONLY = {"p", "h1", "h2", "h3", "ul", "ol", "dl", "table", "section", "article", "aside", "div", "figure", "blockquote", "form"}
NO_NESTING = {"a", "form", "button", "label", "main"}
CLOSED_BY_BLOCKS = {"p", "h1", "h2", "h3"}


class Checked(HTMLParser):
    """One page, read."""

    def __init__(self, html: str, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.path, self.open, self.errors = path, list[str](), list[str]()
        self.identifiers, self.labelled, self.links = list[str](), list[str](), list[str]()
        self.words: list[tuple[tuple[str, ...], str]] = []
        self.classes: list[str] = []
        self.feed(html)
        self.close()
        self.errors += [f"<{tag}> is not closed" for tag in self.open]
        self.errors += [f"id {name} stands twice" for name in set(self.identifiers) if self.identifiers.count(name) > 1]
        self.errors += [f"no element has the id {name}" for name in self.labelled if name not in self.identifiers]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if len(given) < len(attributes):
            self.errors.append(f"<{tag}> has an attribute twice")
        if tag in NO_NESTING and tag in self.open:
            self.errors.append(f"<{tag}> within <{tag}>")
        if tag in FLOW_ONLY and (within := CLOSED_BY_BLOCKS & set(self.open)):
            self.errors.append(f"<{tag}> within <{within}>")
        if any(name.startswith("on") or name == "style" for name in given) or tag == "style":
            self.errors.append(f"<{tag}> has script or style of its own")
        if tag == "script" and "src" not in given and given.get("type") not in {"application/ld+json", "application/json"}:
            self.errors.append("inline script")
        if "id" in given:
            self.identifiers.append(given["id"] or "")
            if not given["id"] or any(letter.isspace() for letter in given["id"]):
                self.errors.append(f"the id {given['id']!r} is none")
        self.labelled += (given.get("aria-labelledby") or "").split() + (given.get("for") or "").split()
        self.links += [given[name] or "" for name in ("href", "src", "action") if name in given]
        if tag not in VOID:
            self.open.append(tag)
            self.classes.append(given.get("class") or "")

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.errors.append(f"</{tag}> where <{self.open[-1] if self.open else 'nothing'}> is open")
        else:
            self.open.pop()
            self.classes.pop()

    def handle_data(self, data: str) -> None:
        self.words.append((tuple(self.classes), data))

    def local(self) -> Iterator[tuple[str, str]]:
        """Path and fragment of every link that stays on the site."""
        for link in self.links:
            to = urlsplit(urljoin(f"https://site.test{self.path}", link))
            if to.netloc == "site.test":
                yield unquote(to.path), unquote(to.fragment)
