"""在线诉讼规则 18: data before they came onto a chain."""

from datetime import timedelta

from tests.verify.rules import evidence as e
from verify.findings import CheckStatus
from verify.items import DepositStatus
from verify.model import ProofKind
from verify.rules.articles.rule18 import judge


def test_without_a_chain_or_deposit_the_article_does_not_apply() -> None:
    assert e.codes(judge(e.case())) == ["rule18.no_chain"]


def test_a_deposit_is_left_to_the_judge() -> None:
    item = e.item("contract", 6, "contract", e.proof(), deposit=DepositStatus.DEPOSITED)
    (one,) = judge(e.case(e.with_items(item)))
    assert (one.finding.code, one.items) == ("rule18.before_chain", ("contract",))


def test_an_anchor_is_left_to_the_judge() -> None:
    item = e.item("contract", 6, "contract", e.proof(ProofKind.ANCHOR))
    assert e.codes(judge(e.case(e.with_items(item)))) == ["rule18.before_chain"]


def test_an_anchor_that_did_not_pass_is_no_anchor() -> None:
    lost = e.proof(ProofKind.ANCHOR, status=CheckStatus.INDETERMINATE)
    item = e.item("contract", 6, "contract", e.proof(), lost)
    assert e.codes(judge(e.case(e.with_items(item)))) == ["rule18.no_chain"]


def test_the_longest_time_from_an_event_to_its_proof_is_told() -> None:
    late = e.proof(ProofKind.ANCHOR, e.SIGNED + timedelta(hours=30))
    flow = e.item("loan-flow", 5, "contract", late)
    items = [*e.without("loan-flow", "contract"), flow]
    assert judge(e.case(items))[0].finding.observed == "30 h"
