"""`evidence pack`: an element list with its attachments, or a platform's folder, into a package.

Exit codes: 0 packed · 1 a file is hostile, damaged or too large, and was not read · 2 usage · 3
there is something to correct, all of it listed, and no package.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.exits import files_in_reach, refuse
from api.cli.options import Lang
from verify.canonical import canonical_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.x509 import Certificate

    from ingest.adapters.elements.faults import SheetFault
    from ingest.adapters.elements.pack import PackOptions, PackOutcome
    from ingest.packing.folder import PackOutcome as FolderOutcome

__all__ = [
    "EXIT_CORRECT", "EXIT_REFUSED", "elements_exit", "fault_lines", "outcome_value",
    "pack_options", "print_faults", "print_outcome", "run_pack", "run_pack_folder",
]  # fmt: skip

EXIT_REFUSED, EXIT_CORRECT = 1, 3
_BEIJING = timezone(timedelta(hours=8))
_PACKAGE_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
_STAGES = ("诉前", "诉中", "执行")
_ENVIRONMENTS = ("production", "sandbox")


def run_pack(
    elements: Path,
    attachments: Path | None,
    out: Path,
    *,
    mark: Path | None = None,
    options: "PackOptions",
    lang: Lang = "zh",
    as_json: bool = False,
) -> int:
    """Pack an element list, print every fault, and return the exit code."""
    from ingest.adapters.elements.pack import pack_elements  # noqa: PLC0415 - start-up

    if not elements.exists():
        raise refuse(f"不存在 does not exist: {elements}")
    if attachments is not None and not attachments.exists():
        raise refuse(f"不存在 does not exist: {attachments}")
    with files_in_reach():
        outcome = pack_elements(elements, attachments, out, options, mark=mark)
    if as_json:
        sys.stdout.buffer.write(canonical_json(outcome_value(outcome)) + b"\n")
        sys.stdout.buffer.flush()
    else:
        print_outcome(outcome, lang)
    return elements_exit(outcome)


def pack_options(
    *,
    audience: str = "gzinternetcourt",
    environment: str = "production",
    stage: str = "诉前",
    filing_date: str | None = None,
    corrects: str | None = None,
    now: datetime | None = None,
) -> "PackOptions":
    """Return what a package says beside its cases; what it may not say ends with exit 2."""
    from ingest.adapters.elements.pack import PackOptions  # noqa: PLC0415 - start-up

    at = (now or datetime.now(UTC)).astimezone(_BEIJING).replace(microsecond=0)
    if stage not in _STAGES:
        raise refuse(f"--stage 应为 one of {'、'.join(_STAGES)}: {stage}")
    if environment not in _ENVIRONMENTS:
        raise refuse(f"--environment 应为 one of {', '.join(_ENVIRONMENTS)}: {environment}")
    try:
        filed = at.date() if filing_date is None else date.fromisoformat(filing_date)
    except ValueError as error:
        raise refuse(f"--filing-date 不是日期 is no date: {filing_date}") from error
    if corrects is not None and not re.fullmatch(_PACKAGE_ID, corrects, re.ASCII):
        raise refuse(f"--corrects 不是证据包编号 is no package id: {corrects}")
    required = _required(audience, at)
    return PackOptions(filed, at, audience, environment, stage, required, corrects)


def _required(audience: str, at: datetime) -> "Mapping[int, str]":
    """Return the categories that Article 7 calls for, by this court's rules; none of a stranger."""
    from ingest.rules import load_rules  # noqa: PLC0415 - start-up

    rules = load_rules().at(audience, at, None)
    return rules.required_categories() if rules is not None else {}


def run_pack_folder(
    folder: Path,
    out: Path,
    *,
    key: Path,
    certs: list[Path],
    password: str | None = None,
    now: datetime | None = None,
    lang: Lang = "zh",
    as_json: bool = False,
) -> int:
    """Pack a platform's own folder and sign the package; print every fault; return the exit code.

    Args:
        folder: what `ingest.packing.folder` says it holds.
        out: the package.
        key: the platform's private key, PEM or DER.
        certs: the platform's certificate first, then its path; PEM or DER.
        password: of the key.
        now: when it is sealed.
        lang: of the text.
        as_json: JSON in place of text.
    """
    from anchors.limits import LIMITS  # noqa: PLC0415 - start-up
    from ingest.cms import read_certificates, read_key  # noqa: PLC0415
    from ingest.errors import SigningError  # noqa: PLC0415
    from ingest.packing.folder import pack_folder  # noqa: PLC0415
    from ingest.trust import read_bounded  # noqa: PLC0415
    from verify.errors import TrustError  # noqa: PLC0415

    try:
        secret = None if password is None else password.encode()
        private = read_key(read_bounded(key, LIMITS.certificate_octets), secret)
        path: list[Certificate] = []
        for file in certs:
            path += read_certificates(read_bounded(file, LIMITS.json_octets))
        with files_in_reach():
            at = now or datetime.now(UTC).replace(microsecond=0)
            outcome = pack_folder(folder, out, private, path[0], at=at, extra_certs=tuple(path[1:]))
    except (SigningError, TrustError, OSError, ValueError, IndexError) as error:
        raise refuse(f"无法打包 cannot pack: {error}") from error
    if as_json:
        sys.stdout.buffer.write(canonical_json(_folder_value(outcome)) + b"\n")
        sys.stdout.buffer.flush()
    else:
        sys.stdout.writelines(_folder_text(outcome, lang))
    return 0 if outcome.package is not None else EXIT_REFUSED


def _folder_value(outcome: "FolderOutcome") -> dict[str, object]:
    from verify.report import finding_json  # noqa: PLC0415 - start-up

    return {
        "v": 1,
        "package": str(outcome.package) if outcome.package is not None else None,
        "package_id": outcome.package_id or None,
        "cases": outcome.cases,
        "items": outcome.items,
        "findings": [finding_json(one) for one in outcome.findings],
        "unused": list(outcome.unused),
        "unused_more": outcome.unused_more,
    }


def _folder_text(outcome: "FolderOutcome", lang: Lang) -> Iterator[str]:
    from api.render.visible import visible  # noqa: PLC0415 - start-up
    from verify.codes.table import CODES  # noqa: PLC0415

    chinese = lang == "zh"
    for one in outcome.findings:
        row = CODES[one.code]
        seen = " · ".join(text for text in (one.observed, one.expected) if text)
        words = row.zh if chinese else row.en
        yield visible(f"{one.subject}：{words}[{one.code}] {seen}".rstrip()) + "\n"
    for name in outcome.unused:
        yield visible(f"{'未收入 ' if chinese else 'not packed '}{name}") + "\n"
    if outcome.unused_more:
        yield f"{'另有未收入' if chinese else 'more not packed'}: {outcome.unused_more}\n"
    if outcome.package is not None:
        yield (
            f"已写出证据包 {outcome.package}：{outcome.cases} 案，{outcome.items} 项证据。\n"
            if chinese
            else f"Package {outcome.package}: {outcome.cases} cases, {outcome.items} items.\n"
        )


def elements_exit(outcome: "PackOutcome") -> int:
    """Return the exit code of reading an element list."""
    if outcome.refused:
        return EXIT_REFUSED
    return 0 if outcome.package is not None else EXIT_CORRECT


def outcome_value(outcome: "PackOutcome") -> dict[str, object]:
    """Return what `--json` prints."""
    from ingest.adapters.elements.faults import fault_json  # noqa: PLC0415 - start-up

    faults = outcome.faults
    return {
        "v": 1,
        "package": str(outcome.package) if outcome.package is not None else None,
        "marked": str(outcome.marked) if outcome.marked is not None else None,
        "cases": outcome.cases,
        "items": outcome.items,
        "counts": {"errors": faults.errors, "told": len(faults) - faults.errors},
        "faults": [fault_json(fault) for fault in faults],
    }


def fault_lines(faults: "Iterator[SheetFault]", lang: Lang) -> Iterator[str]:
    """Yield each fault in words: place, sentence, what was found and expected, the cure."""
    from verify.codes.table import CODES  # noqa: PLC0415 - start-up

    for fault in faults:
        row = CODES[fault.code]
        chinese = lang == "zh"
        words = row.zh if chinese else row.en
        label = f" {fault.label}" if fault.label else ""
        form = ("格式如", "written like") if fault.by_example else ("应为", "expected")
        yield f"{fault.place or '-'}{label}：{words}[{fault.code}]\n"
        for title, text in (
            ("现值" if chinese else "found", fault.observed),
            (form[0] if chinese else form[1], fault.expected),
            ("更正" if chinese else "cure", row.cure_zh if chinese else row.cure_en),
        ):
            if text:
                yield f"    {title}：{text}\n"


def print_outcome(outcome: "PackOutcome", lang: Lang) -> None:
    """Print every fault of an element list, and what was written."""
    sys.stdout.writelines(_text(outcome, lang))


def print_faults(outcome: "PackOutcome", lang: Lang) -> None:
    """Print every fault of an element list on standard error, beside what is made of it."""
    sys.stderr.writelines(_text(outcome._replace(package=None), lang))


def _text(outcome: "PackOutcome", lang: Lang) -> Iterator[str]:
    from api.render.visible import visible  # noqa: PLC0415 - start-up

    for line in fault_lines(iter(outcome.faults), lang):
        yield visible(line.rstrip("\n")) + "\n"
    errors = outcome.faults.errors
    told = len(outcome.faults) - errors
    if lang == "zh":
        yield f"须更正 {errors} 处，提示 {told} 处。\n"
        if outcome.package is not None:
            yield f"已写出证据包 {outcome.package}：{outcome.cases} 案，{outcome.items} 项证据。\n"
    else:
        yield f"{errors} to correct, {told} told.\n"
        if outcome.package is not None:
            yield f"Package {outcome.package}: {outcome.cases} cases, {outcome.items} items.\n"
    if outcome.marked is not None:
        yield f"{'标注后的要素列表' if lang == 'zh' else 'Marked'}：{outcome.marked}\n"
