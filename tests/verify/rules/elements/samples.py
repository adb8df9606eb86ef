"""One element list in order, made of the template's own examples, and single faults of it."""

from copy import deepcopy
from typing import Any, NamedTuple

from verify.rules.elements.field import Field, Kind
from verify.rules.elements.table import ELEMENTS

COMPUTED = {
    "a_template_version": "1",
    "i_paid_principal": "1000.00",
    "i_paid_interest": "120.00",
    "j_total": "9859.00",
    "k_principal": "9000.00",
    "k_total": "9859.00",
}
"""What packing computes has no example."""


def _example(field: Field) -> Any:
    if field.kind is Kind.ROWS:
        return [{one.key: one.example for one in field.rows if one.example}]
    return field.example


HONEST: dict[str, Any] = {
    field.key: _example(field)
    for field in ELEMENTS.values()
    if field.example or field.kind is Kind.ROWS
} | COMPUTED


class Fault(NamedTuple):
    """A change of the honest list, and the one fault it has then."""

    subject: str
    value: Any
    code: str
    formal: bool = True
    """Whether a schema can see it."""
    others: tuple[tuple[str, Any], ...] = ()
    """What else is changed, without fault."""


ABSENT = object()
"""No value at all: the key is taken out."""


def changed(*changes: tuple[str, Any]) -> dict[str, Any]:
    """Return the honest list with the values of some places changed."""
    elements = deepcopy(HONEST)
    for subject, value in changes:
        *way, key = subject.split("/")
        place: Any = elements
        for step in way:
            place = place[int(step) - 1] if step.isdigit() else place[step]
        if value is ABSENT:
            place.pop(key, None)
        elif key.isdigit():
            place[int(key) - 1] = value
        else:
            place[key] = value
    return elements


def faulty(fault: Fault) -> dict[str, Any]:
    """Return the honest list with one fault."""
    return changed((fault.subject, fault.value), *fault.others)


FAULTS: dict[str, Fault] = {
    "required key absent": Fault("d_name", ABSENT, "element.missing"),
    "required null": Fault("k_total", None, "element.missing"),
    "required blank": Fault("d_domicile", "  \u3000", "element.missing"),
    "required list absent": Fault("i_schedule", ABSENT, "element.missing"),
    "required list null": Fault("l_records", None, "element.missing"),
    "required cell absent": Fault("i_ledger/1/penalty", ABSENT, "element.missing"),
    "required cell blank": Fault("h_disbursements/1/payee_name", "", "element.missing"),
    "identity number of a person": Fault("d_id_no", ABSENT, "element.missing"),
    "identity number, kind of borrower not told": Fault(
        "d_id_no", ABSENT, "element.missing", others=(("d_party_type", ABSENT),)
    ),
    "agent without authority": Fault("c_authority", ABSENT, "element.missing_here"),
    "firm without credit code": Fault(
        "d_uscc", ABSENT, "element.missing_here", others=(("d_party_type", "法人"),)
    ),
    "passport without birth date": Fault(
        "d_birth_date",
        ABSENT,
        "element.missing_here",
        others=(("d_id_type", "护照"), ("d_id_no", "E12345678")),
    ),
    "called in without clause": Fault("f_acceleration_clause", "", "element.missing_here"),
    "text is a number": Fault("d_name", 7, "element.text_form"),
    "text is true": Fault("f_purpose", True, "element.text_form"),
    "text is a list": Fault("f_purpose", [], "element.text_form"),
    "text has a line end": Fault("d_name", "张三\n", "element.text_form"),
    "text turns the writing": Fault("d_name", "张\u202e三", "element.text_form"),
    "text has half a character": Fault("d_name", "张\ud800", "element.text_form"),
    "text is endless": Fault("d_name", "张" * 4097, "element.text_form"),
    "clause has a bell": Fault("f_service_clause", "送达\u0007", "element.text_form"),
    "clause is an object": Fault("f_arbitration_clause", {"text": "无"}, "element.text_form"),
    "choice of another word": Fault("f_currency", "USD", "element.choice_form"),
    "choice with a space": Fault("l_completed", "是 ", "element.choice_form"),
    "choice in a row": Fault("l_records/1/method", "上门", "element.choice_form"),
    "money is a number": Fault("k_total", 9859, "element.money_form"),
    "money is a float": Fault("k_total", 9859.0, "element.money_form"),
    "money of one place": Fault("j_interest", "559.0", "element.money_form"),
    "money without places": Fault("j_interest", "559", "element.money_form"),
    "money with separators": Fault("k_total", "9,859.00", "element.money_form"),
    "money below nothing": Fault("j_fees", "-1.00", "element.money_form"),
    "money with a leading zero": Fault("j_fees", "01.00", "element.money_form"),
    "money in full-width digits": Fault("j_fees", "１.00", "element.money_form"),
    "money with a line end": Fault("j_fees", "1.00\n", "element.money_form"),
    "money of fourteen digits": Fault("j_fees", "12345678901234.00", "element.money_form"),
    "money in a row": Fault("i_ledger/1/amount", "1e3", "element.money_form"),
    "rate with its sign": Fault("f_annual_rate", "12%", "element.rate_form"),
    "rate of seven places": Fault("f_annual_rate", "12.0000001", "element.rate_form"),
    "rate below nothing": Fault("f_penalty_rate", "-18.00", "element.rate_form"),
    "day that is none": Fault("f_end_date", "2025-02-29", "element.day_form"),
    "day of a century without leap": Fault("j_cut_off", "2100-02-29", "element.day_form"),
    "day without hyphens": Fault("j_cut_off", "20250531", "element.day_form"),
    "day with slashes": Fault("j_cut_off", "2025/5/31", "element.day_form"),
    "day by the week": Fault("j_cut_off", "2025-W22-6", "element.day_form"),
    "day in a row": Fault("i_schedule/1/due", "2024-07-32", "element.day_form"),
    "instant that is a day": Fault("f_signed_at", "2024-06-08", "element.instant_form"),
    "instant of hour 24": Fault("f_signed_at", "2024-06-08T24:00:00Z", "element.instant_form"),
    "instant in a row": Fault("l_records/1/at", "昨天", "element.instant_form"),
    "count with a sign": Fault("f_grace_days", "+3", "element.count_form"),
    "count that is a number": Fault("i_schedule/1/no", 1, "element.count_form"),
    "region of five digits": Fault("d_domicile_region", "44010", "element.region_form"),
    "region of no province": Fault("d_domicile_region", "990106", "element.region_form"),
    "credit code with an I": Fault("b_uscc", "91440101FI0000018N", "element.credit_code_form"),
    "credit code in small letters": Fault(
        "b_uscc", "91440101f00000018n", "element.credit_code_form"
    ),
    "credit code, check wrong": Fault(
        "b_uscc", "91440101F000000180", "element.credit_code_form", formal=False
    ),
    "identity number of seventeen": Fault(
        "d_id_no", "44010619900101001", "element.identity_no_form"
    ),
    "identity number, check wrong": Fault(
        "d_id_no", "440106199001010014", "element.identity_no_form", formal=False
    ),
    "identity number of no day": Fault(
        "d_id_no", "440106199002300013", "element.identity_no_form", formal=False
    ),
    "identity number born after signing": Fault(
        "d_id_no", "440106203001010012", "element.identity_no_form", formal=False
    ),
    "permit as a citizen's number": Fault("d_id_no", "H12345678", "element.identity_no_form"),
    "phone of letters": Fault("b_phone", "客服", "element.phone_form"),
    "mobile of ten digits": Fault("d_mobile", "1380000000", "element.mobile_form"),
    "mobile that is a landline": Fault("d_mobile", "020-00000000", "element.mobile_form"),
    "mail without domain": Fault("d_email", "borrower@mail", "element.email_form"),
    "mail of a Chinese domain": Fault("d_email", "a@邮箱.中国", "element.email_form"),
    "mail with two dots": Fault("d_email", "a..b@mail.example", "element.email_form"),
    "list that is text": Fault("i_ledger", "见附件", "element.rows_form"),
    "list that is an object": Fault("h_disbursements", {}, "element.rows_form"),
    "row that is text": Fault("i_schedule/1", "第一期", "element.rows_form"),
    "list too long": Fault("l_records", HONEST["l_records"] * 1025, "element.rows_form"),
    "loan ends before it begins": Fault(
        "f_end_date", "2024-06-07", "element.term_reversed", formal=False
    ),
    "birth date of somebody else": Fault(
        "d_birth_date", "1990-01-02", "element.birth_date_differs", formal=False
    ),
}
"""Each yields exactly its code at its subject, and nothing else."""

TOLD: dict[str, Fault] = {
    "organisation part": Fault("b_uscc", "91440101MA5ABCDE65", "element.credit_code_part"),
    "fifteen digits": Fault("d_id_no", "440106900101001", "element.identity_no_old"),
    "card number": Fault(
        "h_disbursements/1/payee_tail", "6222020000000000001", "element.card_checksum"
    ),
}
