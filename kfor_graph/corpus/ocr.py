"""Pages that are images: rendered, and read by Tesseract, a program of its own that may be missing."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from math import sqrt

import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from kfor_graph.errors import SourceError

MOST_PAGES = 200
"Each takes some seconds; an annual volume has some hundred."

MOST_PIXELS = 25_000_000
"Of a rendered page; A4 at 300 dpi has 9 million. A larger page is rendered coarser."

MOST_IMAGE_PIXELS = 200_000_000
"Of the images on a page, which are unpacked whole: A4 at 1200 dpi has 140 million."

PATIENCE = 120.0
"Seconds for one page."

_DPI = 300
"Tesseract reads best at this."
_LONGEST_SIDE = 32_000
"Tesseract takes no image with a side of 2^15 pixels."
_REMEDY = "install it (Debian's package tesseract-ocr), or build without --ocr"
_MEND = "install Tesseract again (Debian's packages tesseract-ocr and tesseract-ocr-eng), or build without --ocr"
_VERSION = re.compile(r"tesseract v?(\d[\w.-]{0,30})")
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]+")


def recognise(document: pypdfium2.PdfDocument, numbers: Sequence[int], path: object) -> tuple[list[str], str]:
    """The words of some pages of a PDF, numbered from 0, and the name of the program with its version.

    Raises SourceError where the program is missing or fails, and where there are too many pages or pixels.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise SourceError(path, "a scan that cannot be read: the program tesseract is missing", _REMEDY)
    if len(numbers) > MOST_PAGES:
        raise SourceError(path, f"more than {MOST_PAGES} pages without text", "give one report a file")
    try:
        software = _software(program)
    except SourceError as error:
        raise SourceError(path, error.what, error.remedy) from error
    return [_run(program, _picture(document, number, path), f"{path}, page {number + 1}") for number in numbers], software


@cache
def _software(program: str) -> str:
    """Name and version of the program: they decide what is read."""
    told = _call([program, "--version"], b"", program)
    match = _VERSION.match(told)
    if match is None:
        raise SourceError(program, f"{program} is not Tesseract", _MEND)
    return f"tesseract {match[1]}"


def _run(program: str, picture: bytes, place: str) -> str:
    return _call([program, "stdin", "stdout", "-l", "eng", "--dpi", str(_DPI)], picture, place)


def _call(command: list[str], data: bytes, place: str) -> str:
    """What a program prints. One thread: the workers share the cores, and the result must not hang on them."""
    env = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, check=False, env=env)  # noqa: S603 - no shell, no words of a report
    except subprocess.TimeoutExpired as error:
        raise SourceError(place, f"tesseract took more than {PATIENCE:g} seconds", "scan it again, or build without --ocr") from error
    except OSError as error:
        raise SourceError(place, f"tesseract cannot be started ({error.strerror or error})", _MEND) from error
    if done.returncode:
        lines = [line for line in done.stderr.decode("ascii", "replace").splitlines() if line.strip()]
        reason = _UNPRINTABLE.sub(" ", lines[-1]).strip()[:200] if lines else "no reason given"
        raise SourceError(place, f"tesseract failed with exit code {done.returncode} ({reason})", _MEND)
    return done.stdout.decode("utf-8", "replace")


def _picture(document: pypdfium2.PdfDocument, number: int, path: object) -> bytes:
    """A page as a grey image in PGM form."""
    page = document[number]
    sizes = [image.get_px_size() for image in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])]
    if sum(width * height for width, height in sizes) > MOST_IMAGE_PIXELS:
        what = f"images of more than {MOST_IMAGE_PIXELS // 10**6} million pixels"
        raise SourceError(f"{path}, page {number + 1}", what, f"scan it at {_DPI} dpi")
    width, height = (max(side, 1) for side in page.get_size())
    scale = min(_DPI / 72, sqrt(MOST_PIXELS / (width * height)), _LONGEST_SIDE / max(width, height))
    bitmap = page.render(scale=scale, grayscale=True)
    rows, stride = memoryview(bytes(bitmap.buffer)), bitmap.stride
    lines = [rows[line * stride : line * stride + bitmap.width] for line in range(bitmap.height)]
    picture = b"".join((b"P5 %d %d 255\n" % (bitmap.width, bitmap.height), *lines))
    bitmap.close()
    page.close()
    return picture
