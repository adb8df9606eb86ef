"""`evidence demo`: forge two packages with a few faults, verify them, leave the reports.

One package is of a platform of national cryptography (SM2, SM3, GM/T 0010) that gives receipts, one
of an international platform (RSA, ECDSA, RFC 5652) that anchors on a chain besides.
"""

from pathlib import Path
from typing import NamedTuple

import typer

from api.cli.check import run_check
from api.cli.exits import EXIT_INTERNAL, EXIT_OF, files_in_reach, refuse
from api.cli.options import Lang
from verify.findings import CheckStatus

__all__ = ["DemoPackage", "run_demo"]

CASES = 20


class DemoPackage(NamedTuple):
    """One package of the demonstration."""

    name: str
    title: str
    platform: int
    faults: dict[int, str]
    """Case number to the fault that is put into it; the other cases are good."""
    anchored: bool = False
    receipts: bool = False


PACKAGES = (
    DemoPackage(
        "national", "国密平台证据包 a package of national cryptography", 2,
        {2: "payload_crlf", 5: "sm2_wrong_value", 8: "sm2_no_z_prefix", 11: "sm2_crl_wrong"},
        receipts=True,
    ),
    DemoPackage(
        "international", "国际平台证据包 a package of an international platform", 1,
        {
            3: "signature_wrong", 6: "token_eku_not_critical", 9: "hash_only_all_agree",
            12: "signed_after_revocation", 15: "anchor_digest_of_other_item",
        },
        anchored=True,
    ),
)  # fmt: skip


def run_demo(out: str, lang: Lang) -> int:
    """Forge, verify and report; exit 0 where the faults were found."""
    try:
        import fixtures.forge  # noqa: F401, PLC0415 - extra [sandbox]
    except ModuleNotFoundError as error:
        raise refuse(f"缺少组件 missing extra [sandbox]: {error.name}") from error
    codes = [_run_package(package, Path(out) / package.name, lang) for package in PACKAGES]
    if any(code != EXIT_OF[CheckStatus.FAILED] for code in codes):
        typer.echo(f"演示的缺陷未被查出 the faults were not found: exit {codes}", err=True)
        return EXIT_INTERNAL
    return 0


def _run_package(package: DemoPackage, folder: Path, lang: Lang) -> int:
    """Forge and verify one package, and say where its reports are."""
    from fixtures.forge import forge_mix  # noqa: PLC0415 - extra [sandbox]
    from ingest.pipeline import CheckSettings  # noqa: PLC0415 - after the extra is known
    from ingest.trust import load_trust  # noqa: PLC0415
    from verify.policy import DEFAULT_POLICY  # noqa: PLC0415

    with files_in_reach():
        forged = forge_mix(
            package.faults, folder, cases=CASES, platform=package.platform,
            name=package.name, anchored=package.anchored, receipts=package.receipts,
        )  # fmt: skip
    trust = [forged.trust] if forged.trust is not None else []
    settings = CheckSettings(load_trust(trust), DEFAULT_POLICY, forged.at)
    typer.echo(f"== {package.title}\n")
    code = run_check(forged.path, settings, lang=lang, as_json=False, out=folder)
    at = forged.at.isoformat().replace("+00:00", "Z")
    typer.echo()
    typer.echo(f"报告 reports: {folder / 'report.html'} · report.json · report.txt · cases/")
    typer.echo(f"同一核验 the same: evidence check {forged.path} --trust {forged.trust} --at {at}")
    typer.echo()
    return code
