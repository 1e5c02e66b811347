"""Archives and patterns of files as sources of a build."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from kfor_graph.corpus import bundles
from kfor_graph.corpus.bundles import bundled
from kfor_graph.corpus.discover import discover
from kfor_graph.errors import SourceError
from kfor_graph.pipeline import build
from tests.test_incremental import small
from tests.test_pipeline import files


def reports(place: Path) -> Path:
    """Three reports in two folders, with what is known of one, and things that are no reports."""
    folder = place / "reports"
    small(folder, 301)
    small(folder, 302, "Klina")
    small(folder / "more", 303, "Pec")
    (folder / "more" / "reports.toml").write_text('["303.txt"]\nkey = "named"\n')
    (folder / ".hidden.txt").write_text("x")
    (folder / "notes.csv").write_text("x")
    return folder


def packed(folder: Path, path: Path) -> Path:
    """The folder as an archive of the kind that the path's ending names."""
    names = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in names:
                archive.write(file, file.relative_to(folder))
    else:
        with tarfile.open(path, "w:gz" if path.suffix == ".gz" else "w") as tape:
            for file in names:
                tape.add(file, str(file.relative_to(folder)))
            link = tarfile.TarInfo("passwords.txt")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            tape.addfile(link)
    return path


@pytest.mark.parametrize("name", ["r.zip", "r.tar", "r.tar.gz"])
def test_an_archive_gives_the_build_of_its_folder(tmp_path: Path, name: str) -> None:
    """Also what `reports.toml` in it tells; a second build takes all over."""
    folder = reports(tmp_path)
    build([str(folder)], tmp_path / "one", workers=1, validate=False)
    path = packed(folder, tmp_path / name)
    assert build([str(path)], tmp_path / "two", workers=1, validate=False).reused == 0
    assert files(tmp_path / "one") == files(tmp_path / "two") and "documents/named.nq" in files(tmp_path / "two")
    assert build([str(path)], tmp_path / "two", workers=1, validate=False).reused == 3


def test_a_bad_report_of_an_archive_is_named_with_it(tmp_path: Path) -> None:
    """Archive and member stand in the error; the others are built."""
    folder = reports(tmp_path)
    (folder / "poem.txt").write_text("Roses are red.\n")
    built = build([str(packed(folder, tmp_path / "r.zip"))], tmp_path / "out", workers=1, validate=False)
    assert [error.place for error in built.errors] == [f"{tmp_path}/r.zip/poem.txt"] and len(built.documents) == 3


def test_archives_that_cannot_be_read_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken, empty, or more than fits into memory."""
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and nothing else")
    (tmp_path / "broken.tar").write_bytes(b"nothing")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("notes.csv", "x")
    for name, what in (("broken.zip", "cannot be read"), ("broken.tar", "cannot be read"), ("empty.zip", "no report in this archive")):
        with pytest.raises(SourceError, match=what) as caught:
            bundled(tmp_path / name)
        assert "\n" not in str(caught.value) and name in str(caught.value)
    path = packed(reports(tmp_path), tmp_path / "r.zip")
    monkeypatch.setattr(bundles, "MOST_UNPACKED", 500)
    with pytest.raises(SourceError, match="unpack it"):
        bundled(path)


def test_a_member_is_not_unpacked_beyond_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bomb says its size, which is looked at before it is opened."""
    monkeypatch.setattr(bundles, "MOST_MEMBER", 1000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * 100_000)
    (tmp_path / "bomb.zip").write_bytes(stream.getvalue())
    with pytest.raises(SourceError, match="unpack it"):
        bundled(tmp_path / "bomb.zip")


def test_a_pattern_stands_for_the_files_that_it_matches(tmp_path: Path) -> None:
    """Sorted; `**` goes into folders; one that matches nothing is an error that names it; a file of such a name is itself."""
    folder = reports(tmp_path)
    assert [Path(path).name for path in discover([f"{folder}/30*.txt"])] == ["301.txt", "302.txt"]
    assert [Path(path).name for path in discover([f"{folder}/**/3*.txt"])] == ["301.txt", "302.txt", "303.txt"]
    with pytest.raises(SourceError, match=r"x\*\.pdf"):
        discover([f"{folder}/x*.pdf"])
    (folder / "a[1].txt").write_text("x")
    assert [Path(path).name for path in discover([f"{folder}/a[1].txt"])] == ["a[1].txt"]
