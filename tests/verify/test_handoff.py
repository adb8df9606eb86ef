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
from tests.verify.rules.admissions import KEYS, admitted, decided
from tests.verify.rules.evidence import head
from verify.canonical import canonical_json
from verify.findings import Scope
from verify.handoff import handoff_of
from verify.rules.case import CaseView
from verify.rules.elements.field import PersonalClass
from verify.rules.elements.table import ELEMENTS
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
