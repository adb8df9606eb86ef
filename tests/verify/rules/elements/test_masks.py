"""What each viewer sees of a person, and what is handed on."""

from typing import Any

import pytest

from tests.verify.rules.elements.samples import HONEST, changed
from verify.rules.elements.decode import decode_elements
from verify.rules.elements.field import PersonalClass
from verify.rules.elements.masks import (
    MASKS,
    TREATMENTS,
    Treatment,
    Viewer,
    mask,
    masked,
    without_personal,
)
from verify.rules.elements.table import ELEMENTS

ORDER = (Treatment.SHOWN, Treatment.MASKED, Treatment.REMOVED)
OTHERS = [viewer for viewer in Viewer if viewer is not Viewer.JUDGE]


def _rank(viewer: Viewer, personal: PersonalClass) -> int:
    return ORDER.index(TREATMENTS[viewer][personal])


@pytest.mark.parametrize(
    ("key", "text", "shown"),
    [
        ("d_name", "张三丰", "张**"),
        ("d_id_no", "440106199001010013", "4401**********0013"),
        ("d_id_no", "E12345678", "E***78"),
        ("d_id_no", "E1", "E***"),
        ("d_mobile", "13812345678", "138****5678"),
        ("d_mobile", "+86 138 1234 5678", "138****5678"),
        ("d_mobile", "02012345678", "****5678"),
        ("d_mobile", "12", "***"),
        ("d_email", "zhang.san@mail.example", "z***@mail.example"),
        ("d_email", "zhangsan", "***"),
        ("d_email", "@mail.example", "***"),
        ("d_birth_date", "1990-01-01", "1990-**-**"),
        ("d_birth_date", "1990年1月1日", "***"),
        ("d_domicile", "广东省广州市天河区虚构街2号", "广东省广州市天河区***"),
        ("d_domicile", "北京市朝阳区江苏省大厦1号", "北京市朝阳区***"),
        ("d_domicile", "内蒙古自治区阿拉善盟额济纳旗虚构路3号", "内蒙古自治区阿拉善盟额济纳旗***"),
        ("d_domicile", "12 Main Street", "***"),
        ("d_sex", "男", "***"),
        ("d_employer", "虚构公司", "***"),
        ("d_name", "", ""),
        ("b_name", "虚构甲小额贷款有限公司", "虚构甲小额贷款有限公司"),
    ],
)
def test_a_text_is_masked_as_its_field_is(key: str, text: str, shown: str) -> None:
    assert mask(ELEMENTS[key], text) == shown


def test_an_account_keeps_its_last_four() -> None:
    field = next(f for f in ELEMENTS["h_disbursements"].rows if f.key == "payee_tail")
    assert mask(field, "6222021234567890128") == "****0128"


@pytest.mark.parametrize("key", MASKS)
@pytest.mark.parametrize("text", [" ", "一", "a@", "@", "1" * 4096, "\ud800", "\n"])
def test_a_mask_takes_any_text(key: str, text: str) -> None:
    assert len(MASKS[key](text)) < max(len(text), 20)


def test_every_viewer_has_a_treatment_of_every_class() -> None:
    assert {viewer: set(row) for viewer, row in TREATMENTS.items()} == {
        viewer: set(PersonalClass) for viewer in Viewer
    }


@pytest.mark.parametrize("viewer", Viewer)
def test_nobody_sees_more_of_what_is_more_sensitive(viewer: Viewer) -> None:
    ranks = [_rank(viewer, personal) for personal in PersonalClass]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("personal", PersonalClass)
def test_the_public_sees_least(personal: PersonalClass) -> None:
    assert _rank(Viewer.PUBLIC, personal) == max(_rank(viewer, personal) for viewer in Viewer)


def test_a_judge_sees_all() -> None:
    assert masked(HONEST, Viewer.JUDGE) == HONEST


@pytest.mark.parametrize("viewer", OTHERS)
def test_nobody_else_sees_an_identity_number(viewer: Viewer) -> None:
    assert HONEST["d_id_no"] not in str(masked(HONEST, viewer))


@pytest.mark.parametrize("viewer", OTHERS)
def test_nobody_else_sees_what_the_list_does_not_know(viewer: Viewer) -> None:
    assert "x_contacts" not in masked({**HONEST, "x_contacts": "李四"}, viewer)


@pytest.mark.parametrize("viewer", OTHERS)
def test_nobody_else_sees_a_personal_value_that_is_no_text(viewer: Viewer) -> None:
    assert "d_id_no" not in masked(changed(("d_id_no", ["440106199001010013"])), viewer)


def test_the_public_is_shown_no_number_of_a_person() -> None:
    shown = masked(HONEST, Viewer.PUBLIC)
    gone = ("d_id_no", "d_mobile", "d_email", "d_domicile", "d_birth_date")
    assert [key for key in gone if key in shown] == []


def test_what_is_handed_on_has_no_class_c2_or_c3() -> None:
    kept, _ = without_personal(HONEST)
    personal = {
        k for k, f in ELEMENTS.items() if f.personal in {PersonalClass.C2, PersonalClass.C3}
    }
    assert set(kept) & personal == set()


def test_what_is_handed_on_names_what_was_taken_out() -> None:
    _, taken = without_personal(HONEST)
    assert taken == (
        "d_id_no",
        "d_domicile",
        "d_mobile",
        "d_email",
        "h_disbursements/1/payer_tail",
        "h_disbursements/1/payee_tail",
        "l_records/1/number",
    )


def test_what_is_handed_on_still_reads_as_before() -> None:
    kept, _ = without_personal(HONEST)
    before, after = decode_elements(HONEST), decode_elements(kept)
    assert (after.money("k_total"), len(after.rows("i_schedule"))) == (
        before.money("k_total"),
        len(before.rows("i_schedule")),
    )


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (("i_ledger", "13800000000"), "i_ledger"),
        (("i_ledger", ["13800000000"]), "i_ledger/1"),
        (("x_contacts", "李四"), "x_contacts"),
    ],
    ids=("no list", "no row", "unknown"),
)
def test_what_cannot_be_read_is_not_handed_on(change: tuple[str, Any], path: str) -> None:
    kept, taken = without_personal(changed(change))
    assert ("13800000000" not in str(kept), path in taken) == (True, True)


LEAK = "联系人13911112222称不知，证号440106199001010013，邮箱a@mail.example"


@pytest.mark.parametrize(
    "path", ["f_service_clause", "f_purpose", "l_records/1/result", "d_employer", "d_name"]
)
def test_free_text_that_is_handed_on_has_no_number_of_a_person(path: str) -> None:
    kept, _ = without_personal(changed((path, LEAK)))
    gone = ("13911112222", "440106199001010013", "a@mail.example")
    assert [one for one in gone if one in str(kept)] == []


def test_a_text_that_was_masked_is_named_with_what_was_taken_out() -> None:
    _, taken = without_personal(changed(("l_records/1/result", LEAK)))
    assert "l_records/1/result" in taken


@pytest.mark.parametrize("key", ["d_mobile", "d_email", "d_id_no", "d_domicile"])
def test_a_clause_that_repeats_the_list_is_masked(key: str) -> None:
    kept, _ = without_personal(changed(("f_deposit_clause", f"见{HONEST[key]}。")))
    assert kept["f_deposit_clause"] == "见***。"


def test_a_domicile_that_is_only_a_city_masks_no_other_address() -> None:
    kept, _ = without_personal(changed(("d_domicile", "广东省广州市")))
    assert kept["b_domicile"] == HONEST["b_domicile"]


@pytest.mark.parametrize("key", ["f_contract_no", "f_loan_no", "g_serial_no"])
def test_a_number_of_the_loan_is_handed_on_as_it_stands(key: str) -> None:
    kept, _ = without_personal(changed((key, "13911112222")))
    assert kept[key] == "13911112222"


def test_a_contract_that_goes_by_the_identity_number_does_not_show_it() -> None:
    kept, _ = without_personal(changed(("f_contract_no", f"HT{HONEST['d_id_no']}")))
    assert kept["f_contract_no"] == "HT***"


def test_a_birth_date_is_masked_in_either_way_of_writing() -> None:
    said = changed(("d_birth_date", "1990-01-01"), ("f_purpose", "1990年1月1日生，1990-01-01"))
    kept, _ = without_personal(said)
    assert kept["f_purpose"] == "***生，***"


def test_who_paid_is_personal() -> None:
    (payer,) = [one for one in ELEMENTS["h_disbursements"].rows if one.key == "payer_name"]
    assert (payer.personal, mask(payer, "张三丰")) == (PersonalClass.C1, "张**")
