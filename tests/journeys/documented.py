"""A folder in which every command that the documents show can be run as it stands."""

import re
import shlex
import shutil
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from typer.testing import CliRunner

from api.cli.main import app
from fixtures.forge import forge
from fixtures.ofd import deposit_certificate_ofd
from fixtures.package import write_package, write_trust
from fixtures.scenario import new_scenario
from tests.ingest.adapters.elements.filled import fill_template, make_attachments
from tests.ingest.courtkey import court_files
from tests.ingest.packing.platform import sealing_key, write_source

__all__ = ["AT", "ROOT", "commands_of", "run_documented", "write_surroundings"]

ROOT = Path(__file__).parents[2]
AT = ("--at", "2025-06-10T03:00:00Z")
_AT_TIME = frozenset({"check", "debt", "verify", "kit", "replay", "decide"})
_FENCED = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_OF_A_SERVICE = ("evidence submit ", "evidence backup ", "evidence restore ")
"""Run where there is one: `test_documented_service`, `tests/api/cli/test_upkeep`."""
_PLACEHOLDERS = {"CASE": "case-000000", "sha256:HEX": f"sha256:{'0' * 64}"}
POLICY = '{"id": "court-example", "version": "1", "tolerances": {"future_s": 60}}'


def commands_of(document: str) -> list[str]:
    """Return the `evidence` commands of a document that need no service, in their order."""
    blocks = "\n".join(_FENCED.findall((ROOT / document).read_text("utf-8")))
    found = [line for line in blocks.splitlines() if line.startswith("evidence ")]
    return [line for line in found if not line.startswith(_OF_A_SERVICE)]


def run_documented(command: str) -> tuple[int, str]:
    """Run a command as it stands, at the time of the fake world; return exit code and output."""
    words = [_PLACEHOLDERS.get(word, word) for word in shlex.split(command)[1:]]
    timed = words[0] in _AT_TIME and "--at" not in words and "--outcome" not in words
    done = CliRunner().invoke(app, [*words, *AT] if timed else words)
    return done.exit_code, done.output


def write_surroundings(folder: Path) -> None:
    """Write what the commands name: packages, lists, keys, trust lists, reports, decisions."""
    write_package(folder / "package.zip", cases=1, item_size=2048)
    write_trust(folder / "trust")
    fill_template(folder / "要素列表.xlsx")
    make_attachments(folder / "附件")
    _write_objects(folder)
    _write_keys(folder)
    (folder / "court.json").write_text(POLICY, "utf-8")
    (folder / "decisions").mkdir()
    (folder / "courts").mkdir()
    source = write_source(folder / "source")
    shutil.move(source.folder, folder / "folder")
    done = [str(folder / name) for name in ("package.zip", "trust", "out")]
    CliRunner().invoke(app, ["check", done[0], "--trust", done[1], "-o", done[2], *AT])


def _write_objects(folder: Path) -> None:
    signature = forge("cms_detached_good", folder / "signature")
    shutil.copy(signature.path, folder / "signature.p7s")
    shutil.copy(str(signature.data), folder / "contract.pdf")
    shutil.copytree(str(signature.trust), folder / "roots")
    shutil.copytree(signature.certs[0], folder / "helpers")
    signed = forge("object_honest_pdf_two_signers", folder / "signed")
    shutil.copy(signed.path, folder / "signed.pdf")
    sealed = new_scenario(seed=1)
    certificate = sealed.case.item("deposit-certificate")
    made = deposit_certificate_ofd(sealed.sender, certificate, certificate.signed_at)
    (folder / "sealed.ofd").write_bytes(made.octets)
    chain = forge("honest_esign_chain", folder / "chain")
    shutil.copy(chain.path, folder / "chain.zip")
    token = forge("token_good_rsa", folder / "token")
    shutil.copy(token.path, folder / "token.tsr")
    shutil.copytree(str(token.trust), folder / "tsa")


def _write_keys(folder: Path) -> None:
    key, certificate = court_files(folder)
    key.rename(folder / "court.key")
    assert certificate == folder / "court.pem"
    private, path = sealing_key()
    octets = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "platform.key").write_bytes(octets)
    pem = b"".join(one.public_bytes(Encoding.PEM) for one in path)
    (folder / "platform.pem").write_bytes(pem)
