"""An original that is read in part is copied once, and each reader has a file of its own."""

import io
from pathlib import Path

from anchors.limits import LIMITS
from ingest.handing.originals import Original
from ingest.handing.originalshelf import OriginalShelf


class Package:
    """Counts how often an original is copied out of it."""

    def __init__(self, folder: Path, size: int | None = None) -> None:
        self.path, self.size, self.copies = folder / "original", size, 0
        self.path.write_bytes(b"octets")

    def copy(self) -> Original:
        self.copies += 1
        size = 6 if self.size is None else self.size
        return Original(self.path.open("rb"), size, "0" * 64, None, None, None)


def _read(found: Original | None) -> bytes:
    assert found is not None
    with found.file as file:
        assert isinstance(file, io.BufferedReader)
        return file.read()


def _drop(shelf: OriginalShelf, *items: str) -> None:
    for one in items:
        shelf.drop((one,))


def test_what_is_read_again_is_not_copied_again(tmp_path: Path) -> None:
    shelf, package = OriginalShelf(), Package(tmp_path)
    first, second = shelf.open(("a",), package.copy), shelf.open(("a",), package.copy)
    assert package.copies == 1
    _drop(shelf, "a", "a")
    assert first is not None
    assert second is not None
    first.file.close()
    assert _read(second) == b"octets"
    shelf.open(("a",), package.copy).file.close()  # type: ignore[union-attr] # it is there
    assert package.copies == 2
    _drop(shelf, "a")


def test_few_are_kept_and_what_is_too_large_is_not(tmp_path: Path) -> None:
    shelf, package = OriginalShelf(), Package(tmp_path)
    names = [str(number) for number in range(LIMITS.originals_kept + 1)]
    for name in (*names, names[-1], names[0]):
        _read(shelf.open((name,), package.copy))
    assert package.copies == len(names) + 1
    large = Package(tmp_path, LIMITS.original_kept_octets + 1)
    for _ in range(2):
        _read(shelf.open(("large",), large.copy))
    assert large.copies == 2
    _drop(shelf, *names)


def test_what_is_not_there_is_not_kept() -> None:
    shelf = OriginalShelf()
    assert [shelf.open(("a",), lambda: None) for _ in range(2)] == [None, None]
