"""`evidence verify` in words: whose, when, what differs, and how much of a package."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from fixtures.forge import Forged, forge

AT = "2025-06-10T03:00:00Z"
SHOWN = {
    "cms_two_signers_good": ("签名证书主体", "虚构甲小额贷款有限公司"),
    "token_good_rsa": ("最迟于此时已存在 2024-09-01 10:00:01", "时间戳所载时间"),
    "anchor_claim_good": ("链上位置 evm-court · 区块 ", "最迟于此时已存在 2024-09-01 10:01:00"),
    "ots_good": ("链上位置 bitcoin-fixture · 区块 4 · ", "最迟于此时已存在 2024-07-05 10:10:00"),
    "receipt_good": ("存证平台 「plat-anzheng」", "存证编号"),
    "certificate_good": ("有效期至 2040-01-01 08:00:00", "签发者"),
}
Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run() -> Run:
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, ["verify", *map(str, arguments), "--at", AT])

    return run


def _given(forged: Forged) -> list[object]:
    """The options under which a forged object is verified."""
    data = ["--data", forged.data] if forged.data is not None else []
    certs = [part for place in forged.certs if any(place.iterdir()) for part in ("--certs", place)]
    return [forged.path, "--trust", forged.trust, *data, *certs]


@pytest.mark.parametrize("name", SHOWN)
def test_of_a_consistent_object_it_is_said_whose_and_when(
    run: Run, tmp_path: Path, name: str
) -> None:
    result = run(*_given(forge(name, tmp_path)))
    assert result.exit_code == 0
    assert [text for text in SHOWN[name] if text not in result.stdout] == []


def test_an_object_that_is_not_consistent_is_said_to_be_nobodys(run: Run, tmp_path: Path) -> None:
    forged = forge("receipt_of_other_data", tmp_path)
    assert "签名证书主体" not in run(*_given(forged)).stdout


@pytest.mark.parametrize("name", ["receipt_of_other_data", "token_wrong_imprint"])
def test_a_digest_that_differs_is_an_inconsistency(run: Run, tmp_path: Path, name: str) -> None:
    result = run(*_given(forge(name, tmp_path)))
    assert (result.exit_code, "核验不一致  " in result.stdout) == (1, True)


def test_a_signature_that_is_wrong_did_not_verify(run: Run, tmp_path: Path) -> None:
    assert "核验未通过  " in run(*_given(forge("signature_wrong", tmp_path))).stdout


@pytest.mark.parametrize(("lang", "basis"), [("zh", "核验规则 1"), ("en", "Rule of judgement 1")])
def test_the_basis_is_in_the_language_chosen(
    run: Run, tmp_path: Path, lang: str, basis: str
) -> None:
    (tmp_path / "object").write_bytes(b"x")
    assert basis in run(tmp_path / "object", "--lang", lang).stdout


def test_what_was_found_and_what_was_expected_are_both_shown(run: Run, tmp_path: Path) -> None:
    forged = forge("token_good_rsa", tmp_path)
    trusted = [forged.path, "--trust", forged.trust, "--certs", forged.certs[0]]
    printed = run(*trusted, "--digest", "sha256:" + "00" * 32, "--lang", "en").stdout
    assert [word for word in ("Expected 「", "Observed 「") if word not in printed] == []


def test_of_a_package_the_numbers_are_told_and_where_the_items_are(
    run: Run, tmp_path: Path
) -> None:
    printed = run(*_given(forge("signature_wrong", tmp_path))).stdout
    assert "33 项证据；1 件案件需要查看" in printed
    assert "逐项结果请用 evidence check" in printed


def test_the_numbers_of_a_consistent_package_leave_no_case_to_see(run: Run, tmp_path: Path) -> None:
    printed = json.loads(run(*_given(forge("honest_plain", tmp_path)), "--json").stdout)
    assert printed["facts"]["counts"]["cases_to_see"] == 0


def test_a_package_that_only_the_trust_list_refuses_is_no_defect(run: Run, tmp_path: Path) -> None:
    result = run(forge("honest_plain", tmp_path).path)
    assert (result.exit_code, "不是提交人的缺陷  " in result.stdout) == (1, True)


def test_another_archive_is_first_said_to_be_no_package(run: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a", b"a")
    lines = run(tmp_path / "other.zip").stdout.splitlines()
    assert "不是证据包，只检查了压缩包结构。" in lines[2]


def test_what_is_found_many_times_is_said_once_with_its_number(run: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"Ü{number}", b"a")
    lines = run(tmp_path / "other.zip").stdout.splitlines()
    codes = [line.split("]")[0].strip() for line in lines if line.startswith("      [")]
    assert len(codes) == len(set(codes))
