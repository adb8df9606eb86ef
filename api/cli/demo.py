"""`evidence demo`: forge packages with a few faults, verify and judge them, leave the reports.

One package is of a platform of national cryptography (SM2, SM3, GM/T 0010) that gives receipts, one
of an international platform (RSA, ECDSA, RFC 5652) that anchors on a chain besides; of both the
integrity is shown. A third holds what lenders really have: signed PDFs, sealed OFD, receipts of
three platforms. A fourth, of fifty cases, is judged for admission twice: as the court received it
in June 2025, and as if it were received today, under the law as it changed on 2025-11-01.
"""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from api.cli.check import Wanted, check_into, run_check
from api.cli.exits import EXIT_INTERNAL, EXIT_OF, files_in_reach, refuse
from api.cli.options import Lang, with_admission
from verify.canonical import rfc3339
from verify.findings import CheckStatus
from verify.rules.verdict import ROUTE_TABLE

if TYPE_CHECKING:
    from fixtures.scenarios.index import Staged
    from ingest.runs import CheckSettings, PackageRun

__all__ = ["DemoPackage", "run_demo"]

CASES = 20
_INSIDE = {"cms": "签名", "gm-cms": "国密签名", "tst": "时间戳", "ses": "印章"}
_CHOICES = 2
"""Sets of papers that are printed; the batch page has more."""


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
    _run_held(Path(out), lang)
    _run_batch(Path(out), lang)
    return 0


def _run_package(package: DemoPackage, folder: Path, lang: Lang) -> int:
    """Forge and verify one package, and say where its reports are."""
    from fixtures.forge import forge_mix  # noqa: PLC0415 - extra [sandbox]
    from ingest.runs import CheckSettings  # noqa: PLC0415 - after the extra is known
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
    code = run_check(forged.path, settings, Wanted(lang, out=folder))
    at = forged.at.isoformat().replace("+00:00", "Z")
    typer.echo()
    typer.echo(f"报告 reports: {folder / 'report.html'} · report.json · report.txt · cases/")
    typer.echo(
        f"同一核验 the same: evidence check {forged.path} --trust {forged.trust} --at {at}"
        " --integrity-only"
    )
    typer.echo()
    return code


def _run_held(out: Path, lang: Lang) -> None:
    """Judge contracts signed as PDF, certificates sealed as OFD, receipts of three platforms."""
    from fixtures.held import HELD_CASES, held_package  # noqa: PLC0415 - extra [sandbox]

    typer.echo(f"== 实际持有的材料 what is really held: {HELD_CASES} 件 cases\n")
    with files_in_reach():
        staged = held_package(out / "held")
    _judge(staged, staged.at, out / "held-2025-06", lang)
    typer.echo(f"已核验 verified: {_forms(out / 'held-2025-06' / 'report.json')}\n")


def _run_batch(out: Path, lang: Lang) -> None:
    """Judge one batch at two times of receipt, and say what the change of law did to it."""
    from fixtures.scenarios.batch import BATCH_CASES, batch  # noqa: PLC0415 - extra [sandbox]
    from fixtures.scenarios.index import write_draft  # noqa: PLC0415
    from fixtures.world import RECEIVED_AT  # noqa: PLC0415

    typer.echo(f"== 准入审查 admission: {BATCH_CASES} 件 cases\n")
    with files_in_reach():
        staged = write_draft(batch(), "batch", RECEIVED_AT, out / "batch")
    for name, at in (("batch-2025-06", RECEIVED_AT), ("batch-today", _today())):
        _judge(staged, at, out / name, lang)


def _judge(staged: "Staged", at: datetime, folder: Path, lang: Lang) -> None:
    """Judge a package as received at `at`, and say what came of it."""
    settings = _judging(staged.trust, staged.decisions, at)
    with files_in_reach():
        run = check_into(staged.package, settings, folder, lang)
    _say(run, settings, folder)
    typer.echo(
        f"同一审查 the same: evidence check {staged.package} --trust {staged.trust}"
        f" --decisions {staged.decisions} --at {rfc3339(at)}\n"
    )


def _forms(report: Path) -> str:
    """Return how many signatures stand inside documents, and how many receipts have which form."""
    found: Counter[str] = Counter()
    items = [item for one in json.loads(report.read_bytes())["reports"] for item in one["items"]]
    for proof in [proof for item in items for proof in item["proofs"]]:
        if "inside" in proof:
            found[f"{proof['inside']['document'].upper()} 内{_INSIDE[proof['form']]}"] += 1
        elif proof["kind"] == "receipt":
            found[f"回执 {proof['form']}"] += 1
    return " · ".join(f"{what} {count}" for what, count in sorted(found.items()))


def _today() -> datetime:
    return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _judging(trust: Path, decisions: Path, at: datetime) -> "CheckSettings":
    """Return the settings of a court that has decided what the folder holds."""
    from ingest.runs import CheckSettings  # noqa: PLC0415 - start-up
    from ingest.trust import load_trust  # noqa: PLC0415
    from verify.policy import DEFAULT_POLICY  # noqa: PLC0415

    settings = CheckSettings(load_trust([trust]), DEFAULT_POLICY, at)
    return with_admission(settings, None, decisions)


def _say(run: "PackageRun", settings: "CheckSettings", folder: Path) -> None:
    """Print the verdicts of a batch, what frees most of it, and where its reports are."""
    if run.admission is None or run.judged_by is None:
        return
    rules, tally = run.judged_by.rules, run.admission.tally.routes()
    typer.echo(f"收到 received {rfc3339(settings.at)}  规则 rules {rules.id}")
    typer.echo(f"  管辖依据 regime: {rules.regime_row.row.source}")
    for route, count in tally.items():
        row = next(one for one in ROUTE_TABLE if one.route.value == route)
        typer.echo(f"  {count:3} {row.zh}  {row.en}")
    for choice in run.admission.papers.choices()[:_CHOICES]:
        typer.echo(f"  {choice.words[0]}")
    typer.echo(f"报告 reports: {folder / 'report.html'} · report.json · report.txt · cases/")
