"""What packing computes follows from what was entered, or is left out."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.adapters.elements.computed import compute_elements

OWED = {
    "j_principal": "9000.00", "j_interest": "559.00", "j_penalty": "300.00",
    "j_compound": "1.00", "j_fees": "2.00", "k_enforcement_costs": "10.00",
}  # fmt: skip
SCHEDULE = [
    {"due": "2024-07-08", "interest": "120.00"},
    {"due": "2024-08-08", "interest": "110.00"},
]


def test_sums_are_of_their_parts() -> None:
    found = compute_elements(OWED)
    assert (found["j_total"], found["k_interest"]) == ("9862.00", "860.00")
    assert (found["k_principal"], found["k_total"]) == ("9000.00", "9872.00")


def test_a_sum_with_a_part_that_is_malformed_is_left_out() -> None:
    found = compute_elements({**OWED, "j_penalty": "-1"})
    assert {"j_total", "k_interest", "k_total"} & set(found) == set()


def test_days_overdue_count_from_the_due_date() -> None:
    found = compute_elements({"j_cut_off": "2025-05-31", "j_overdue_from": "2024-10-09"})
    assert found["j_overdue_days"] == "235"


def test_a_cut_off_before_the_default_has_no_days() -> None:
    found = compute_elements({"j_cut_off": "2024-05-31", "j_overdue_from": "2024-10-09"})
    assert "j_overdue_days" not in found


def test_the_birth_date_is_the_one_that_a_citizens_number_tells() -> None:
    citizen = {"d_id_type": "居民身份证", "d_id_no": "440106199001010013"}
    assert compute_elements(citizen)["d_birth_date"] == "1990-01-01"


def test_a_birth_date_that_was_entered_stays() -> None:
    stated = {
        "d_id_type": "居民身份证", "d_id_no": "440106199001010013", "d_birth_date": "1990-01-02",
    }  # fmt: skip
    assert "d_birth_date" not in compute_elements(stated)


def test_nothing_paid_is_nought() -> None:
    found = compute_elements({"i_ledger": [], "i_schedule": SCHEDULE})
    assert (found["i_paid_principal"], found["i_paid_interest"]) == ("0.00", "0.00")
    assert "i_interest_paid_to" not in found


def test_interest_is_paid_to_the_last_due_date_that_it_covers() -> None:
    ledger = [{"principal": "0.00", "interest": "229.99"}]
    found = compute_elements({"i_ledger": ledger, "i_schedule": SCHEDULE})
    assert found["i_interest_paid_to"] == "2024-07-08"


CENTS = st.integers(0, 10**14).map(lambda cents: f"{cents // 100}.{cents % 100:02}")


@given(st.fixed_dictionaries(dict.fromkeys(OWED, CENTS)))
def test_the_amount_in_dispute_is_what_is_owed_and_the_costs(owed: dict[str, str]) -> None:
    found = compute_elements(owed)
    cents = {key: int(value.replace(".", "")) for key, value in {**owed, **found}.items()}
    assert cents["k_total"] == cents["j_total"] + cents["k_enforcement_costs"]
