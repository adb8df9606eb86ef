"""The page that adds a platform is followed to the letter: what it shows is what comes out."""

import base64
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from typer.testing import CliRunner

from api.cli.main import app
from fixtures.anchoring import strip_proofs
from fixtures.cases import Proof
from fixtures.forge import Forged
from fixtures.scenario import Scenario, new_scenario
from fixtures.workbench import put_content
from tests.architecture.tree import ROOT
from tests.ingest.packing.platform import sealing_key
from tests.journeys.judged import judge_package
from verify.receipts.registry import FORMS

PAGE = (ROOT / "docs/add-a-platform.md").read_text("utf-8")
BLOCKS = re.findall(r"^```([a-z]*)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
RECEIPT, RECORD, TOLD, PROOFS, INSIDE = (json.loads(text) for name, text in BLOCKS if name)
MAKE, LOOK, BESIDE, FIELDS, SIGN, CHECK = (
    line for name, text in BLOCKS if not name for line in text.splitlines()
)
RECORD_PATH = "platforms/plat-anzheng.json"


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder with what the page starts from."""

    folder: Path
    scenario: Scenario

    def register(self, receipt: dict[str, Any]) -> None:
        """Write the trust directory with this member of the platform's record."""
        trust = self.scenario.trust
        trust.add_record(RECORD_PATH, {**trust.record(RECORD_PATH), "receipt": receipt})
        shutil.rmtree(self.folder / "trust", ignore_errors=True)
        for name, data in trust.files().items():
            (self.folder / "trust" / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / "trust" / name).write_bytes(data)

    def run(self, command: str) -> None:
        """Run a command of the page as it stands."""
        subprocess.run(["/bin/sh", "-c", command], cwd=self.folder, check=True, timeout=60)

    def verify(self, command: str, *more: str) -> tuple[int, dict[str, Any]]:
        """Run an `evidence verify` of the page; return its exit code and line."""
        at = ("--at", datetime.now(UTC).isoformat())
        words = [one for one in command.split()[1:] if one != "--json"]
        done = CliRunner().invoke(app, [*words, "--json", *at, *more])
        return done.exit_code, json.loads(done.stdout)


@pytest.fixture(name="desk")
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Write the original, the receipt and the platform's key, as the page has them."""
    monkeypatch.chdir(tmp_path)
    desk = Desk(tmp_path, new_scenario())
    desk.run(MAKE)
    (tmp_path / "receipt.json").write_text(json.dumps(RECEIPT, ensure_ascii=False), "utf-8")
    key, path = sealing_key()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "platform.key").write_bytes(private)
    (tmp_path / "platform.pem").write_bytes(path[0].public_bytes(Encoding.PEM))
    desk.register(RECORD)
    return desk


def test_the_receipt_is_read_as_the_page_says(desk: Desk) -> None:
    code, line = desk.verify(LOOK)
    codes = {one["code"] for one in line["findings"]}
    assert {name: line["facts"].get(name) for name in TOLD} == TOLD
    assert (code, "receipt.not_signed" in codes) == (4, True)


def test_before_it_is_registered_the_receipt_is_of_no_kind(desk: Desk) -> None:
    desk.register({"form": "huawei-dac/1"})
    assert desk.verify(LOOK)[1]["kind"] == "unknown"


def test_signed_beside_it_proves_its_original_in_a_package(desk: Desk) -> None:
    desk.run(BESIDE)
    assert _of_package(desk) == ("CONSISTENT", {"receipt.chain_attested"})


def test_signed_by_nobody_it_proves_nothing_in_a_package(desk: Desk) -> None:
    (desk.folder / "receipt.p7s").write_bytes(b"")
    result, _ = _of_package(desk, proofs=PROOFS[:1])
    assert result == "UNVERIFIABLE"


def test_signed_inside_it_is_consistent_by_itself(desk: Desk) -> None:
    desk.register({name: RECORD[name] for name in RECORD if name != "beside"} | INSIDE)
    desk.run(FIELDS)
    desk.run(SIGN)
    stamp = base64.b64encode((desk.folder / "fields.p7s").read_bytes()).decode()
    signed = json.dumps({**RECEIPT, "stamp": stamp}, ensure_ascii=False)
    (desk.folder / "signed.json").write_text(signed, "utf-8")
    code, line = desk.verify(CHECK)
    shown = next(o["observed"] for o in line["findings"] if o["code"] == "receipt.field_unsigned")
    assert (code, line["result"], shown) == (0, "consistent", "/house")


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_page_names_every_form_that_is_known(form: str) -> None:
    assert f"`{form}`" in PAGE


def _of_package(desk: Desk, proofs: Any = PROOFS) -> tuple[str, set[str]]:
    """Return what a package comes to in which these are the voucher's only proofs."""
    s = desk.scenario
    s.hit_item = "voucher"
    put_content(s, (desk.folder / "contract.txt").read_bytes())
    strip_proofs(s)
    s.item.deposit = {
        **(s.item.deposit or {}),
        "deposit_no": TOLD["deposit_no"],
        "deposited_at": TOLD["deposited_at"],
    }
    for row in proofs:
        data = (desk.folder / row["path"]).read_bytes()
        s.item.proofs.append(Proof(row["id"], row["kind"], row["form"], row["over"], data))
    desk.register(s.trust.record(RECORD_PATH)["receipt"])  # type: ignore[arg-type]
    package = desk.folder / "package.zip"
    package.write_bytes(s.archive())
    forged = Forged(
        package, desk.folder / "trust", at=datetime.now(UTC), item="voucher", case_key=s.case.key
    )
    judged = judge_package(forged, desk.folder / "spool")
    told = {code for code in judged.codes if code.startswith("receipt.")}
    return judged.result, told
