"""Read the tables of law and the courts' profiles from disk: the only I/O around the rules."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from anchors.limits import LIMITS
from ingest.trust import read_bounded
from verify.errors import RuleError, TrustError
from verify.rules.rulefile import RuleBook, decode_rules

__all__ = ["load_rules"]

_ENDING = ".json"


def load_rules(extra: Path | None = None) -> RuleBook:
    """Return the book that is shipped, with the further courts of a folder.

    Args:
        extra: folder of court profiles, `<court id>.json` each.

    Raises:
        RuleError: a file is refused, or the folder has a court that is shipped.
        OSError: the folder cannot be read.
    """
    shipped = files("verify.rules") / "data"
    found = {**_read(shipped, ""), **_read(shipped / "courts", "courts/")}
    for path in sorted(extra.iterdir()) if extra is not None else ():
        name = f"courts/{path.name}"
        if name in found:
            raise RuleError(f"{name}: this court is shipped; its record may add to it")
        if path.suffix == _ENDING:
            found[name] = _file(path)
    return decode_rules(found)


def _file(path: Path) -> bytes:
    try:
        return read_bounded(path, LIMITS.json_octets)
    except TrustError as error:
        raise RuleError(str(error)) from error


def _read(folder: Traversable, prefix: str) -> dict[str, bytes]:
    return {
        f"{prefix}{one.name}": one.read_bytes()
        for one in folder.iterdir()
        if one.name.endswith(_ENDING)
    }
