"""The container file and the units, checked with their own tools where these are present."""

import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.services.tools import has_systemd

DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))


def _program(root: Path) -> None:
    """Put a program where the units look for it, in a root of their own."""
    place = root / "opt/evidence/bin/evidence"
    place.parent.mkdir(parents=True)
    place.write_text("#!/bin/sh\n")
    place.chmod(0o755)


def _said_of(unit: Path, text: str, root: Path) -> list[str]:
    """Return what systemd says of a unit of this text, in a root of its own."""
    _program(root)
    units = root / "etc/systemd/system"
    units.mkdir(parents=True)
    name = unit.name.replace("@", "@1")
    (units / name).write_text(text)
    for needed in ("network-online.target", "multi-user.target", "sysinit.target"):
        (units / needed).write_text("[Unit]\n")
    command = ["systemd-analyze", "verify", "--man=no", f"--root={root}", name]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line for line in said.stderr.splitlines() if name in line]


@pytest.mark.parametrize("unit", UNITS if has_systemd() else [], ids=lambda path: path.name)
def test_a_unit_is_what_systemd_reads(unit: Path, tmp_path: Path) -> None:
    text = unit.read_text("utf-8")
    assert _said_of(unit, text, tmp_path / "good") == []
    assert _said_of(unit, text.replace("NoNewPrivileges", "NoNewPrivilege"), tmp_path / "bad")


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_leaves_a_worker_nothing_it_does_not_need(unit: Path) -> None:
    text = unit.read_text("utf-8")
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="):
        assert line in text.splitlines()


def test_the_image_holds_every_package_but_the_fixtures() -> None:
    lines = (DEPLOY / "Containerfile").read_text("utf-8").splitlines()
    copied = {line.split()[-1] for line in lines if line.startswith("COPY ") and "--" not in line}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    assert copied - {"./"} == packages - {"fixtures"}
