"""Several processes of one server count together, so that whichever is asked tells of all.

The metrics library keeps counts in files of a folder that it is told of by the environment, before
it is first imported.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["counted_together", "counting_together"]

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The library's own name."""


@contextmanager
def counting_together() -> Iterator[None]:
    """Have whatever is imported and forked within the block count together."""
    with TemporaryDirectory(prefix="evidence-counts-") as folder:
        os.environ[_FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[_FOLDER]


def counted_together() -> Path | None:
    """Return where it is counted together; None where this process counts alone."""
    folder = os.environ.get(_FOLDER)
    return None if folder is None else Path(folder)
