"""How a message came is told, and moves nothing."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fixtures.ber import ber
from fixtures.cms import GM_DATA, Signer, attribute, detached, sign, signed_data
from fixtures.der import NULL
from fixtures.tsa import token
from tests.verify.checks.court import WORLD, court
from verify.asn1.cms import decode_signed_data
from verify.checks.covered import CoveredOctets
from verify.checks.signature import check_signature
from verify.checks.signer import status_of
from verify.checks.timestamp import check_timestamp
from verify.errors import DecodeError
from verify.findings import CheckStatus, Finding, Level
from verify.policy import DEFAULT_POLICY
from verify.proofs import decode_timestamp

AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
DATA = "虚构的借款合同正文\n".encode()
DIGEST = hashlib.sha256(DATA).digest()
WHO = Signer(identity=WORLD.lenders[0].signer, at=AT)
DETACHED = detached(DIGEST, WHO)[0]
TOKEN = token(WORLD.tsas[1], DIGEST, AT)
BER = ("asn1.ber_encoding", CheckStatus.PASSED)
STRICT = replace(DEFAULT_POLICY, levels={"asn1.ber_encoding": Level.FAIL})


def _checked(octets: bytes) -> list[tuple[str, CheckStatus]]:
    signed = decode_signed_data(octets)
    facts = check_signature(signed, CoveredOctets(DATA), court(), subject="x")
    return _told((*facts.findings, *facts.signers[0].findings))


def _told(findings: tuple[Finding, ...]) -> list[tuple[str, CheckStatus]]:
    return [(one.code, one.status) for one in findings]


def _stamped(octets: bytes) -> list[tuple[str, CheckStatus]]:
    return _told(check_timestamp(decode_timestamp(octets), None, court(), subject="x").findings)


def test_a_message_in_der_has_nothing_to_tell() -> None:
    assert _checked(DETACHED) == []


def test_a_message_in_ber_passes_and_says_so() -> None:
    assert _checked(ber(DETACHED)) == [BER]


def test_a_value_over_attributes_in_another_order_holds_over_their_der() -> None:
    assert _checked(ber(DETACHED, unsorted=True)) == [BER]


def test_a_token_in_ber_says_so() -> None:
    assert _stamped(ber(TOKEN, unsorted=True))[0] == BER


def test_a_token_in_der_says_nothing_of_it() -> None:
    assert BER not in _stamped(TOKEN)


def test_a_policy_may_call_for_der() -> None:
    signed = decode_signed_data(ber(DETACHED))
    facts = check_signature(signed, CoveredOctets(DATA), court(STRICT), subject="x")
    assert status_of(facts.findings) is CheckStatus.INDETERMINATE


def test_the_pieces_of_the_content_are_held_against_the_item() -> None:
    made = ber(signed_data([sign(WHO, DIGEST)], content=DATA, certificates=WHO.identity.path))
    other = made.replace(DATA, DATA[::-1])
    assert (_checked(made), _checked(other)[0][0]) == ([BER], "signature.content_differs")


def test_an_archive_timestamp_is_told_as_not_evaluated() -> None:
    who = replace(WHO, unsigned=lambda _: [attribute("0.4.0.1733.2.4", NULL)])
    told = [("signature.attribute_not_evaluated", CheckStatus.PASSED)]
    assert _checked(detached(DIGEST, who)[0]) == told


def test_the_content_types_of_gm_t_0010_are_read() -> None:
    assert _checked(detached(DIGEST, WHO, kind=GM_DATA)[0]) == []


def test_the_content_type_attribute_agrees_with_that_of_gm_t_0010() -> None:
    who = replace(WHO, declared_type="1.2.840.113549.1.7.1")
    found = _checked(detached(DIGEST, who, kind=GM_DATA)[0])
    assert found == [("signature.content_type_mismatch", CheckStatus.FAILED)]


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("1.2.840.113549.1.7.1", ["signature.certificate_unbound"]),
        (GM_DATA, ["signature.certificate_unbound"]),
        ("2.999.1", ["signature.attributes_incomplete", "signature.certificate_unbound"]),
    ],
    ids=["data", "gm_data", "another_type"],
)
def test_only_plain_data_is_signed_without_attributes(kind: str, codes: list[str]) -> None:
    bare = replace(WHO, attributes=False)
    found = _checked(detached(DIGEST, bare, content=DATA, kind=kind)[0])
    assert [code for code, _ in found] == codes


def test_attributes_signed_as_content_are_refused_in_ber_as_well() -> None:
    octets = decode_signed_data(DETACHED).signers[0].attributes
    assert octets is not None
    bare = replace(WHO, attributes=False)
    made = ber(detached(b"", bare, content=octets.octets)[0])
    facts = check_signature(
        decode_signed_data(made), CoveredOctets(octets.octets), court(), subject="x"
    )
    assert "signature.attributes_as_content" in [one.code for one in facts.findings]


def test_content_that_is_no_set_of_attributes_cannot_stand_for_them() -> None:
    replayed = replace(WHO, replayed=DATA)
    made = detached(DIGEST, replayed, content=DATA)[0]
    with pytest.raises(DecodeError, match=r"^(asn1|cms)\.malformed"):
        decode_signed_data(made)
