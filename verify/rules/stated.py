"""What the parties stated of a case, for its report: who, which contract, how much.

The page of a case opens with these facts, as they were stated and not as anything was found. It is
the deciding person's own report: for every other reader `elements.masks` says what is shown.
"""

from verify.rules.elements.rows import ElementList

__all__ = ["STATED", "stated_json"]

STATED = (
    "a_product_code",
    "b_name",
    "b_uscc",
    "d_name",
    "d_id_type",
    "d_id_no",
    "f_contract_no",
    "f_loan_no",
    "f_signed_at",
    "f_contract_amount",
    "f_annual_rate",
    "f_start_date",
    "f_end_date",
    "f_repayment_method",
    "j_principal",
    "j_cut_off",
    "k_total",
)
"""Keys of the elements that open the page of a case."""

_LONGEST = 400
"""Characters of one value: more is read in the element list itself."""


def stated_json(elements: ElementList) -> dict[str, str]:
    """Return the facts as their sender wrote them; what is absent or no text is left out."""
    found = ((key, elements.stated.get(key)) for key in STATED)
    return {key: value[:_LONGEST] for key, value in found if isinstance(value, str) and value}
