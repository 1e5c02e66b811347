"""Elements of SVG, everything in them escaped; a figure as a wide and a narrow drawing, of which a style sheet shows one."""

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

WIDE = 760
NARROW = 350
"Widths of the two drawings in units of their text: letters of a narrow one are as large on a phone as those of a wide one on a desk."


def element(name: str, content: object = "", **attributes: object) -> Markup:
    """One element. Attributes that are None are left out; `class_` is class, and `_` in names is `-`; numbers are rounded."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(short(value))}"' for key, value in attributes.items() if value is not None
    )
    return Markup(f"<{name}{written}>{escape(content)}</{name}>")  # noqa: S704 - names are ours, values and content are escaped


def short(value: object) -> object:
    """A float with at most one digit behind the point, other values as they are."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0") if isinstance(value, float) else value


def group(parts: Iterable[Markup], **attributes: object) -> Markup:
    """Elements as one."""
    return element("g", Markup("").join(parts), **attributes)


def text(x: float, y: float, words: object, class_: str | None = None, anchor: str | None = None) -> Markup:
    """Words at a point; anchor is where in them the point is: start, middle or end."""
    return element("text", words, x=float(x), y=float(y), class_=class_, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """A straight line."""
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), class_=class_)


def link(target: str | None, content: Markup, told: str) -> Markup:
    """A mark that says what it is and leads somewhere. The page's table has the same links, so the keyboard need not visit each."""
    titled = group((element("title", told), content), class_="mark")
    return titled if target is None else element("a", titled, href=target, tabindex="-1")


def drawing(name: str, title: str, description: str, size: tuple[float, float], parts: Iterable[Markup]) -> Markup:
    """A whole SVG with its name and description for those who do not see it. Where it holds links it is a group, else an image.

    name: of the drawing, without blanks, once on a page
    """
    inner = Markup("").join(parts)
    return element(
        "svg",
        element("title", title, id=f"{name}-title") + element("desc", description, id=f"{name}-desc") + inner,
        viewBox=f"0 0 {short(float(size[0]))} {short(float(size[1]))}",
        role="group" if "<a " in inner else "img",
        aria_labelledby=f"{name}-title {name}-desc",
        class_="drawing",
    )


def both(name: str, draw: Callable[[str, int], Markup]) -> Markup:
    """The wide and the narrow drawing of one figure; `draw` makes one from its name and width."""
    wide, narrow = draw(f"{name}-wide", WIDE), draw(f"{name}-narrow", NARROW)
    return element("div", wide, class_="wide") + element("div", narrow, class_="narrow")


def legend(labels: Iterable[str]) -> Markup:
    """The series of a figure by colour and form; empty for one alone."""
    labels = list(labels)
    if len(labels) < 2:
        return Markup("")
    swatches = (element("span", class_=f"swatch {tint(at)}", aria_hidden="true") for at in range(len(labels)))
    items = (element("li", swatch + escape(label)) for swatch, label in zip(swatches, labels, strict=True))
    return element("ul", Markup("").join(items), class_="legend")


def tint(at: int) -> str:
    """The class of a series by its place; the colours come round again."""
    return f"tint-{at % 12 + 1}"
