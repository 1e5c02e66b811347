"""Opening a build for pages and answers."""

import shutil
from pathlib import Path

import pytest

from kfor_graph.errors import StoreError
from kfor_graph.site.data import DataSet, open_data_set
from kfor_graph.web.message import Request
from kfor_graph.web.routes import answer


def test_the_version_names_what_a_build_holds(published: Path, data: DataSet, tmp_path: Path) -> None:
    """A copy has the same version; another manifest has another."""
    copy = shutil.copytree(published, tmp_path / "copy")
    assert open_data_set(copy, "http://127.0.0.1/").version == data.version
    (copy / "manifest.json").write_text("{}\n", encoding="utf-8")
    assert open_data_set(copy, "http://127.0.0.1/").version != data.version


def test_what_is_no_build_is_not_opened(tmp_path: Path) -> None:
    """An empty folder is no build."""
    with pytest.raises(StoreError, match="is no build folder"):
        open_data_set(tmp_path, "http://127.0.0.1/")


def test_an_unknown_path_is_not_found(data: DataSet) -> None:
    """404, in words."""
    assert answer(Request("GET", "/nothing", (), {}), data).status == 404
