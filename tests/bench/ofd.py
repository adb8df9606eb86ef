"""A sealed OFD: read, every part digested, both signatures and the token judged, warm.

The floor is what nobody can leave out: SHA-256 of the document as it was received, SM3 of every
part that the seal refers to and of what is signed, and the library's own verify of the three
signature values.
"""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256

from anchors.digest import compute_digest
from fixtures.cases import make_case, make_sender
from fixtures.eseal import Sealing, platform_seal, seal_owner, stamped_by
from fixtures.ofd import document
from fixtures.world import world
from ingest.runs import CheckSettings
from ingest.signed.reader import SignedReader
from tests.bench.row import Row, best_of
from verify.asn1.eseal import SealSignature, decode_eseal
from verify.asn1.tst import decode_token
from verify.asn1.x509 import decode_certificate
from verify.checks.covered import CoveredParts
from verify.checks.eseal import check_eseal, judge_seal
from verify.checks.signature import judge_signer
from verify.context import VerificationContext
from verify.crypto.algorithms import DEFAULT_FORM
from verify.crypto.sm2 import load_sm2_key
from verify.existence import prove_existence
from verify.model import InnerSignature
from verify.tokens import inner_tokens, time_claim

__all__ = ["ofd_rows"]

_BUDGET = 2.0
_TYPE = "application/ofd"
_ATTACHED = {"contract.pdf": 200_000}
_PAGES = 10
_TIMES = 100
_NATIONAL = 2


def ofd_rows(settings: CheckSettings) -> Iterator[Row]:
    """Yield what an OFD with one seal and one token costs, signers known."""
    context = VerificationContext(settings.trust, settings.policy, settings.at)
    parts, octets = _sealed()
    (inner,) = _inner(octets, context)
    message = decode_eseal(inner.octets)
    raw = _raw_verifies(message)

    def full() -> None:
        for one in _inner(octets, context):
            _judge(one, context)

    def floor() -> None:
        sha256(octets).digest()
        for part in parts:
            compute_digest("sm3", part)
        for verify in raw:
            verify()

    value, least = best_of(full, times=_TIMES), best_of(floor, times=_TIMES)
    name = f"OFD of {_PAGES} pages and 200 kB, seal and token, SM2"
    yield Row(name, value, "us", least, _BUDGET)


def _sealed() -> tuple[list[bytes], bytes]:
    """Return the parts that are digested, and the document."""
    sender = make_sender(world(1), 0, _NATIONAL, 1000)
    at = make_case(sender, 0).item("contract").signed_at
    files = {name: random.Random(name).randbytes(size) for name, size in _ATTACHED.items()}
    lines = [f"第{number}条 借款人应按约定还本付息。" for number in range(30 * _PAGES)]
    made = document(lines, title="借款合同", attachments=files)
    platform = sender.platform
    stamped = stamped_by(sender.world.tsa_national, at + timedelta(seconds=20))
    seal, owner = platform_seal(sender.world, platform), seal_owner(sender.world, platform)
    made.seal(Sealing(seal, owner, at, timestamp=stamped))
    return [octets for name, octets in made.parts.items() if "SignedValue" not in name], made.octets


def _inner(octets: bytes, context: VerificationContext) -> tuple[InnerSignature, ...]:
    """Read a document that nobody has read before."""
    reader, digest = SignedReader(context), sha256(octets).digest()
    (found,) = reader.documents(["ofd"], _TYPE, digest, octets)
    assert not found.findings
    return found.signatures


def _judge(one: InnerSignature, context: VerificationContext) -> None:
    covered = CoveredParts(one.size, one.digests)
    facts = check_eseal(decode_eseal(one.octets), covered, context, subject="bench")
    signed = facts.signature.signed
    tokens = inner_tokens(signed, context, subject="bench")
    claims = [time_claim(token, context) for token in tokens]
    existence, _ = prove_existence(claims, context.at)
    (info,), (signer,) = signed.signers, facts.signature.signers
    user = judge_signer(info, signer, existence, context, subject="bench")
    seal = judge_seal(facts, existence, context, subject="bench")
    assert user.proven is not None
    assert not (*facts.signature.findings, *user.findings, *seal.findings)


def _raw_verifies(message: SealSignature) -> list[Callable[[], object]]:
    """Return the library's own verify of user, maker and authority, each with its digest."""
    token = decode_token(message.timestamp or b"").signed
    (authority,), attributes = token.signers, token.signers[0].attributes
    assert attributes is not None
    issued = next(
        one
        for one in map(decode_certificate, token.certificates)
        if one.issuer_and_serial == authority.issuer_and_serial
    )
    return [
        _raw(message.certificate, message.signature, message.tbs),
        _raw(message.seal.maker, message.seal.signature, message.seal.signed),
        _raw(issued.der, authority.signature, attributes.octets),
    ]


def _raw(certificate: bytes, value: bytes, octets: bytes) -> Callable[[], object]:
    key = load_sm2_key(decode_certificate(certificate).spki)
    prefix = key.prefix(DEFAULT_FORM)

    def verify() -> None:
        assert key.evp.verify(value, compute_digest("sm3", prefix + octets))

    return verify
