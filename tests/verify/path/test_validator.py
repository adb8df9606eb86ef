"""The validator as a whole: what it keeps, and that nothing altered passes."""

from hypothesis import given
from hypothesis import strategies as st

from tests.verify.path.pki import crl, entity, ocsp_answer, store, utc, verdict
from verify.codes import certificate as certificate_codes
from verify.codes import revocation as revocation_codes
from verify.findings import CheckStatus
from verify.path import HelperSet, PathValidator
from verify.policy import DEFAULT_POLICY
from verify.trust import Purpose

NOW = utc(2026)
ROOT = entity("Root")
CA = entity("CA", ROOT, ca=True)
LEAF = entity("Leaf", CA)
LISTS = (crl(ROOT, NOW, utc(2027)), crl(CA, NOW, utc(2027)))
HELPERS = HelperSet.of(certificates=[CA.der], crls=LISTS)
ROWS = {row.code: row for row in (*certificate_codes.ROWS, *revocation_codes.ROWS)}


def validator() -> PathValidator:
    return PathValidator(store(ROOT), DEFAULT_POLICY, validation_time=NOW)


def test_an_assessment_is_made_once() -> None:
    one = validator()
    assert one.assess(LEAF.der, Purpose.SIGNER, HELPERS) is one.assess(
        LEAF.der, Purpose.SIGNER, HELPERS
    )


def test_a_path_completed_by_one_sender_serves_no_other() -> None:
    one = validator()
    with_helpers = one.assess(LEAF.der, Purpose.SIGNER, HELPERS).judge(NOW)
    without = one.assess(LEAF.der, Purpose.SIGNER).judge(NOW)
    assert [with_helpers.status, without.status] == [
        CheckStatus.PASSED,
        CheckStatus.INDETERMINATE,
    ]


def test_what_one_sender_lacked_is_not_held_against_the_next() -> None:
    one = validator()
    one.assess(LEAF.der, Purpose.SIGNER)
    assert one.assess(LEAF.der, Purpose.SIGNER, HELPERS).judge(NOW).status is CheckStatus.PASSED


def test_purposes_are_kept_apart() -> None:
    one = validator()
    one.assess(LEAF.der, Purpose.SIGNER, HELPERS)
    result = one.assess(LEAF.der, Purpose.TSA, HELPERS).judge(NOW)
    assert [finding.code for finding in result.findings] == ["certificate.usage_wrong"]


def test_a_root_that_is_no_certificate_is_trusted_for_nothing() -> None:
    trust = store(ROOT)
    broken = PathValidator(
        type(trust)("0", None, None, None, roots=(type(trust.roots[0])(b"x", frozenset()),)),
        DEFAULT_POLICY,
        validation_time=NOW,
    )
    assert broken.assess(LEAF.der, Purpose.SIGNER).judge(NOW).status is CheckStatus.INDETERMINATE


@given(data=st.binary(max_size=200))
def test_arbitrary_bytes_end_in_a_finding(data: bytes) -> None:
    result = validator().assess(data, Purpose.SIGNER).judge(NOW)
    assert verdict(result) == (CheckStatus.FAILED, ["certificate.malformed"])


@given(data=st.binary(max_size=200))
def test_arbitrary_helpers_neither_help_nor_hurt(data: bytes) -> None:
    helpers = HelperSet.of(certificates=[data], crls=[data], ocsps=[data]).union(HELPERS)
    assert validator().assess(LEAF.der, None, helpers).judge(NOW).status is CheckStatus.PASSED


PASSING = validator().assess(LEAF.der, Purpose.SIGNER, HELPERS).judge(NOW)


def flipped(data: bytes, at: int, mask: int) -> bytes:
    at %= len(data)
    return data[:at] + bytes((data[at] ^ mask,)) + data[at + 1 :]


def test_the_path_to_be_altered_passes() -> None:
    assert PASSING.status is CheckStatus.PASSED


@given(at=st.integers(0, 10_000), mask=st.integers(1, 255))
def test_a_flipped_byte_of_the_leaf_never_passes(at: int, mask: int) -> None:
    result = validator().assess(flipped(LEAF.der, at, mask), Purpose.SIGNER, HELPERS).judge(NOW)
    assert result.status is not CheckStatus.PASSED
    assert all(finding.status in ROWS[finding.code].statuses for finding in result.findings)


@given(at=st.integers(0, 10_000), mask=st.integers(1, 255))
def test_a_flipped_byte_of_the_intermediate_never_passes(at: int, mask: int) -> None:
    helpers = HelperSet.of(certificates=[flipped(CA.der, at, mask)], crls=LISTS)
    result = validator().assess(LEAF.der, Purpose.SIGNER, helpers).judge(NOW)
    assert result.status is not CheckStatus.PASSED


@given(at=st.integers(0, 10_000), mask=st.integers(1, 255))
def test_a_flipped_byte_of_a_list_never_proves(at: int, mask: int) -> None:
    helpers = HelperSet.of(certificates=[CA.der], crls=[LISTS[0], flipped(LISTS[1], at, mask)])
    result = validator().assess(LEAF.der, Purpose.SIGNER, helpers).judge(NOW)
    assert result.status is CheckStatus.INDETERMINATE


ANSWER = ocsp_answer(LEAF, CA, NOW, utc(2027))


@given(at=st.integers(0, 10_000), mask=st.integers(1, 255))
def test_a_flipped_byte_of_an_answer_never_proves(at: int, mask: int) -> None:
    helpers = HelperSet.of(
        certificates=[CA.der], crls=[LISTS[0]], ocsps=[flipped(ANSWER, at, mask)]
    )
    result = validator().assess(LEAF.der, Purpose.SIGNER, helpers).judge(NOW)
    assert result.status is not CheckStatus.PASSED
