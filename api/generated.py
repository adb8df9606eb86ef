"""What is generated from the routes, and committed: the description, and the client in Python.

    python -m api.generated [FOLDER]

writes `docs/openapi.json` and `evidence_client/`, here or in another folder. The client has no
pages, which are for browsers, sends archives as ZIP, and takes the times of headers as text.
"""

import json
import os
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from api.app import description

__all__ = ["CLIENT", "DESCRIPTION", "write_generated"]

DESCRIPTION, CLIENT = "docs/openapi.json", "evidence_client"
_PAGES = "pages"
_FILES = (
    "application/pkcs7-mime", "application/timestamp-token", "application/x-tar", "application/zip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)  # fmt: skip
_CONFIG = {"content_type_overrides": dict.fromkeys(_FILES, "application/octet-stream")}


def write_generated(folder: Path) -> None:
    """Write the description and the client below a folder."""
    described = description()
    target = folder / DESCRIPTION
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", "utf-8")
    with TemporaryDirectory() as name:
        _generate(Path(name), _for_clients(described))
        shutil.rmtree(folder / CLIENT, ignore_errors=True)
        shutil.copytree(
            Path(name) / CLIENT, folder / CLIENT, ignore=shutil.ignore_patterns(".ruff_cache")
        )


def _generate(folder: Path, described: dict[str, Any]) -> None:
    source, config = folder / "openapi.json", folder / "config.json"
    source.write_text(json.dumps(described), "utf-8")
    config.write_text(json.dumps(_CONFIG), "utf-8")
    tools = Path(sys.executable).parent
    command = [
        str(tools / "openapi-python-client"), "generate", "--meta", "none", "--fail-on-warning",
        "--path", str(source), "--config", str(config), "--output-path", str(folder / CLIENT),
    ]  # fmt: skip
    path = os.pathsep.join([str(tools), os.environ.get("PATH", "")])
    done = subprocess.run(  # noqa: S603 - a tool of our own environment, by its full name
        command, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)


def _for_clients(described: dict[str, Any]) -> dict[str, Any]:
    told = deepcopy(described)
    told["paths"] = {
        path: operations
        for path, operations in told["paths"].items()
        if not any(_PAGES in one["tags"] for one in operations.values())
    }
    for operations in told["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "header":
                    parameter["schema"].pop("format", None)
            if {} in operation.get("security", []):
                operation.pop("security")
            operation.get("requestBody", {}).get("content", {}).pop("application/x-tar", None)
    return told


if __name__ == "__main__":
    write_generated(Path(*sys.argv[1:]))
