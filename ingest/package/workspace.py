"""Temporary files of one open package, made when the first one is needed."""

import tempfile
from pathlib import Path

__all__ = ["Workspace"]


class Workspace:
    """A temporary directory that exists only where a package needs one."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def path(self, name: str) -> Path:
        """Return where a file of this name may be written."""
        if self._folder is None:
            # Removed by `close`, which the package calls.
            self._folder = tempfile.TemporaryDirectory(prefix="evidence-package-")
        return Path(self._folder.name) / name

    def close(self) -> None:
        """Remove the directory and everything in it."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
