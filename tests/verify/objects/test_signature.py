"""A CMS signature on its own: what it carries inside is judged with it."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fixtures.cms import Signer, detached, sign, signed_data
from fixtures.scenario import flip
from fixtures.tsa import token
from fixtures.world import RECEIVED_AT, crl_of, world
from verify.checks.covered import Covered, CoveredDigest, CoveredOctets
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.objects.result import ObjectResult
from verify.objects.verify import verify_object
from verify.path import HelperSet
from verify.policy import DEFAULT_POLICY
from verify.trust import Purpose, TrustedRoot, TrustStore

DATA = "虚构的借款合同正文\n".encode()
OTHER = CoveredOctets(b"other")
DIGEST = hashlib.sha256(DATA).digest()
AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
WORLD = world(1)
SIGNER = Signer(identity=WORLD.lenders[0].signer, at=AT)
PURPOSES = frozenset({Purpose.SIGNER, Purpose.TSA})


@pytest.fixture(scope="module", name="context")
def _context() -> VerificationContext:
    hierarchies = WORLD.hierarchies
    roots = tuple(TrustedRoot(one.root.certificate, PURPOSES) for one in hierarchies)
    trust = TrustStore(
        digest="00", sequence=None, environment=None, audience=None, roots=roots
    )  # fmt: skip
    helpers = HelperSet.of(
        certificates=[one.ca.certificate for one in hierarchies],
        crls=[crl_of(ca) for one in hierarchies for ca in (one.root, one.ca)],
    )
    return VerificationContext(trust, DEFAULT_POLICY, RECEIVED_AT, helpers=helpers)


def _verify(
    octets: bytes, context: VerificationContext, covered: Covered | None = None
) -> ObjectResult:
    return verify_object(octets, covered or CoveredOctets(DATA), context, subject="x")


def _stamped(timestamp: Callable[[bytes], bytes]) -> bytes:
    return detached(DIGEST, replace(SIGNER, timestamp=timestamp))[0]


def _stamp(value: bytes) -> bytes:
    return token(WORLD.tsas[0], hashlib.sha256(value).digest(), AT)


def _enveloping(signer: Signer = SIGNER) -> bytes:
    row = sign(signer, DIGEST, content=DATA)
    return signed_data([row], content=DATA, certificates=signer.identity.path)


def test_a_good_signature_timestamp_is_listed_with_what_it_proves(
    context: VerificationContext,
) -> None:
    result = _verify(_stamped(_stamp), context)
    assert result.status is CheckStatus.PASSED
    assert result.facts["timestamps"] == [
        {
            "gen_time": "2024-09-01T02:00:00Z",
            "proven_time": "2024-09-01T02:00:01Z",
            "status": "PASSED",
        }
    ]


def test_a_signature_without_timestamps_lists_none(context: VerificationContext) -> None:
    assert _verify(_stamped(_stamp), context).facts["timestamps"]
    assert _verify(detached(DIGEST, SIGNER)[0], context).facts["timestamps"] == []


@pytest.mark.parametrize(
    ("timestamp", "code"),
    [
        (lambda _: _stamp(b"other"), "timestamp.imprint_mismatch"),
        (lambda value: flip(_stamp(value), -1), "timestamp.value_wrong"),
    ],
)
def test_a_wrong_timestamp_inside_makes_the_signature_inconsistent(
    timestamp: Callable[[bytes], bytes], code: str, context: VerificationContext
) -> None:
    result = _verify(_stamped(timestamp), context)
    assert (result.status, result.result) == (CheckStatus.FAILED, ItemResult.INCONSISTENT)
    assert [(one.code, one.subject) for one in result.findings] == [
        (code, "x#signer-0-timestamp-0")
    ]
    assert result.facts["signature_intact"] is True


def test_a_timestamp_inside_that_cannot_be_read_is_told(context: VerificationContext) -> None:
    result = _verify(_stamped(lambda _: b"\x30\x00"), context)
    assert result.status is CheckStatus.FAILED
    assert result.facts["timestamps"] == [
        {"gen_time": None, "proven_time": None, "status": "FAILED"}
    ]


def test_other_data_beside_an_enveloping_signature_is_not_intact(
    context: VerificationContext,
) -> None:
    result = _verify(_enveloping(), context, OTHER)
    assert "signature.content_differs" in [one.code for one in result.findings]
    assert (result.facts["signature_intact"], result.facts["digest_intact"]) == (True, False)


def test_the_digest_of_other_data_beside_an_enveloping_signature_is_not_intact(
    context: VerificationContext,
) -> None:
    other = CoveredDigest("sha256", hashlib.sha256(b"other").digest())
    assert _verify(_enveloping(), context, other).facts["digest_intact"] is False


def test_other_data_is_not_intact_under_a_signature_without_attributes(
    context: VerificationContext,
) -> None:
    plain = _enveloping(replace(SIGNER, attributes=False))
    assert _verify(plain, context, OTHER).facts["digest_intact"] is False


def test_the_same_data_beside_an_enveloping_signature_is_intact(
    context: VerificationContext,
) -> None:
    assert _verify(_enveloping(), context).facts["digest_intact"] is True
