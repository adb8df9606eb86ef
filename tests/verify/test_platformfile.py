"""A platform's record says what it means, or the store is refused: no check is switched off."""

import pytest

from fixtures.receipts import RECEIPT_FORM
from fixtures.trust import TrustDirectory, trust_directory
from fixtures.world import world
from verify.crypto.algorithms import DEFAULT_FORM
from verify.errors import TrustError
from verify.receipts.form import TimePlace
from verify.trust import PlatformRecord, Sm2Form
from verify.trustfile import decode_trust

NAME = "plat-anzheng"
PATH = f"platforms/{NAME}.json"


@pytest.fixture(name="draft")
def _draft() -> TrustDirectory:
    return trust_directory(world(1))


def _decoded(draft: TrustDirectory, **changed: object) -> PlatformRecord:
    draft.add_record(PATH, {**draft.record(PATH), **changed})
    return (decode_trust(draft.files()).platforms or {})[NAME]


def test_a_receipt_is_read_as_it_is_declared(draft: TrustDirectory) -> None:
    found = _decoded(draft, receipt=RECEIPT_FORM).receipt
    assert found is not None
    form = found.form
    assert (form.id, form.digests[0].at) == ("signed-json/1", ("/digest/value",))
    assert (form.deposit_no, form.deposited_at) == (
        ("/deposit/no",), TimePlace(("/deposit/time",)),
    )  # fmt: skip


def test_what_a_receipt_does_not_name_is_absent(draft: TrustDirectory) -> None:
    found = _decoded(draft, receipt={**RECEIPT_FORM, "deposit_no": None}).receipt
    assert found is not None
    assert found.form.deposit_no == ()


@pytest.mark.parametrize("pointer", ["", "deposit/no", "#/deposit/no", "/deposit~/no", "/a~2"])
@pytest.mark.parametrize(
    "field", ["signature", "deposit_no", "deposited_at", "signed", "digest", "calls_for"]
)
def test_a_pointer_that_leads_nowhere_refuses_the_store(
    draft: TrustDirectory, field: str, pointer: str
) -> None:
    shapes: dict[str, object] = {
        "signed": ["/platform", pointer],
        "digest": {"pointer": pointer, "alg": "sha256"},
        "calls_for": {"anchor": pointer},
    }
    with pytest.raises(TrustError, match=f"^{PATH}: "):
        _decoded(draft, receipt={**RECEIPT_FORM, field: shapes.get(field, pointer)})


@pytest.mark.parametrize("hosted", [True, False])
def test_whether_a_platform_holds_keys_is_as_stated(draft: TrustDirectory, *, hosted: bool) -> None:
    assert _decoded(draft, hosted_signing=hosted).hosted_signing is hosted


@pytest.mark.parametrize("hosted", ["false", "true", 0, 1, None, []])
def test_hosted_signing_that_is_neither_true_nor_false_refuses_the_store(
    draft: TrustDirectory, hosted: object
) -> None:
    with pytest.raises(TrustError, match="hosted_signing is neither true nor false"):
        _decoded(draft, hosted_signing=hosted)


def test_an_sm2_form_that_says_nothing_is_the_default(draft: TrustDirectory) -> None:
    assert _decoded(draft, sm2={}).sm2 == DEFAULT_FORM


def test_the_longest_sm2_id_fits_its_length_in_bits(draft: TrustDirectory) -> None:
    assert _decoded(draft, sm2={"id": "a" * 8191}).sm2 == Sm2Form(id="a" * 8191)


@pytest.mark.parametrize(
    "form",
    [
        {"id": "a" * 8192},
        {"id": "证" * 2731},
        {"id": 1234567812345678},
        {"id": None},
        {"z": "false"},
        {"z": 1},
        {"encoding": "DER"},
        {"encoding": ["der"]},
    ],
    ids=["octets", "utf8", "number", "null", "z_text", "z_number", "encoding", "list"],
)
def test_an_sm2_form_of_another_shape_refuses_the_store(
    draft: TrustDirectory, form: dict[str, object]
) -> None:
    with pytest.raises(TrustError, match=f"^{PATH}: "):
        _decoded(draft, sm2=form)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sm2", {"user_id": "1234567812345678"}),
        ("sm2", {"Id": "1234567812345678"}),
        ("mandates", [{"lender": "x", "from": "2020-01-01T00:00:00Z", "until": None}]),
        (
            "mandates",
            [{"lender": "x", "from": "2020-01-01T00:00:00Z", "to": "2019-01-01T00:00:00Z"}],
        ),
        ("expected_proofs", {"8": [{"kinds": ["signature"], "form": None, "to": None}]}),
        ("expected_proofs", {"8": [{"kinds": ["signature"], "from": None}]}),
        ("receipt", {**RECEIPT_FORM, "deposit_number": "/no"}),
        ("receipt", {**RECEIPT_FORM, "signed": ["/signature"]}),
    ],
)
def test_a_misspelt_member_or_term_refuses_the_store(
    draft: TrustDirectory, field: str, value: object
) -> None:
    with pytest.raises(TrustError, match=f"^{PATH}: "):
        _decoded(draft, **{field: value})
