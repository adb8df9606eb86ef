"""The hand-off: complete for the stages after, and without what they may not see."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import verify
from tests.ingest.courtkey import COURT
from tests.verify.handoffs import (
    EXAMPLES,
    IDENTITY,
    INPUTS,
    STATED,
    case_of,
    handoff,
    path_of,
)
from tests.verify.rules.admissions import KEYS, admitted, article, decided, issue
from tests.verify.rules.evidence import head, item, proof
from verify.canonical import canonical_json
from verify.findings import CheckStatus, Scope
from verify.handoff import handoff_of
from verify.items import DepositStatus
from verify.model import ProofKind
from verify.outcomes import ProofOutcome
from verify.rules.case import CaseView
from verify.rules.elements.field import PersonalClass
from verify.rules.elements.table import ELEMENTS
from verify.rules.outcome import ArticleOutcome
from verify.rules.verdict import Route

SCHEMAS = Path(verify.__file__).parent / "schemas"
VALIDATORS = {
    name: Draft202012Validator(json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8")))
    for name in ("handoff", "decision")
}


def faults(name: str, value: object) -> list[str]:
    found = VALIDATORS[name].iter_errors(json.loads(canonical_json(value)))
    return [f"{one.json_path}: {one.message}" for one in found]


def told(of: CaseView | None = None, stated: Any = None) -> Any:
    return json.loads(canonical_json(handoff(Route.BATCH_ODR, of, stated or STATED)))


@pytest.mark.parametrize("route", Route)
def test_an_example_is_of_its_verdict(route: Route) -> None:
    assert json.loads(path_of(route).read_bytes())["admission"]["route"] == route.value


@pytest.mark.parametrize("route", Route)
def test_an_example_is_what_its_command_writes(route: Route) -> None:
    assert path_of(route).read_bytes() == canonical_json(handoff(route)) + b"\n"


@pytest.mark.parametrize("route", Route)
def test_an_example_is_of_the_published_shape(route: Route) -> None:
    assert faults("handoff", handoff(route)) == []


def test_there_is_one_example_a_verdict() -> None:
    assert sorted(EXAMPLES.iterdir()) == sorted(path_of(route) for route in Route)


@pytest.mark.parametrize("route", Route)
def test_no_hand_off_is_released_by_a_machine(route: Route) -> None:
    assert handoff(route)["released"] is False


def _said_more(value: Any) -> None:
    value["mood"] = "good"


def _without_route(value: Any) -> None:
    del value["admission"]["route"]


def _another_word(value: Any) -> None:
    value["stage_hints"]["litigation"]["small_claims"]["value"] = "maybe"


def _amount_as_number(value: Any) -> None:
    value["stage_hints"]["demand"]["total"] = 9859


def _plain_number(value: Any) -> None:
    value["service"]["confirmed_addresses"][0]["secret_ref"] = "13800000000"


@pytest.mark.parametrize(
    "change", [_said_more, _without_route, _another_word, _amount_as_number, _plain_number]
)
def test_another_shape_is_no_hand_off(change: Callable[[Any], None]) -> None:
    value = told()
    change(value)
    assert faults("handoff", value) != []


SECRET = ["440106199001010013", "13800000000", "borrower@example.com", "虚构路1号", '"0001"']


@pytest.mark.parametrize("secret", SECRET)
@pytest.mark.parametrize("route", Route)
def test_no_personal_data_of_class_c2_is_handed_on(route: Route, secret: str) -> None:
    assert secret not in canonical_json(handoff(route)).decode()


@pytest.mark.parametrize(
    "key", [one.key for one in ELEMENTS.values() if one.personal in {"C2", "C3"}]
)
def test_every_element_of_class_c2_is_a_reference(key: str) -> None:
    value = told(stated={**STATED, key: "geheim"})["elements"]
    assert key not in value["values"]
    assert {"path": key, "secret_ref": f"secret:pkg-1/case-1/{key}"} in value["secret"]


def test_a_class_is_one_that_is_known() -> None:
    assert {one.personal for one in ELEMENTS.values()} <= {None, *PersonalClass}


def test_the_borrower_is_named_by_a_mask() -> None:
    assert told()["parties"][1]["masked_name"] == "虚**"


def test_what_was_observed_is_not_handed_on() -> None:
    assert "sha256:00" not in canonical_json(handoff(Route.HOLD)).decode()


def test_the_order_is_that_of_lender_and_loan() -> None:
    assert told()["order_key"] == "91440101F00000018N/HT00000001/JK00000001"


def test_versions_of_one_loan_have_one_order_key() -> None:
    other = case_of()._replace(case_key="case-9", head=head(package_id="pkg-2"))
    assert told(other)["order_key"] == told()["order_key"]


def test_cases_of_one_product_and_dispute_are_similar() -> None:
    other = case_of(d_name="虚构另一人", j_principal="1.00")._replace(case_key="case-2")
    assert told(other)["similar_key"] == told()["similar_key"]


def test_one_form_that_names_each_borrower_is_similar() -> None:
    first, second = [
        told(case_of(d_mobile=own, f_service_clause=f"送至{own}。"))["similar_key"]
        for own in ("13800000000", "13900000000")
    ]
    assert first == second


@pytest.mark.parametrize(
    "other",
    [
        case_of(f_service_clause="另一条款"),
        case_of()._replace(head=head(product_code="prod-002")),
    ],
    ids=["template", "product"],
)
def test_cases_of_another_kind_are_not_similar(other: CaseView) -> None:
    assert told(other)["similar_key"] != told()["similar_key"]


def test_what_is_disputed_tells_cases_apart() -> None:
    correction = json.loads(canonical_json(handoff(Route.CORRECTION)))
    assert correction["similar_key"] != told()["similar_key"]


def test_elements_with_a_defect_are_disputed_and_others_are_not() -> None:
    value = json.loads(canonical_json(handoff(Route.CORRECTION)))["stage_hints"]["litigation"]
    assert value["disputed_elements"] == ["j_total"]
    assert "j_total" not in value["undisputed_elements"]


def test_confirmed_addresses_are_those_of_the_clause() -> None:
    kinds = [one["type"] for one in told()["service"]["confirmed_addresses"]]
    assert kinds == ["mobile", "email"]


def _served(*outcomes: ArticleOutcome) -> Any:
    case = case_of()
    value = handoff_of(
        case, admitted(*outcomes, of=case), STATED, IDENTITY, INPUTS, report_digest="e" * 64
    )
    return json.loads(canonical_json(value))["service"]


@pytest.mark.parametrize(
    "code", ["art5_3.clause_absent", "art5_3.clause_meaning", "art5_3.clause_unlocated"]
)
def test_an_address_is_confirmed_by_no_clause_that_is_absent_or_undecided(code: str) -> None:
    service = _served(article("5(3)", issue(code, elements=("f_service_clause",))))
    assert (service["confirmed_addresses"], service["repair_allowed"]) == ([], True)


def test_a_clause_that_a_person_found_good_confirms_addresses() -> None:
    asked = issue("art5_3.clause_meaning", scope_key="clause-1")
    made = decided("art5_3.clause_meaning", Scope.CLAUSE, "clause-1")
    case = case_of()
    value = handoff_of(
        case, admitted(article("5(3)", asked), of=case, decisions=(made,)), STATED, IDENTITY,
        INPUTS, report_digest="e" * 64,
    )  # fmt: skip
    confirmed = json.loads(canonical_json(value))["service"]["confirmed_addresses"]
    assert [one["type"] for one in confirmed] == ["mobile", "email"]


def test_an_address_beside_which_the_clause_names_another_is_not_confirmed() -> None:
    differs = issue("art5_3.address_differs", elements=("d_mobile", "f_service_clause"))
    service = _served(article("5(3)"), article("5(5)", differs))
    assert [one["type"] for one in service["confirmed_addresses"]] == ["email"]


def _presumed(*proofs: ProofOutcome, rule17: ArticleOutcome | None = None) -> Any:
    deposited = item("contract", 6, "contract", *proofs, deposit=DepositStatus.DEPOSITED)
    case = case_of(f_deposit_clause="无")._replace(items=(deposited,))
    outcomes = article("5(3)"), rule17 or article("规则17")
    value = handoff_of(
        case, admitted(*outcomes, of=case), STATED, IDENTITY, INPUTS, report_digest="e" * 64
    )
    (told,) = [one for one in value["integrity"] if one["item"] == "contract"]  # type: ignore[attr-defined]
    return told["presumption_basis"]


@pytest.mark.parametrize("kind", [ProofKind.RECEIPT, ProofKind.ANCHOR])
def test_a_platforms_own_proof_points_to_a_third_party(kind: ProofKind) -> None:
    assert _presumed(proof(kind)) == ["third_party_platform"]


@pytest.mark.parametrize(
    "proofs",
    [
        (),
        (proof(ProofKind.TIMESTAMP), proof(ProofKind.SIGNATURE, name="q")),
        (proof(ProofKind.RECEIPT, status=CheckStatus.INDETERMINATE),),
        (proof(ProofKind.ANCHOR, status=CheckStatus.FAILED),),
    ],
    ids=["none", "of others", "undecided", "wrong"],
)
def test_a_deposit_that_is_only_claimed_points_to_nobody(proofs: tuple[ProofOutcome, ...]) -> None:
    assert _presumed(*proofs) == []


@pytest.mark.parametrize("code", ["rule17.platform_adequacy", "rule17.conflict_of_interest"])
def test_a_platform_that_is_not_found_neutral_is_no_third_party(code: str) -> None:
    assert _presumed(proof(ProofKind.RECEIPT), rule17=article("规则17", issue(code))) == []


def test_a_conflict_of_interest_outlives_a_decision() -> None:
    asked = issue("rule17.conflict_of_interest", scope_key="plat-a")
    made = decided("rule17.conflict_of_interest", Scope.PLATFORM, "plat-a")
    deposited = item(
        "contract", 6, "contract", proof(ProofKind.RECEIPT), deposit=DepositStatus.DEPOSITED
    )
    case = case_of(f_deposit_clause="无")._replace(items=(deposited,))
    admission = admitted(article("规则17", asked), of=case, decisions=(made,))
    value = handoff_of(case, admission, STATED, IDENTITY, INPUTS, report_digest="e" * 64)
    assert "third_party_platform" not in canonical_json(value).decode()


def test_a_deposit_clause_that_says_none_agrees_on_nothing() -> None:
    assert "agreed_method" not in canonical_json(told(case_of(f_deposit_clause="无"))).decode()


def test_an_address_that_the_clause_does_not_confirm_is_none() -> None:
    assert told(case_of(f_service_address="否"))["service"]["confirmed_addresses"] == []


@pytest.mark.parametrize(
    ("changed", "allowed"),
    [
        ({}, False),
        ({"m_missing_borrower": "是"}, True),
        ({"f_service_address": "否"}, True),
        ({"d_mobile": None, "d_email": None}, True),
    ],
)
def test_contacts_are_repaired_only_of_who_cannot_be_reached(
    changed: dict[str, object], *, allowed: bool
) -> None:
    assert told(case_of(**changed))["service"]["repair_allowed"] is allowed


def test_a_payment_order_is_for_the_court_of_the_borrowers_domicile() -> None:
    court = told()["stage_hints"]["payment_order"]["debtor_court"]
    assert court["zh"] == "广州市天河区（借款人住所地）基层人民法院"


@pytest.mark.parametrize(
    "changed",
    [
        {"m_missing_borrower": "是"},
        {"m_preservation": "有"},
        {"d_id_type": "护照"},
        {"d_mobile": None, "d_email": None},
        {"k_other": "赔礼道歉"},
        {"m_other_proceedings": "已申请支付令"},
    ],
)
def test_what_bars_a_payment_order_is_told(changed: dict[str, object]) -> None:
    assert told(case_of(**changed))["stage_hints"]["payment_order"]["eligible"] is False


def test_a_payment_order_may_be_applied_for() -> None:
    assert told()["stage_hints"]["payment_order"]["eligible"] is True


@pytest.mark.parametrize(
    ("changed", "value"),
    [
        ({"k_total": "65709.00"}, "mandatory"),
        ({"k_total": "65709.01"}, "by_agreement"),
        ({"k_total": "262836.00"}, "by_agreement"),
        ({"k_total": "262836.01"}, "no"),
        ({"k_total": None}, "no"),
        ({"k_total": "65709.01", "m_small_claims": "不同意"}, "no"),
        ({"d_id_type": "护照"}, "no"),
        ({"m_missing_borrower": "是"}, "no"),
        ({"k_other": "赔礼道歉"}, "no"),
    ],
)
def test_small_claims_go_by_the_wage_and_the_bars(changed: dict[str, object], value: str) -> None:
    found = told(case_of(**changed))["stage_hints"]["litigation"]["small_claims"]
    assert found["value"] == value


@pytest.mark.parametrize(
    ("changed", "consents"),
    [({}, [True, True]), ({"m_withdrawal_consent": "否"}, [False, True]),
     ({"m_execution_consent": None}, [True, False])],
)  # fmt: skip
def test_consents_are_those_stated(changed: dict[str, object], consents: list[bool]) -> None:
    value = told(case_of(**changed))
    found = [value["withdrawal"]["consent_5_7"], value["execution"]["consent_5_8"]]
    assert found == consents


def test_an_end_by_a_person_is_told() -> None:
    end = decided("admission.conclusion", Scope.CASE, KEYS.case, "admit")
    value = handoff_of(
        case_of(), admitted(of=case_of(), decisions=(end,)), STATED, IDENTITY, INPUTS,
        report_digest="e" * 64,
    )  # fmt: skip
    assert json.loads(canonical_json(value))["admission"]["ended"] == "admit"


def test_the_same_case_gives_the_same_octets() -> None:
    first, second = handoff(Route.CORRECTION), handoff(Route.CORRECTION)
    assert canonical_json(first) == canonical_json(second)


def test_a_decision_is_of_the_published_shape() -> None:
    made = decided("art5_2.late", Scope.PRODUCT, "l/p", days=7, subject="x")
    assert faults("decision", made.as_json()) == []


def test_a_decision_of_no_key_is_of_another_shape() -> None:
    made = decided("art5_2.late", Scope.PRODUCT, "l/p")._replace(key_id=COURT.certificate.hex())
    assert faults("decision", made.as_json()) != []


@pytest.mark.parametrize("name", VALIDATORS)
def test_a_schema_is_one_of_draft_2020_12(name: str) -> None:
    Draft202012Validator.check_schema(VALIDATORS[name].schema)
