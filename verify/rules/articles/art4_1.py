"""Article 4 (1): signed and performed online; and whether the cause of action is the court's.

What is stated of the channels is the lender's word. A contract signed offline fails; one signed
online and paid out over a counter is for a person. Under a regime that no longer assigns the cause
of action to the court, whether it was designated is one question for all cases of that cause.
"""

from collections.abc import Iterator

from verify.rules.articles.issue import issue
from verify.rules.case import CaseView
from verify.rules.clauses import words_stand_in
from verify.rules.outcome import Issue
from verify.rules.scopes import court_key

__all__ = ["judge"]

_ONLINE = "互联网"


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Return what Article 4 (1) says of a case."""
    return (*_channels(case), *_cause(case))


def _channels(case: CaseView) -> Iterator[Issue]:
    method = case.elements.text("f_signing_method")
    if method is None:
        return
    if method != _ONLINE:
        yield issue("art4_1.signed_offline", "f_signing_method", observed=method, expected=_ONLINE)
        return
    offline = tuple(_offline_channels(case))
    if offline:
        cells, names = zip(*offline, strict=True)
        yield issue("art4_1.mixed_channels", "f_signing_method", *cells, observed="、".join(names))
    else:
        yield issue("art4_1.online", "f_signing_method", "g_method", "h_disbursements")


def _offline_channels(case: CaseView) -> Iterator[tuple[str, str]]:
    """Yield the cells of disbursement channels that say they were offline, with what they say."""
    words = case.rules.clause("offline_channel")
    for number, row in enumerate(case.elements.rows("h_disbursements"), 1):
        channel = row.text("channel")
        if channel is not None and words_stand_in(words, channel):
            yield f"h_disbursements/{number}/channel", channel


def _cause(case: CaseView) -> Iterator[Issue]:
    rules = case.rules
    if rules.regime_row.cause_designated:
        return
    stated = case.registry.kind_of_lender(case.elements.text("b_type"))
    kind = rules.lender_type(stated) if stated is not None else None
    cause = kind.cause if kind is not None else "*"
    if rules.designated(cause):
        yield issue("art4_1.designated", subject="court", observed=cause)
    else:
        yield issue(
            "art4_1.cause_moved",
            subject="court",
            observed=f"{cause} · {rules.regime}",
            scope_key=court_key(rules.court.id, cause),
        )
