"""A time-stamping authority over HTTP (RFC 3161 3.4): asked for a token, believed nothing.

The answer counts only if our own verifier passes it as it passes evidence: granted, over exactly
these octets, by an authority the court trusts now. Beyond that it must be the answer to this very
request: our nonce, the digest we asked for, and no time from before we asked.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Network
from secrets import randbits

from rfc3161ng import encode_timestamp_request, make_timestamp_request

from anchors.clients.endpoint import Endpoint, Resolver, system_addresses
from anchors.clients.errors import ClientError
from anchors.clients.http import Deadline, Request, exchange
from anchors.limits import LIMITS, Limits
from ingest.errors import StampError
from ingest.service import TrustKeeper
from verify.asn1.tst import TSTInfo, decode_response, decode_token
from verify.checks.covered import CoveredOctets
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.findings import CheckStatus
from verify.objects.timestamp import verify_token
from verify.policy import Policy

__all__ = ["HttpStamper"]

_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"
_NONCE_BITS = 64


class HttpStamper:
    """One authority; holds no connection, so threads may share it."""

    def __init__(
        self,
        url: str,
        trust: TrustKeeper,
        policy: Policy,
        clock: Callable[[], datetime],
        *,
        loopback_allowed: bool,
        networks: tuple[IPv4Network | IPv6Network, ...] = (),
        limits: Limits = LIMITS,
        resolve: Resolver = system_addresses,
    ) -> None:
        """Take the operator's address of the authority.

        Raises:
            EndpointRefusedError: the address could mean something else.
        """
        self._endpoint = Endpoint(url, "tsa", loopback_allowed, networks, signs=True)
        self._trust = trust
        self._policy = policy
        self._clock = clock
        self._limits = limits
        self._resolve = resolve

    def stamp(self, octets: bytes) -> bytes:
        """Return a token over octets.

        Raises:
            StampError: no answer, a refusal, or a token that does not hold; all may pass by itself.
        """
        asked_at, nonce = self._clock(), randbits(_NONCE_BITS)
        answer = self._ask(octets, nonce)
        try:
            response = decode_response(answer)
            if not response.granted or response.token is None:
                raise StampError(f"refused with status {response.status}: {response.text[:200]!r}")
            self._check_stands(response.token, octets)
            self._check_ours(decode_token(response.token).info, nonce, asked_at)
        except DecodeError as error:
            raise StampError(f"no time-stamp response: {error.code}") from error
        return response.token

    def _ask(self, octets: bytes, nonce: int) -> bytes:
        """Send a TimeStampReq with nonce and certReq, and return what comes back."""
        query = encode_timestamp_request(
            make_timestamp_request(
                digest=sha256(octets).digest(),
                hashname="sha256",
                include_tsa_certificate=True,
                nonce=nonce,
            )
        )
        request = Request(_REPLY, query, _QUERY)
        deadline = Deadline(self._limits.stamp_milliseconds)
        most = self._limits.stamp_octets
        try:
            return exchange(self._endpoint, request, deadline, most, self._resolve)
        except ClientError as error:
            raise StampError(f"no answer: {error.code}") from error

    def _check_stands(self, token: bytes, octets: bytes) -> None:
        """Hold the token against what it is to cover, as evidence is (judgement 3)."""
        context = VerificationContext(self._trust.current(), self._policy, self._clock())
        found = verify_token(token, CoveredOctets(octets), context, "token")
        if found.status is not CheckStatus.PASSED:
            codes = sorted(
                {one.code for one in found.findings if one.status is not CheckStatus.PASSED}
            )
            raise StampError(f"a token that does not hold: {', '.join(codes)}")

    def _check_ours(self, info: TSTInfo, nonce: int, asked_at: datetime) -> None:
        """Refuse a token of another request: stored ones have an older time or another nonce."""
        if info.nonce is None or int.from_bytes(info.nonce, "big") != nonce:
            raise StampError("a token of another request: the nonce is not ours")
        if info.digest != "sha256":
            raise StampError(f"a token under {info.digest}, which was not asked for")
        if info.gen_time < asked_at - self._policy.tolerances.future:
            raise StampError(f"a token of {info.gen_time.isoformat()}, before it was asked for")
