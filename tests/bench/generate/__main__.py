"""See the package."""

import sys
from pathlib import Path

from tests.bench.generate import write

write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
