"""LibreOffice, where somebody has installed it: a spreadsheet that lists are filled in with.

It comes with the system and is no requirement:

    apt-get install libreoffice-calc
"""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

__all__ = ["COMMAND", "find_soffice", "save_again", "soffice_words"]

COMMAND = "apt-get install libreoffice-calc"
_FILTER = "xlsx:Calc MS Excel 2007 XML"


def find_soffice() -> Path | None:
    """Return the program, where it is."""
    found = shutil.which("soffice")
    return Path(found) if found else None


def soffice_words(program: Path | None) -> str:
    """Return what a run of the tests says about LibreOffice."""
    if program is None:
        return f"NOT TESTED on a real spreadsheet: soffice is not installed ({COMMAND})"
    return f"tested on a real spreadsheet: {program}"


def save_again(program: Path, paths: Sequence[Path], folder: Path) -> Path:
    """Open workbooks in LibreOffice, and return the folder that they were saved into."""
    out = folder / "saved"
    profile = (folder / "profile").resolve().as_uri()
    command = [str(program), f"-env:UserInstallation={profile}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", _FILTER, "--outdir", str(out), *map(str, paths)],
        capture_output=True,
        check=True,
        timeout=240,
    )
    return out
