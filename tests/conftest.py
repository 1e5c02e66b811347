"""What several tests look at: the published reports, built once."""

from pathlib import Path

import pytest

from kfor_graph.pipeline import build
from kfor_graph.site.data import DataSet, open_data_set

ROOT = Path(__file__).parent.parent
PUBLIC = "http://127.0.0.1:8000/"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of the bundled reports; nobody writes to it."""
    out = tmp_path_factory.mktemp("published") / "build"
    build([str(ROOT / "reports")], out, 1)
    return out


@pytest.fixture(scope="session")
def data(published: Path) -> DataSet:
    """The same, opened."""
    return open_data_set(published, PUBLIC)
