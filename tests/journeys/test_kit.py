"""A kit: the commands of its README, run as an expert would run them."""

import subprocess
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from api.render.kit import RUN
from fixtures.forge import Forged, forge

AT = "2025-06-10T03:00:00Z"
CASE = "case-000000"


def _kit(forged: Forged, folder: Path, case_key: str = CASE) -> Path:
    """Write the kit of a case, and unpack it."""
    out = folder / "kit.zip"
    given = ["kit", forged.path, case_key, "--trust", forged.trust, "--at", AT, "-o", out]
    result = CliRunner().invoke(app, [*map(str, given), "--jobs", "1"])
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(out) as archive:
        archive.extractall(folder / "kit")
    return folder / "kit"


def _commands(kit: Path) -> list[str]:
    lines = (kit / "README.txt").read_text("utf-8").splitlines()
    return [line.removeprefix(RUN) for line in lines if line.startswith(RUN)]


def _failing(kit: Path) -> list[str]:
    """Run every command in order; return those that did not end with zero."""
    codes = {
        line: subprocess.run(["sh", "-c", line], cwd=kit, capture_output=True, check=False)
        for line in _commands(kit)
    }
    return [line for line, done in codes.items() if done.returncode]


@pytest.fixture(name="consistent", scope="module")
def _consistent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("consistent")
    return _kit(forge("honest_plain", folder), folder)


def test_every_command_of_a_consistent_case_succeeds(consistent: Path) -> None:
    assert _failing(consistent) == []


def test_the_commands_check_every_sort_of_thing(consistent: Path) -> None:
    told = "\n".join(_commands(consistent))
    tools = ("sha256sum -c", "openssl dgst", "openssl cms", "openssl ts", "openssl verify",
             "openssl crl")  # fmt: skip
    assert [tool for tool in tools if tool not in told] == []


def test_every_proof_of_the_case_has_a_command(consistent: Path) -> None:
    told = "\n".join(_commands(consistent))
    proofs = [path.name for path in (consistent / "proofs").iterdir()]
    assert [name for name in proofs if f"proofs/{name}" not in told] == []


@pytest.mark.parametrize("name", ["ocsp_by_issuer_good", "ocsp_delegated_good"])
def test_the_commands_of_a_case_with_ocsp_answers_succeed(tmp_path: Path, name: str) -> None:
    kit = _kit(forge(name, tmp_path), tmp_path)
    assert _failing(kit) == []
    assert any(line.startswith("openssl ocsp") for line in _commands(kit))


@pytest.mark.parametrize(
    "name",
    [
        "honest_anchor",
        "honest_cades_lt",
        "honest_ed25519",
        "honest_enveloping",
        "honest_gm_cms_no_attributes",
        "honest_national_package",
        "honest_receipt",
        "honest_sm2_raw_registered",
        "honest_sm2_token",
        "honest_tar",
    ],
)
def test_every_command_succeeds_for_an_honest_proof_of_any_form(tmp_path: Path, name: str) -> None:
    assert _failing(_kit(forge(name, tmp_path), tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "tool"),
    [
        ("anchor_path_wrong", "(printf"),
        ("ed25519_wrong", "openssl pkeyutl"),
        ("receipt_signature_wrong", "openssl cms"),
        ("sm2_crl_wrong", "openssl dgst"),
        ("sm2_wrong_value", "openssl dgst"),
    ],
)
def test_what_did_not_verify_fails_with_public_tools_too(
    tmp_path: Path, name: str, tool: str
) -> None:
    forged = forge(name, tmp_path)
    failing = _failing(_kit(forged, tmp_path, forged.case_key or CASE))
    assert [line[: len(tool)] for line in failing] == [tool]


def _changed(kit: Path, name: str, folder: Path) -> list[str]:
    """Return which commands fail once the last octet of a file is another."""
    copy = folder / "copy"
    for path in sorted(kit.rglob("*")):
        if path.is_file():
            target = copy / path.relative_to(kit)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    changed = next(copy.glob(name))
    octets = changed.read_bytes()
    changed.write_bytes(octets[:-1] + bytes([octets[-1] ^ 1]))
    failing = _failing(copy)
    return sorted({" ".join(line.split()[:2]) for line in failing})


def test_a_changed_original_fails_its_digest_signature_and_token(
    consistent: Path, tmp_path: Path
) -> None:
    failing = _changed(consistent, "originals/item-001.*", tmp_path)
    assert failing == ["openssl cms", "openssl dgst", "openssl ts", "sha256sum -c"]


def test_a_changed_signature_fails_its_command(consistent: Path, tmp_path: Path) -> None:
    assert _changed(consistent, "proofs/001.p7s", tmp_path) == ["openssl cms", "sha256sum -c"]


def test_a_changed_list_fails_its_command(consistent: Path, tmp_path: Path) -> None:
    assert _changed(consistent, "revocation/001.crl", tmp_path) == ["openssl crl", "sha256sum -c"]


def test_a_wrong_signature_fails_with_openssl_too(tmp_path: Path) -> None:
    forged = forge("signature_wrong", tmp_path)
    kit = _kit(forged, tmp_path, str(forged.case_key))
    assert [line.split()[1] for line in _failing(kit)] == ["cms"]
