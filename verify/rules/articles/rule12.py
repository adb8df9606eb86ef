"""人民法院在线诉讼规则 12-13: scanned material 电子化材料 has to be examined before it is used."""

from verify.codes.table import finding
from verify.rules.case import CaseView
from verify.rules.outcome import Issue

__all__ = ["judge"]

_SCANNED = "scanned"
_NATIVE = (Issue(finding("rule12.native", "规则12")),)
_NO_TEXT = finding("rule12.no_text", "7(6)")


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Articles 12 and 13."""
    examined = case.rules.examined_scans()
    weighty: list[str] = []
    other: list[str] = []
    without: list[str] = []
    for one in case.items:
        evidence = one.evidence
        if evidence.origin == _SCANNED:
            (weighty if evidence.category in examined else other).append(evidence.id)
        elif evidence.category == 6 and one.facts is not None:
            document = one.facts.document
            if document is not None and document.state == "no_text":
                without.append(evidence.id)
    other += [one.name for one in case.shared if one.outcome.evidence.origin == _SCANNED]
    if not (weighty or other or without):
        return _NATIVE
    told = (
        (finding("rule12.contract_scanned", "规则12"), weighty),
        (finding("rule12.scanned", "规则12"), other),
        (_NO_TEXT, without),
    )
    return tuple([Issue(one, items=tuple(names)) for one, names in told if names])
