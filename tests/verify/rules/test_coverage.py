"""Coverage matrix: events against techniques, at proven times."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from tests.verify.rules import evidence as e
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.model import ProofKind
from verify.policy import DEFAULT_POLICY
from verify.rules.coverage import CoverageState, EventRow, Technique, cover
from verify.rules.registry import Registry
from verify.trust import PlatformRecord

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
CONTRACT = 1
GOOD = [CoverageState.IN_TIME] * 4


def contract_row(*items: ItemOutcome, **changed: object) -> EventRow:
    """Return the row of the contract, covered by these items."""
    return e.covered(items, None, **changed).rows[CONTRACT]


def one(*proofs: object, **more: object) -> ItemOutcome:
    """Return the contract with these proofs."""
    return e.item("contract", 6, "contract", *proofs, **more)  # type: ignore[arg-type]


def states(*items: ItemOutcome, **stated: object) -> list[CoverageState]:
    """Return the states of all rows."""
    return [row.state for row in e.covered(items, e.elements(**stated)).rows]


def test_a_good_case_is_covered_in_every_event() -> None:
    assert states(*e.good_items()) == GOOD


@pytest.mark.parametrize(
    ("bound", "state"),
    [
        (e.SIGNED, CoverageState.IN_TIME),
        (e.SIGNED + DAY, CoverageState.IN_TIME),
        (e.SIGNED + DAY + SECOND, CoverageState.LATE),
        (e.SIGNED - 12 * HOUR, CoverageState.IN_TIME),
        (e.SIGNED - 12 * HOUR - SECOND, CoverageState.BEFORE_EVENT),
    ],
)
def test_a_bound_counts_within_the_lag_of_its_event(bound: datetime, state: CoverageState) -> None:
    assert contract_row(one(e.proof(proves=bound))).state is state


def test_a_day_counts_to_its_end_and_the_lag_from_there() -> None:
    late = datetime.fromisoformat("2024-06-10T00:00:00+08:00")
    row = e.covered([e.item("v", 8, "disbursement", e.proof(proves=late))]).rows[2]
    assert row.state is CoverageState.IN_TIME


def test_a_policy_may_ask_for_a_shorter_lag() -> None:
    policy = replace(DEFAULT_POLICY, lags={**DEFAULT_POLICY.lags, "contract": HOUR})
    items = [one(e.proof(proves=e.SIGNED + 2 * HOUR))]
    registry = Registry(None, None, None, None)
    found = cover(items, e.elements(), e.head(), registry, policy, e.AT)
    assert found.rows[CONTRACT].state is CoverageState.LATE


@pytest.mark.parametrize(
    ("kind", "technique"),
    [
        (ProofKind.SIGNATURE, Technique.SIGNATURE),
        (ProofKind.TIMESTAMP, Technique.TIMESTAMP),
        (ProofKind.RECEIPT, Technique.DIGEST),
        (ProofKind.ANCHOR, Technique.CHAIN),
    ],
)
def test_every_technique_has_its_cell(kind: ProofKind, technique: Technique) -> None:
    assert [c.technique for c in contract_row(one(e.proof(kind))).cells] == [technique]


@pytest.mark.parametrize(
    "result", [ItemResult.INCONSISTENT, ItemResult.UNVERIFIABLE, ItemResult.UNPROVEN]
)
def test_only_what_is_consistent_fills_a_cell(result: ItemResult) -> None:
    assert contract_row(one(e.proof(), result=result)).state is CoverageState.UNCOVERED


def test_what_is_not_here_fills_no_cell() -> None:
    assert contract_row(one(e.proof(), here=False)).state is CoverageState.UNCOVERED


def test_a_proof_that_did_not_pass_fills_no_cell() -> None:
    failed = e.proof(status=CheckStatus.INDETERMINATE)
    assert contract_row(one(failed)).cells == ()


def test_a_proof_that_does_not_bind_fills_no_cell() -> None:
    assert contract_row(one(e.proof(binding=False))).cells == ()


def test_a_chain_of_the_platform_s_own_proves_no_time() -> None:
    assert contract_row(one(e.proof(ProofKind.ANCHOR, None))).cells == ()


def test_a_signature_without_a_time_is_bounded_by_the_court_s_receipt() -> None:
    assert contract_row(one(e.proof(ProofKind.SIGNATURE, None))).cells[0].bound == e.AT


def test_a_picture_too_small_to_show_anything_fills_no_cell() -> None:
    blank = one(e.proof(), findings=(e.found("coverage.content_trivial"),))
    assert contract_row(blank).state is CoverageState.UNCOVERED


def test_one_digest_fills_one_event() -> None:
    same = e.item("v", 8, "disbursement", e.proof(proves=e.PAID), digest="contract")
    assert states(one(e.proof()), same)[2] is CoverageState.UNCOVERED


def test_one_digest_fills_one_of_two_disbursements() -> None:
    rows = [e.row("h_disbursements", serial_no="A1"), e.row("h_disbursements", serial_no="A2")]
    items = [
        e.item(name, 8, "disbursement", e.proof(proves=e.PAID), digest="d", title=name)
        for name in ("A1", "A2")
    ]
    found = e.covered(items, e.elements(h_disbursements=rows)).rows[2:4]
    assert [row.state for row in found] == [CoverageState.IN_TIME, CoverageState.UNCOVERED]


def test_the_repayment_row_does_not_apply_without_repayments() -> None:
    found = states(*e.good_items(), i_ledger=[])
    assert found[3] is CoverageState.NOT_APPLICABLE


def test_every_disbursement_has_a_row_of_its_own() -> None:
    rows = [e.row("h_disbursements", serial_no=f"A{no}") for no in range(3)]
    keys = [row.event.key for row in e.covered([], e.elements(h_disbursements=rows)).rows]
    assert keys[2:5] == ["disbursement/1", "disbursement/2", "disbursement/3"]


def test_an_event_without_a_time_is_not_covered() -> None:
    assert states(*e.good_items(), f_signed_at=None)[CONTRACT] is CoverageState.UNCOVERED


def test_a_loan_without_a_disbursement_stated_has_a_row_that_is_not_covered() -> None:
    assert states(*e.good_items(), h_disbursements=[])[2] is CoverageState.UNCOVERED


def test_the_best_cell_says_what_a_row_is() -> None:
    late = e.proof(proves=e.SIGNED + 9 * DAY, name="late")
    assert contract_row(one(late, e.proof())).state is CoverageState.IN_TIME


# the platform's own word


def by_platform(**changed: object) -> CoverageState:
    """Return the state of the contract's row with a platform's word alone."""
    said = e.word(**changed)  # type: ignore[arg-type]
    late = e.proof(ProofKind.RECEIPT, e.AT, word=said)
    return contract_row(one(late)).state


def test_a_platform_s_word_for_the_time_is_told_as_such() -> None:
    assert by_platform() is CoverageState.PLATFORM_TIME


@pytest.mark.parametrize(
    "changed",
    [
        {"registered": False},
        {"mandates": frozenset({"another"})},
        {"operators": frozenset({e.LENDER.name})},
        {"operators": frozenset({e.LENDER.uscc})},
        {"at": None},
        {"at": e.SIGNED + 2 * DAY},
    ],
)
def test_a_platform_that_may_not_say_so_fills_no_cell_of_its_own(
    changed: dict[str, object],
) -> None:
    assert by_platform(**changed) is CoverageState.LATE


def test_a_platform_s_time_beyond_the_lag_is_never_late() -> None:
    said = e.word(e.SIGNED + 2 * DAY)
    late = e.proof(ProofKind.RECEIPT, e.AT, word=said, binding=False)
    assert contract_row(one(late)).state is CoverageState.UNCOVERED


def test_a_receipt_that_did_not_pass_says_nothing() -> None:
    lost = e.proof(ProofKind.RECEIPT, word=e.word(), status=CheckStatus.INDETERMINATE)
    assert contract_row(one(lost)).cells == ()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"event": "contract"}, True),
        ({"contract_no": "HT00000001"}, True),
        ({"contract_no": "HT9"}, False),
        ({"event": "identity", "contract_no": "HT00000001"}, False),
        ({}, False),
    ],
)
def test_a_label_is_confirmed_by_a_field_that_the_platform_signed(
    changed: dict[str, object], told: bool
) -> None:
    receipt = e.proof(ProofKind.RECEIPT, word=e.word(e.SIGNED, **changed))
    assert contract_row(one(receipt)).platform_says is told


def test_a_platform_that_says_another_event_is_told() -> None:
    receipt = e.proof(ProofKind.RECEIPT, word=e.word(event="identity"))
    assert contract_row(one(receipt)).differs == "contract"


# path manual


def test_an_original_sent_by_hand_stands_since_the_court_s_receipt() -> None:
    row = contract_row(one(result=ItemResult.UNPROVEN), path="manual")
    assert (row.state, row.cells[0].technique) == (CoverageState.LATE, Technique.RECEIVED)


def test_it_is_worded_as_not_deposited() -> None:
    row = contract_row(one(result=ItemResult.UNPROVEN), path="manual")
    assert row.words[0].startswith("未存证，仅证明本院收到时已存在")


def test_an_original_without_proof_from_a_platform_stands_for_nothing() -> None:
    assert contract_row(one(result=ItemResult.UNPROVEN)).state is CoverageState.UNCOVERED


# sources


def sources(*makers: str) -> int:
    """Return how many operators stand behind the contract, each with a proof."""
    kinds = (ProofKind.SIGNATURE, ProofKind.TIMESTAMP, ProofKind.ANCHOR)
    proofs = [e.proof(kinds[no], name=str(no), makers=(name,)) for no, name in enumerate(makers)]
    platform = PlatformRecord(
        "plat-a", "甲平台", "91", (), (), {}, None, False, {"operator": "甲运营"}
    )  # fmt: skip
    registry = Registry(None, None, platform, None)
    items = [one(*proofs)]
    found = cover(items, e.elements(), e.head(), registry, DEFAULT_POLICY, e.AT)
    return found.rows[CONTRACT].sources


def test_techniques_of_one_operator_are_one_source() -> None:
    assert sources("plat-a", "甲运营", "甲平台") == 1


def test_techniques_of_two_operators_are_two_sources() -> None:
    assert sources("plat-a", e.LENDER.name) == 2


# laws


@st.composite
def contracts(draw: st.DrawFn) -> list[ItemOutcome]:
    """Return some items of the contract with proofs around its time."""
    hours = st.integers(-48, 96)
    kinds = st.sampled_from(ProofKind)
    found = []
    for no in range(draw(st.integers(1, 4))):
        times = draw(st.lists(st.tuples(kinds, hours), max_size=3))
        proofs = [
            e.proof(kind, e.SIGNED + hour * HOUR, name=f"p{no}-{at}")
            for at, (kind, hour) in enumerate(times)
        ]
        event = draw(st.sampled_from(["contract", "identity", "disbursement"]))
        digest = draw(st.sampled_from([None, "d"]))
        found.append(e.item(f"i{no}", 6, event, *proofs, digest=digest))
    return found


@given(contracts(), st.randoms(use_true_random=False))
def test_the_order_of_items_changes_nothing(items: list[ItemOutcome], random: object) -> None:
    other = list(items)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert e.covered(items) == e.covered(other)


_ORDER = [
    CoverageState.IN_TIME, CoverageState.PLATFORM_TIME, CoverageState.LATE,
    CoverageState.BEFORE_EVENT, CoverageState.UNCOVERED,
]  # fmt: skip
_WORSE = (ItemResult.UNVERIFIABLE, ItemResult.INCONSISTENT)


@given(contracts(), st.integers(0, 3), st.sampled_from(_WORSE))
def test_a_failing_proof_never_improves_a_row(
    items: list[ItemOutcome], which: int, result: ItemResult
) -> None:
    before = [_ORDER.index(row.state) for row in e.covered(items).rows]
    hit = items[which % len(items)]
    broken = e.proof(status=CheckStatus.FAILED, name="broken")
    row = e.item("x", 6, result=result).result
    worse = [
        one._replace(proofs=(*one.proofs, broken), result=row) if one is hit else one
        for one in items
    ]
    after = [_ORDER.index(row.state) for row in e.covered(worse).rows]
    assert all(now >= then for now, then in zip(after, before, strict=True))


@given(contracts())
def test_what_a_report_carries_names_every_row(items: list[ItemOutcome]) -> None:
    told = e.covered(items).as_json()
    assert [one["key"] for one in told][:2] == ["identity", "contract"]


def test_cells_are_bounded() -> None:
    many = [e.proof(name=str(no)) for no in range(LIMITS.coverage_cells * 2)]
    assert len(contract_row(one(*many)).cells) == LIMITS.coverage_cells


FLOW = e.item("flow", 5, "contract", e.proof())
"""Shows how the contract was made, in time."""
SPARE = e.item("spare", 6, "contract", e.proof())
"""Another original of the contract, in time."""


@pytest.mark.parametrize(
    ("items", "state"),
    [
        ([FLOW, e.item("c", 6, "other")], CoverageState.UNCOVERED),
        ([FLOW, e.item("c", 6, "other", e.proof(proves=e.AT))], CoverageState.LATE),
        ([FLOW, e.item("c", 6, "other", e.proof())], CoverageState.IN_TIME),
        ([FLOW, SPARE, e.item("c", 6, "other")], CoverageState.IN_TIME),
    ],
)
def test_another_label_takes_no_contract_out_of_its_row(
    items: list[ItemOutcome], state: CoverageState
) -> None:
    assert contract_row(*items).state is state


def test_a_row_says_that_its_own_originals_lower_it() -> None:
    row = contract_row(FLOW, one(e.proof(proves=e.AT)))
    assert (row.lowered_by, "以该环节的原件为准" in row.words[0]) == ("contract", True)


@pytest.mark.parametrize(
    ("original", "state"),
    [
        (one(), CoverageState.UNCOVERED),
        (one(result=ItemResult.UNPROVEN), CoverageState.UNCOVERED),
        (one(e.proof(), result=ItemResult.UNVERIFIABLE), CoverageState.UNCOVERED),
        (one(e.proof(), result=ItemResult.INCONSISTENT), CoverageState.UNCOVERED),
        (one(e.proof(proves=e.AT)), CoverageState.LATE),
        (one(e.proof(proves=e.SIGNED - 9 * DAY)), CoverageState.BEFORE_EVENT),
        (one(e.proof(ProofKind.RECEIPT, e.AT, word=e.word())), CoverageState.PLATFORM_TIME),
        (one(e.proof(), e.proof(name="late", proves=e.AT)), CoverageState.IN_TIME),
        (one(here=False), CoverageState.IN_TIME),
    ],
)
@pytest.mark.parametrize("beside", [FLOW, SPARE])
def test_a_row_is_no_better_than_an_original_of_its_event(
    original: ItemOutcome, beside: ItemOutcome, state: CoverageState
) -> None:
    assert contract_row(beside, original).state is state


def test_a_picture_of_nothing_lowers_nothing_that_another_original_covers() -> None:
    blank = one(e.proof(), findings=(e.found("coverage.content_trivial"),))
    assert contract_row(SPARE, blank).state is CoverageState.IN_TIME


def test_an_item_that_only_shows_the_event_lowers_nothing() -> None:
    wrong = e.item("flow", 5, "contract", e.proof(), result=ItemResult.INCONSISTENT)
    assert contract_row(wrong, one(e.proof())).state is CoverageState.IN_TIME
