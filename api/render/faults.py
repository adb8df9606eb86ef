"""Every fault of a report in one form: where it is, what was found and expected, what mends it.

Each comes with the command that shows it again, offline: of the element list, of one case for an
expert, or of what its code means.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from api.render.corrections import case_name
from verify.codes.table import CODES
from verify.findings import CheckStatus
from verify.rules.elements.subject import place_of
from verify.telling import cure_of

__all__ = ["Fault", "Repeat", "faults_of_case", "faults_of_package", "grouped"]

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
    decides: str | None
    """A `defect` or a `question` that the verdict follows from; None of what is told besides."""
    contract_no: str | None = None
    borrower: str | None = None


class Repeat(NamedTuple):
    """How a package's check is repeated, by who has what the court trusts and decided."""

    listed: bool
    """It was sent as an element list."""
    at: str
    """When it was received, or as received when it was judged."""

    @property
    def check(self) -> str:
        """The command that checks all of it."""
        form = (
            "要素列表.xlsx --attachments 附件/ --mark 标注.xlsx" if self.listed else "package.zip"
        )
        return f"evidence check {form} {self._world} -o out/"

    def kit(self, case: str) -> str:
        """Return the command that gives one case for an expert; of a list, all of it."""
        if self.listed:
            return self.check
        return f"evidence kit package.zip {case} {self._world} -o kit.zip"

    @property
    def _world(self) -> str:
        return f"--trust trust/ --decisions decisions/ --at {self.at}"


def faults_of_package(summary: Mapping[str, Any], repeat: Repeat) -> Iterator[Fault]:
    """Yield what is wrong with a package as a whole."""
    package = summary.get("package", summary)
    for one in package.get("findings", ()):
        if _is_open(one):
            yield _found(one, None, None, one["subject"], repeat.check)


def faults_of_case(report: Mapping[str, Any], repeat: Repeat) -> Iterator[Fault]:
    """Yield what is wrong with a case: first what decides its verdict."""
    name = case_name(report)
    for one in _of_case(report, repeat):
        yield one._replace(contract_no=name["contract_no"], borrower=name["borrower"])


def grouped(faults: Iterable[Fault]) -> list[list[Fault]]:
    """Return faults with those of one case that differ in their places alone together."""
    found: dict[Fault, list[Fault]] = {}
    for one in faults:
        found.setdefault(one._replace(item=None, place=""), []).append(one)
    return list(found.values())


def _of_case(report: Mapping[str, Any], repeat: Repeat) -> Iterator[Fault]:
    case, items = str(report["case_key"]), (*report["items"], *report["shared"])
    names = {one["id"]: one["file_name"] for one in items}
    for defect in (report["verdict"] or {}).get("defects", ()):
        yield _of_defect(case, defect, names, repeat.check)
    for question in report["open_questions"] or ():
        if question["effect"] == "blocking" and not question["decided"]:
            yield _of_question(case, question, names, repeat.check)
    for item in items:
        yield from _of_item(case, item, repeat.kit(case))


def _of_item(case: str, item: Mapping[str, Any], command: str) -> Iterator[Fault]:
    """Yield what is wrong with one original and its proofs."""
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
        zh, en, command, None if case else "defect",
    )  # fmt: skip


def _of_defect(
    case: str, defect: Mapping[str, Any], names: Mapping[str, str | None], command: str
) -> Fault:
    cure = defect["cure"] or {}
    items, elements = defect["items"], defect["elements"]
    places = [_cell(one) for one in elements] or [names.get(one) or one for one in items]
    return Fault(
        defect["code"], case, ", ".join(items) or None, "；".join(places) or defect["article"],
        defect["words"]["zh"], defect["words"]["en"], defect["observed"], defect["expected"],
        cure.get("zh"), cure.get("en"), command, "defect",
    )  # fmt: skip


def _of_question(
    case: str, question: Mapping[str, Any], names: Mapping[str, str | None], command: str
) -> Fault:
    subject, words = question["subject"] or "", question["words"]
    item = subject if subject in names else None
    place = names.get(subject) or (_cell(subject) if subject else question["article"])
    return Fault(
        question["code"], case, item, place, words["zh"], words["en"], None, None, None, None,
        command, "question",
    )  # fmt: skip


def _cell(element: str) -> str:
    """Return where on the element list an element is entered."""
    place = place_of(element)
    return element if place is None else f"{place.field.sheet} {place.zh} ({element})"


def _is_open(finding: Mapping[str, Any]) -> bool:
    return CheckStatus(finding["status"]) not in _PASSING
