"""A signature container: read, digested, checked and judged, beside its digests and raw verifies.

The floor is what nobody can leave out: SHA-256 of the container as it was received and of every
file in it, and the library's own verify of every signature value.
"""

import random
from collections.abc import Iterator
from hashlib import sha256

from fixtures.asic import extended
from fixtures.cases import make_case, make_sender
from fixtures.cms import Signer
from fixtures.world import world
from ingest.runs import CheckSettings
from ingest.signed.reader import SignedReader
from tests.bench.proofs import raw_verify
from tests.bench.row import Row, best_of
from verify.asn1.cms import SignedData
from verify.asn1.tst import TimeStampToken
from verify.checks.covered import CoveredObject, CoveredParts
from verify.checks.signature import check_signature, judge_signer
from verify.checks.timestamp import check_timestamp, judge_timestamp
from verify.context import VerificationContext
from verify.existence import Existence
from verify.model import DigestSpec, InnerSignature, Locator, Over, OverKind, Proof
from verify.proofs import DecodedProof, decode_proof

__all__ = ["asic_rows"]

_BUDGET = 2.0
_TYPE = "application/vnd.etsi.asic-e+zip"
_CONTAINERS = {
    "200 kB": {"contract.pdf": 200_000},
    "200 kB and 1 MB": {"contract.pdf": 200_000, "identity-scan.jpg": 1_000_000},
}
"""The small one shows what archive and manifests cost beside their digests."""
_TIMES = 100


def asic_rows(settings: CheckSettings) -> Iterator[Row]:
    """Yield what containers with one signature and one token cost, signers known."""
    context = VerificationContext(settings.trust, settings.policy, settings.at)
    for size, files in _CONTAINERS.items():
        yield _row(size, files, context)


def _row(size: str, sizes: dict[str, int], context: VerificationContext) -> Row:
    octets, files = _container(sizes)
    proofs = [_decoded(one) for one in _inner(octets, context)]
    raw = [raw_verify(one, context)[0] for one in proofs]

    def full() -> None:
        for one in _inner(octets, context):
            _judge(one, context)

    def floor() -> None:
        for one in (octets, *files):
            sha256(one).digest()
        for verify in raw:
            verify()

    value, least = best_of(full, times=_TIMES), best_of(floor, times=_TIMES)
    return Row(f"ASiC-E of {size}, signature and token", value, "us", least, _BUDGET)


def _container(sizes: dict[str, int]) -> tuple[bytes, list[bytes]]:
    sender = make_sender(world(1), 0, 0, 1000)
    at = make_case(sender, 0).item("contract").signed_at
    files = {name: random.Random(name).randbytes(size) for name, size in sizes.items()}
    made = extended(files)
    made.sign(Signer(identity=sender.lender.signer, at=at))
    made.stamp(sender.world.tsas[0], at)
    return made.octets, list(files.values())


def _inner(octets: bytes, context: VerificationContext) -> tuple[InnerSignature, ...]:
    """Read a container that nobody has read before."""
    reader = SignedReader(context)
    digest = sha256(octets).digest()
    (document,) = reader.documents(["asic"], _TYPE, digest, octets)
    return document.signatures


def _decoded(one: InnerSignature) -> DecodedProof:
    over = Over(OverKind.ITEM, "container")
    return decode_proof(Proof(one.id, one.kind, one.form, over, Locator(""), None), one.octets)


def _judge(one: InnerSignature, context: VerificationContext) -> None:
    message = _decoded(one).message
    covered = CoveredParts(one.size, one.digests)
    if isinstance(message, TimeStampToken):
        candidates = [CoveredObject(covered, one.digests[DigestSpec("sha256")])]
        token = check_timestamp(message, candidates, context, subject="bench")
        assert judge_timestamp(token, context.at, context, subject="bench").proven is not None
        return
    assert isinstance(message, SignedData)
    facts = check_signature(message, covered, context, subject="bench")
    existence = Existence(context.at)
    signer, checked = message.signers[0], facts.signers[0]
    assert not judge_signer(signer, checked, existence, context, subject="bench").findings
