"""anvil, a real node in one binary, where somebody has installed it.

It comes from npm and is no requirement:

    npm install --prefix build/anvil @foundry-rs/anvil@1.7.1
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["COMMAND", "anvil_words", "find_anvil", "run_anvil"]

ROOT = Path(__file__).resolve().parents[3]
PLACE = "build/anvil"
COMMAND = f"npm install --prefix {PLACE} @foundry-rs/anvil@1.7.1"
_LISTENING = re.compile(r"Listening on (127\.0\.0\.1:\d+)")
_OPTIONS = ("--port", "0", "--accounts", "1", "--slots-in-an-epoch", "2")


def find_anvil(root: Path = ROOT) -> Path | None:
    """Return the binary that npm put into the repository's build folder, or the system's."""
    found = sorted((root / PLACE).glob("node_modules/@foundry-rs/anvil-*/bin/anvil"))
    system = shutil.which("anvil")
    return found[0] if found else Path(system) if system else None


def anvil_words(binary: Path | None) -> str:
    """Return what a run of the tests says about anvil."""
    if binary is None:
        return f"NOT TESTED on a real node: anvil is not installed ({COMMAND})"
    return f"tested on a real node: {binary}"


@contextmanager
def run_anvil(binary: Path) -> Iterator[str]:
    """Run a chain of its own on a free port, and yield its URL."""
    with subprocess.Popen([binary, *_OPTIONS], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            heard = (_LISTENING.search(line) for line in process.stdout)
            yield f"http://{next(match[1] for match in heard if match)}/"
        finally:
            process.terminate()
