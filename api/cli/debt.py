"""`evidence debt`: the account of one case of a package, as of its cut-off or of any other day."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from api.cli.exits import EXIT_PERSON, files_in_reach, refuse
from api.cli.options import Lang
from ingest.package.read import Package, open_package, read_shard
from ingest.rules import load_rules
from ingest.runs import CheckSettings
from verify.canonical import canonical_json
from verify.codes.table import CODES
from verify.errors import RuleError
from verify.findings import CheckStatus, Finding
from verify.model import CaseLine
from verify.rules.debt import Account, recompute
from verify.rules.elements.decode import decode_elements
from verify.rules.registry import decode_lender
from verify.rules.ruleset import RuleSet

__all__ = ["run_debt"]


def run_debt(
    package: Path,
    case_key: str,
    settings: CheckSettings,
    *,
    as_of: date | None,
    lang: Lang,
    as_json: bool,
) -> int:
    """Print the account of a case; exit 0 where it reconciles, 3 where a person has to act."""
    with files_in_reach(), open_package(package) as opened:
        line = _find(opened, case_key)
        rules, kind = _rules(opened, settings), _lender_type(opened, settings)
    elements = decode_elements(line.elements)
    account = recompute(elements, as_of=as_of, rules=rules, lender_type=kind)
    debt = account.as_json()
    issues = [_issue(one.finding) for one in account.issues]
    if as_json:
        value = {"v": 1, "case_key": case_key, **debt, "issues": issues}
        sys.stdout.buffer.write(canonical_json(value) + b"\n")
    else:
        from api.render.debt import render_debt  # noqa: PLC0415 - not needed for JSON

        sys.stdout.writelines(render_debt(case_key, debt, issues, lang))
    return _exit(account)


def _find(package: Package, case_key: str) -> CaseLine:
    """Return the line of a case; one that is not there ends with exit 2."""
    for ref in package.shards:
        for line in read_shard(package, ref).cases:
            if line.case_key == case_key:
                return line
    raise refuse(f"证据包中没有这个案件，或者无法读取 no such case, or unreadable: {case_key}")


def _rules(package: Package, settings: CheckSettings) -> RuleSet | None:
    """Return the rules of the package's court, by which limits are chosen; None without one."""
    head = package.facts.head
    if head is None:
        return None
    book = settings.rules or load_rules()
    record = (settings.trust.courts or {}).get(head.audience)
    try:
        return book.at(head.audience, settings.at, record)
    except RuleError as error:
        raise refuse(f"规则不可用 rules refused: {error}") from error


def _lender_type(package: Package, settings: CheckSettings) -> str | None:
    """Return the kind of the lender as registered; None where it is not."""
    head = package.facts.head
    uscc = "" if head is None else head.lender.uscc
    record = decode_lender((settings.trust.lenders or {}).get(uscc))
    return None if record is None else record.type


def _issue(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "status": finding.status.value,
        "subject": finding.subject,
        "rule": CODES[finding.code].rule,
        "observed": finding.observed,
        "expected": finding.expected,
    }


def _exit(account: Account) -> int:
    """Return 3 where something is left to a person or to the sender; advice bars nothing."""
    debt = [one.finding for one in account.issues if one.finding.code.startswith("debt.")]
    return EXIT_PERSON if any(one.status is not CheckStatus.PASSED for one in debt) else 0
