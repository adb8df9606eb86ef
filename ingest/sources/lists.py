"""Lists of revoked certificates, fetched from where their authority publishes them.

A list is taken where our own verifier finds it signed by an authority of the trust directory and in
force, of the issuer that the operator named, and later than the last one of its scope that is held:
an older one, true as it may be, would let a revocation be forgotten. Data about the signer's own
certificate may be absent, for that may be the very list that comes next; whoever uses the list
looks again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from anchors.clients.endpoint import Resolver, system_addresses
from anchors.clients.errors import ClientError
from anchors.clients.http import Deadline, Request, exchange
from anchors.limits import LIMITS, Limits
from ingest.sources.gathered import Gathered, SourceState
from ingest.sources.registry import ListSource
from ingest.sources.reissue import Change
from ingest.sources.wants import lists_of
from verify.asn1.crl import CertificateList, decode_crl
from verify.asn1.names import name_text
from verify.codes.table import CODES
from verify.context import VerificationContext
from verify.errors import DecodeError, TrustError
from verify.findings import CheckStatus
from verify.objects.revocation import verify_crl
from verify.pem import pem_blocks
from verify.policy import Policy
from verify.trust import Purpose, TrustStore

__all__ = ["gather_list"]

_REQUEST = Request("application/pkix-crl")


@dataclass(frozen=True, slots=True)
class _List:
    """A list to be added to a trust directory."""

    source: str
    day: str
    der: bytes
    kept: int

    def __call__(self, files: Mapping[str, bytes]) -> Mapping[str, Change | None]:
        """Return the list under its day, and the days that go; days that stay tell what expired."""
        stem = f"revocation/{self.source.replace(':', '-')}-"
        own = f"{stem}{self.day}.crl"
        days = sorted({own} | {path for path in files if path.startswith(stem)})
        gone: dict[str, Change | None] = dict.fromkeys(days[: -self.kept])
        return {**gone, own: Change(self.der, Purpose.REVOCATION, "登记地址公布的吊销列表")}


def gather_list(
    source: ListSource,
    store: TrustStore,
    policy: Policy,
    now: datetime,
    *,
    limits: Limits = LIMITS,
    resolve: Resolver = system_addresses,
) -> Gathered:
    """Fetch a source's list, and say why it is not taken where it is not."""
    deadline = Deadline(limits.list_milliseconds)
    try:
        octets = exchange(source.endpoint, _REQUEST, deadline, limits.list_octets, resolve)
        (der,) = pem_blocks(octets)
        found = decode_crl(der)
    except ClientError as error:
        return Gathered(SourceState.DOWN, f"no answer: {error.code}")
    except (DecodeError, TrustError, ValueError) as error:
        return Gathered(SourceState.DOWN, f"no list: {type(error).__name__}")
    fault = _fault(found, source, store, policy, now)
    if fault is not None:
        return Gathered(SourceState.DOWN, fault)
    if any(one.der == der for one in lists_of(source, store)):
        return Gathered(SourceState.UP)
    day = found.this_update.astimezone(UTC).strftime("%Y%m%d")
    return Gathered(SourceState.UP, None, _List(source.id, day, der, limits.lists_kept))


def _fault(
    found: CertificateList, source: ListSource, store: TrustStore, policy: Policy, now: datetime
) -> str | None:
    """Return why a list is not taken; None where it is."""
    if name_text(found.issuer) != source.issuer:
        return "a list of another issuer"
    if not _is_latest(found, lists_of(source, store)):
        return "older than the list that is held"
    context = VerificationContext(store, policy, now)
    judged = verify_crl(found.der, None, context, source.id)
    barred = sorted(
        {
            one.code
            for one in judged.findings
            if one.status is not CheckStatus.PASSED and not CODES[one.code].retry
        }
    )
    return f"a list that does not hold: {', '.join(barred)}" if barred else None


def _is_latest(found: CertificateList, held: Iterable[CertificateList]) -> bool:
    """Whether no list of the same scope is later."""
    place = found.this_update, found.number or 0
    scope = found.distribution_point_der, found.base_number is None
    return all(
        (one.this_update, one.number or 0) <= place
        for one in held
        if (one.distribution_point_der, one.base_number is None) == scope
    )
