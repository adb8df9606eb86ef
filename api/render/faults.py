"""Every fault of a report in one form: where it is, what was found and expected, what mends it.

Each comes with the command that shows it again, offline: of the element list, of one case for an
expert, or of what its code means.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from verify.codes.table import CODES
from verify.findings import CheckStatus
from verify.rules.elements.subject import place_of
from verify.telling import cure_of

__all__ = ["Fault", "faults_of_case", "faults_of_package"]

_CHECK = "evidence check package.zip --trust trust/ -o out/"
_CHECK_LIST = (
    "evidence check 要素列表.xlsx --attachments 附件/ --trust trust/ --mark 标注.xlsx -o out/"
)
_PASSING = {CheckStatus.PASSED, CheckStatus.NOT_APPLICABLE}


class Fault(NamedTuple):
    """One fault."""

    code: str
    case: str | None
    """None where it is the package's as a whole."""
    item: str | None
    """The evidence id; of a proof with the proof's id behind it."""
    place: str
    """A path, a file's name, or sheet and column of the element list."""
    zh: str
    en: str
    found: str | None
    expected: str | None
    cure_zh: str | None
    cure_en: str | None
    command: str


def faults_of_package(summary: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with a package as a whole."""
    package = summary.get("package", summary)
    for one in package.get("findings", ()):
        if _is_open(one):
            yield _found(
                one, None, None, one["subject"], "evidence check package.zip --trust trust/"
            )


def faults_of_case(report: Mapping[str, Any], *, listed: bool) -> Iterator[Fault]:
    """Yield what is wrong with a case; `listed` says that it was sent as an element list."""
    case = str(report["case_key"])
    for item in (*report["items"], *report["shared"]):
        yield from _of_item(case, item)
    names = {one["id"]: one["file_name"] for one in (*report["items"], *report["shared"])}
    for defect in (report["verdict"] or {}).get("defects", ()):
        yield _of_defect(case, defect, names, listed=listed)


def _of_item(case: str, item: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with one original and its proofs."""
    command = f"evidence kit package.zip {case} --trust trust/ -o kit.zip"
    place = item["file_name"] or item["title"]
    for one in item["findings"]:
        if _is_open(one):
            yield _found(one, case, item["id"], place, command)
    for proof in item["proofs"]:
        for one in proof["findings"]:
            if _is_open(one):
                yield _found(one, case, f"{item['id']}/{proof['id']}", place, command)


def _found(
    finding: Mapping[str, Any], case: str | None, item: str | None, place: str, command: str
) -> Fault:
    row = CODES[finding["code"]]
    cure = cure_of(row, CheckStatus(finding["status"]))
    zh, en = (None, None) if cure is None else cure
    return Fault(
        row.code, case, item, place, row.zh, row.en, finding["observed"], finding["expected"],
        zh, en, command,
    )  # fmt: skip


def _of_defect(
    case: str, defect: Mapping[str, Any], names: Mapping[str, str | None], *, listed: bool
) -> Fault:
    cure = defect["cure"] or {}
    items, elements = defect["items"], defect["elements"]
    places = [_cell(one) for one in elements] or [names.get(one) or one for one in items]
    command = _CHECK_LIST if listed and elements else _CHECK
    return Fault(
        defect["code"], case, ", ".join(items) or None, "；".join(places) or defect["article"],
        defect["words"]["zh"], defect["words"]["en"], defect["observed"], defect["expected"],
        cure.get("zh"), cure.get("en"), command,
    )  # fmt: skip


def _cell(element: str) -> str:
    """Return where on the element list an element is entered."""
    place = place_of(element)
    return element if place is None else f"{place.field.sheet} {place.zh} ({element})"


def _is_open(finding: Mapping[str, Any]) -> bool:
    return CheckStatus(finding["status"]) not in _PASSING
