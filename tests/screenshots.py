"""Pictures of the site for the README: python -m tests.screenshots BUILD FOLDER."""

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from PIL import Image

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.site import assets
from tests.browser import Browser, browser, found
from tests.served import served

COLOURS = 160
"Of a picture: pages have few, and a picture of few is small."

PICTURES = (
    ("home", "", 1280, 860, False, "return document.querySelector('main h1')"),
    ("reader", "doc/doc/S-2007-652.html", 1280, 860, False, "return document.querySelector('main h1')"),
    ("events", "events.html", 1280, 1000, False, "return document.querySelector('#map .marker') ?? document.querySelector('main svg')"),
    ("strength", "strength.html", 1280, 860, True, "return document.querySelector('main svg')"),
    (
        "explorer",
        f"explore.html?thing={quote(names.BASE + 'id/mission/kfor')}",
        1280,
        940,
        False,
        "return document.querySelector('#panel .kinds')",
    ),
    ("sparql", "sparql?query={query}", 1280, 900, False, "return document.querySelector('.answer td')"),
    ("phone", "events.html", 390, 844, True, "return document.querySelector('main h1')"),
)
"Name, path, width, height, whether dark, and a script that returns something true once the page is drawn."


def main(build: Path, folder: Path) -> None:
    """Serves a build, and writes a picture of each page."""
    folder.mkdir(parents=True, exist_ok=True)
    query = quote(catalogue()["competency/cq01"].text)
    with served(build) as server, browser() as window:
        for name, path, width, height, dark, drawn in PICTURES:
            window.resize(width, height)
            window.dark(dark)
            window.open(server.url + path.replace("{query}", query))
            window.until(drawn)
            window.run("return new Promise(done => setTimeout(done, 800))")
            (folder / f"{name}.png").write_bytes(_small(window))


def _small(window: Browser) -> bytes:
    """A picture of what is seen, in few colours."""
    with TemporaryDirectory() as scratch:
        path = Path(scratch, "picture.png")
        window.picture(path)
        with Image.open(path) as picture:
            few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    written = BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    if not found():
        sys.exit("no browser here: install Debian's chromium and chromium-driver")
    if not assets.built("sparql.js"):
        sys.exit(assets.MISSING)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
