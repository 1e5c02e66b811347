"""Parts of the pages that are built from `frontend/`: there in an installed wheel, and in a checkout where they were built."""

from pathlib import Path

STATIC = Path(__file__).parent / "static"
"Style sheets, pictures and built scripts, as they are served below /static."

MISSING = "the scripts of the pages are not built (make frontend, with Node.js): editor, map and graph explorer are plain pages"


def built(name: str) -> bool:
    """Whether a built file, such as `map.js`, is there."""
    return (STATIC / "built" / name).is_file()


def enhanced(name: str) -> dict[str, tuple[str, ...]]:
    """The style sheet and script of a page, as `render` takes them: none where they are not built."""
    if not built(f"{name}.js"):
        return {}
    return {"styles": (f"/static/built/{name}.css",), "scripts": (f"/static/built/{name}.js",)}
