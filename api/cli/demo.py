"""`evidence demo`: forge a package of 20 cases with a few faults, verify it, leave the reports."""

from pathlib import Path

import typer

from api.cli.check import run_check
from api.cli.exits import EXIT_INTERNAL, EXIT_OF, files_in_reach, refuse
from api.cli.options import Lang
from verify.findings import CheckStatus

__all__ = ["run_demo"]

CASES = 20
FAULTS = {
    2: "payload_crlf",
    5: "signature_wrong",
    8: "token_eku_not_critical",
    11: "hash_only_all_agree",
    14: "signed_after_revocation",
}
"""Case number to the fault that is put into it; the other cases are good."""


def run_demo(out: str, lang: Lang) -> int:
    """Forge, verify and report; exit 0 where the faults were found."""
    try:
        from fixtures.forge import forge_mix  # noqa: PLC0415 - extra [sandbox]
    except ModuleNotFoundError as error:
        raise refuse(f"缺少组件 missing extra [sandbox]: {error.name}") from error
    from ingest.pipeline import CheckSettings  # noqa: PLC0415 - after the extra is known
    from ingest.trust import load_trust  # noqa: PLC0415
    from verify.policy import DEFAULT_POLICY  # noqa: PLC0415

    folder = Path(out)
    with files_in_reach():
        forged = forge_mix(FAULTS, folder, cases=CASES)
    trust = [forged.trust] if forged.trust is not None else []
    settings = CheckSettings(load_trust(trust), DEFAULT_POLICY, forged.at)
    code = run_check(forged.path, settings, lang=lang, as_json=False, out=folder)
    at = forged.at.isoformat().replace("+00:00", "Z")
    if code != EXIT_OF[CheckStatus.FAILED]:
        typer.echo(f"演示的缺陷未被查出 the faults were not found: exit {code}", err=True)
        return EXIT_INTERNAL
    typer.echo()
    typer.echo(f"报告 reports: {folder / 'report.html'} · report.json · report.txt · cases/")
    typer.echo(f"同一核验 the same: evidence check {forged.path} --trust {forged.trust} --at {at}")
    return 0
