"""A kit: the commands of its README, run as an expert would run them."""

import re
import subprocess
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from api.render.kit import RUN
from fixtures.forge import FAULTS, Forged, forge, forge_mix
from fixtures.pki import Revoked, serial_of
from fixtures.workbench import REVOCATION
from fixtures.world import crl_of, world

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


NAMED = re.compile(r"[\w-]+/[\w.-]+")
"""What may be a file of a kit, in a command."""
WRITTEN = re.compile(r" > ([\w-]+/[\w.-]+)$")
UNNAMED = ("SHA256SUMS", "*")
"""In a command that reads files which it does not name."""


class Ended(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    wrote: bytes | None


ENDED: dict[tuple[object, ...], Ended] = {}
"""Most files of all these kits are the same: a command over the same files ends the same."""


def _failing(kit: Path) -> list[str]:
    """Run every command in order; return those that did not end with zero."""
    return [line for line in dict.fromkeys(_commands(kit)) if _ended(kit, line).code]


def _ended(kit: Path, line: str) -> Ended:
    """Run a command, unless the same one was run over the same octets."""
    target = WRITTEN.search(line)
    written = kit / target[1] if target else None
    if any(one in line for one in UNNAMED):
        return _run(kit, line, written)
    named = [kit / one for one in dict.fromkeys(NAMED.findall(line))]
    assert not any(one.is_dir() for one in named), f"{line}: reads a folder"
    read = [one.read_bytes() if one != written and one.is_file() else None for one in named]
    key = (line, *read)
    if key not in ENDED:
        ENDED[key] = _run(kit, line, written)
    if written is not None and ENDED[key].wrote is not None:
        written.write_bytes(ENDED[key].wrote or b"")
    return ENDED[key]


def _run(kit: Path, line: str, written: Path | None) -> Ended:
    done = subprocess.run(["sh", "-c", line], cwd=kit, capture_output=True, check=False)
    return Ended(done.returncode, written.read_bytes() if written else None)


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
        "honest_answer_prefixed",
        "honest_answer_toy",
        "honest_cades_lt",
        "honest_ed25519",
        "honest_enveloping",
        "honest_fisco2",
        "honest_fisco2_national",
        "honest_fisco3",
        "honest_fisco3_national",
        "honest_fisco_retired_set_pinned",
        "honest_gm_cms_no_attributes",
        "honest_national_package",
        "honest_ofd_two_seals",
        "honest_pdf_sm2",
        "honest_pdf_two_signers",
        "honest_asic_e",
        "honest_receipt",
        "honest_sm2_raw_registered",
        "honest_sm2_token",
        "honest_tar",
        "ocsp_status_unknown",
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


@pytest.mark.parametrize(
    ("name", "seals"), [("fisco_signature_changed", 4), ("fisco_signature_over_bare_hash", 3)]
)
def test_every_seal_of_a_block_that_did_not_verify_fails_with_openssl_too(
    tmp_path: Path, name: str, seals: int
) -> None:
    failing = _failing(_kit(forge(name, tmp_path), tmp_path))
    assert [line[:23] for line in failing] == ["openssl pkeyutl -verify"] * seals


def _noted(kit: Path, proof: str) -> str:
    """Return what the README has on one proof, up to the next."""
    told = (kit / "README.txt").read_text("utf-8").partition(f"  {proof} → ")[2]
    return told.partition("\n  proofs/")[0]


def test_the_readme_says_what_came_after_a_signature_whose_commands_succeed(
    tmp_path: Path,
) -> None:
    kit = _kit(forge("pdf_incremental_after_sign", tmp_path), tmp_path)
    told = _noted(kit, "contract/pdf-1")
    said = (
        "不能显示的：涵盖签名时的整份文件（第 2 版，共 4 版）；此后文件内容被改动",
        "「第 1 页内容」",
        "after it the content of the document was changed",
        "退出码为零，只表示这些字节由该签名所签",
        "字节不在其内，该签名的各命令均不涉及",
        "-covered.bin 取自 originals/item-",
    )
    assert [words for words in said if words not in told] == []
    assert told.count(f"{RUN}cmp -n ") == 2
    assert _failing(kit) == []


def test_the_readme_names_a_changed_file_that_the_commands_of_a_container_pass_over(
    tmp_path: Path,
) -> None:
    kit = _kit(forge("asice_member_changed", tmp_path), tmp_path)
    told = _noted(kit, "voucher/asic-1")
    assert (told.count("[asic.member_changed]"), _failing(kit)) == (2, [])
    assert "文件被改换而清单未动的，命令仍全部成功" in (kit / "README.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "tool"), [("honest_pdf_two_signers", "cmp -n"), ("honest_asic_e", "unzip -p")]
)
def test_covered_octets_that_are_not_of_the_original_fail_their_command(
    tmp_path: Path, name: str, tool: str
) -> None:
    kit = _kit(forge(name, tmp_path), tmp_path)
    failing = _changed(kit, "proofs/*-covered.bin", tmp_path)
    assert failing == sorted([tool, "openssl cms", "sha256sum -c"])


@pytest.mark.parametrize("name", ["signed_after_revocation", "signer_revoked_after_timestamp"])
def test_the_command_of_a_revoked_certificate_shows_its_entry(tmp_path: Path, name: str) -> None:
    kit = _kit(forge(name, tmp_path), tmp_path)
    readme = (kit / "README.txt").read_text("utf-8")
    (command,) = [line for line in _commands(kit) if "grep -A 4 'Serial Number" in line]
    shown = subprocess.run(["sh", "-c", command], cwd=kit, capture_output=True, check=True)
    assert b"Revocation Date: Feb  1 00:00:00 2025 GMT" in shown.stdout
    assert readme.count("[已吊销 revoked 2025-02-01，见报告]") == 1
    assert "该条目与“证书未被吊销”相矛盾" in readme
    assert _failing(kit) == []


def test_no_certificate_of_a_consistent_case_is_marked_revoked(consistent: Path) -> None:
    assert "已吊销" not in (consistent / "README.txt").read_text("utf-8")


def test_a_list_that_revokes_fails_where_the_verification_found_no_entry(
    consistent: Path, tmp_path: Path
) -> None:
    ca, leaf = world(1).tsa_rsa.ca, world(1).tsas[0].signer.identity
    copy = _copied(consistent, tmp_path)
    (path,) = [one for one in copy.glob("revocation/*.crl") if one.read_bytes() == crl_of(ca)]
    path.write_bytes(crl_of(ca, [Revoked(serial_of(leaf.certificate), REVOCATION)]))
    assert [line.split()[0] for line in _failing(copy)] == ["sha256sum", "!"]


def test_what_covers_an_absent_original_is_said_not_to_be_repeated(tmp_path: Path) -> None:
    kit = _kit(forge("hash_only_all_agree", tmp_path), tmp_path)
    lines = (kit / "README.txt").read_text("utf-8").splitlines()
    said = [lines[at + 1].strip() for at, line in enumerate(lines) if "→ item:voucher" in line]
    assert said == ["无法重复：原件未提交 cannot be repeated: the original was not submitted"] * 2


@pytest.mark.parametrize("name", ["honest_anchor", "honest_receipt", "hash_only_all_agree"])
def test_the_readme_names_the_folders_that_are_there(tmp_path: Path, name: str) -> None:
    kit = _kit(forge(name, tmp_path), tmp_path)
    lines = (kit / "README.txt").read_text("utf-8").splitlines()
    (told,) = [line for line in lines if line.startswith("Folders: ")]
    there = {path.name for path in kit.iterdir() if path.is_dir()}
    assert set(told.removeprefix("Folders: ").split(", ")) == there


def test_the_readme_says_that_the_warning_of_openssl_is_harmless(consistent: Path) -> None:
    warned = [line for line in _commands(consistent) if "certificates/path-" in line]
    done = subprocess.run(["sh", "-c", warned[0]], cwd=consistent, capture_output=True, check=True)
    assert b"is not a CA cert" in done.stderr
    assert (consistent / "README.txt").read_text("utf-8").count("is not a CA cert") == 2


def test_the_receipt_of_a_national_platform_is_repeated_too(tmp_path: Path) -> None:
    made = forge_mix({}, tmp_path, cases=1, platform=2, receipts=True)
    kit = _kit(made, tmp_path)
    (told,) = [
        line
        for line in (kit / "README.txt").read_text("utf-8").splitlines()
        if ".receipt  " in line
    ]
    assert told.endswith("[回执有效 receipt valid]")
    assert "平台存证回执 Platform receipt" in told
    assert _failing(kit) == []


def _copied(kit: Path, folder: Path) -> Path:
    """Return a copy of a kit that may be changed."""
    copy = folder / "copy"
    for path in sorted(kit.rglob("*")):
        if path.is_file():
            target = copy / path.relative_to(kit)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return copy


def _changed(kit: Path, name: str, folder: Path) -> list[str]:
    """Return which commands fail once the last octet of a file is another."""
    copy = _copied(kit, folder)
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


@pytest.mark.parametrize("name", ["honest_ots", "honest_ots_over_signature", "ots_sha1_only"])
def test_an_opentimestamps_proof_is_repeated_step_by_step(name: str, tmp_path: Path) -> None:
    kit = _kit(forge(name, tmp_path), tmp_path)
    header = (kit / "anchors/001.header.bin").read_bytes()
    told = [line for line in _commands(kit) if header[36:68].hex() in line or "anchors/" in line]
    assert (len(header), len(told), _failing(kit)) == (80, 4, [])


def test_the_path_of_an_opentimestamps_proof_in_another_block_fails_with_openssl_too(
    tmp_path: Path,
) -> None:
    (failing,) = _failing(_kit(forge("ots_wrong_header", tmp_path), tmp_path))
    assert failing.startswith("openssl dgst -sha256 -binary originals/")


OTS = sorted(one for one in FAULTS if one.startswith("ots_") and FAULTS[one].target == "package")


@pytest.mark.parametrize("name", OTS)
def test_a_kit_is_made_of_every_opentimestamps_proof(name: str, tmp_path: Path) -> None:
    kit = _kit(forge(name, tmp_path), tmp_path)
    assert [path.suffix for path in (kit / "proofs").glob("*.ots")] == [".ots"]
