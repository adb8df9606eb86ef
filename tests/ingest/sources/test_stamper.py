"""A token is had from an authority over HTTP, and one that does not hold is never taken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from socket import create_server

import pytest
from asn1crypto import tsp
from sqlalchemy import Connection

from anchors.clients.errors import EndpointRefusedError
from anchors.limits import LIMITS
from fixtures.publisher import Asked, Reply, publish
from fixtures.tsa import Tsa, answer, response, serve, token
from fixtures.world import RECEIVED_AT, world
from ingest.errors import StampError
from ingest.sources.stamper import HttpStamper
from tests.ingest.sources.material import directory
from verify.asn1.tst import decode_token
from verify.policy import DEFAULT_POLICY
from verify.trust import TrustStore
from verify.trustfile import NO_TRUST, decode_trust

pytestmark = pytest.mark.enable_socket

OCTETS = b"a receipt"
QUICK = replace(LIMITS, stamp_milliseconds=300)
RSA, P256 = world().tsas
TRUST = decode_trust(directory().files())


class _Trusted:
    def __init__(self, store: TrustStore) -> None:
        self._store = store

    def current(self, profile: str = "") -> TrustStore:
        return self._store

    def newest(self, connection: Connection, profile: str = "") -> str:
        """Return the digest of the one store."""
        return self.current(profile).digest

    def version(self, digest: str) -> TrustStore:
        return self._store


def _stamper(url: str, store: TrustStore = TRUST) -> HttpStamper:
    return HttpStamper(
        url, _Trusted(store), DEFAULT_POLICY, lambda: RECEIVED_AT,
        loopback_allowed=True, limits=QUICK,
    )  # fmt: skip


@pytest.mark.parametrize("tsa", [RSA, P256, world().tsa_national], ids=["rsa", "p256", "sm2"])
def test_an_authority_that_is_trusted_gives_a_token_over_the_octets(tsa: Tsa) -> None:
    with serve(tsa, lambda: RECEIVED_AT) as address:
        info = decode_token(_stamper(address).stamp(OCTETS)).info
    assert (info.digest, info.imprint) == ("sha256", sha256(OCTETS).digest())
    assert info.gen_time == RECEIVED_AT


def test_a_request_asks_for_certificates_and_brings_a_nonce_of_its_own() -> None:
    seen: list[tsp.TimeStampReq] = []
    types: list[tuple[str, str]] = []

    def respond(asked: Asked) -> Reply:
        seen.append(tsp.TimeStampReq.load(asked.body, strict=True))
        types.append((asked.headers["content-type"], asked.headers["accept"]))
        return Reply(answer(P256, asked.body, RECEIVED_AT))

    with publish(respond) as address:
        for _ in range(2):
            _stamper(address).stamp(OCTETS)
    first, second = seen
    assert first["cert_req"].native
    assert first["nonce"].native != second["nonce"].native
    assert types[0] == ("application/timestamp-query", "application/timestamp-reply")


def _of(make: Callable[[bytes, int], bytes]) -> Callable[[Asked], Reply]:
    """Answer with a token made from the imprint and the nonce that were asked for."""

    def respond(asked: Asked) -> Reply:
        request = tsp.TimeStampReq.load(asked.body, strict=True)
        imprint = request["message_imprint"]["hashed_message"].native
        return Reply(response("granted", make(imprint, request["nonce"].native)))

    return respond


def _early(imprint: bytes, nonce: int) -> bytes:
    return token(P256, imprint, RECEIVED_AT - timedelta(minutes=6), nonce=nonce)


STRANGER = replace(P256, signer=replace(P256.signer, identity=world().borrower(1).signer))

TOKENS: dict[str, tuple[str, Callable[[bytes, int], bytes]]] = {
    "wrong_imprint": (
        "timestamp.imprint_mismatch",
        lambda _, nonce: token(P256, sha256(b"else").digest(), RECEIVED_AT, nonce=nonce),
    ),
    "wrong_nonce": (
        "nonce", lambda imprint, nonce: token(P256, imprint, RECEIVED_AT, nonce=nonce ^ 1),
    ),
    "no_nonce": ("nonce", lambda imprint, _: token(P256, imprint, RECEIVED_AT)),
    "stored_earlier": ("before it was asked for", _early),
    "of_tomorrow": (
        "timestamp.in_future",
        lambda imprint, nonce: token(
            P256, imprint, RECEIVED_AT + timedelta(days=1), nonce=nonce
        ),
    ),
    "signed_by_no_authority": (
        "timestamp.eku_absent",
        lambda imprint, nonce: token(STRANGER, imprint, RECEIVED_AT, nonce=nonce),
    ),
    "without_certificates": (
        "timestamp.certificate_absent",
        lambda imprint, nonce: token(
            replace(P256, certificates=False), imprint, RECEIVED_AT, nonce=nonce
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_that_does_not_hold_is_not_taken(name: str) -> None:
    said, make = TOKENS[name]
    with publish(_of(make)) as address, pytest.raises(StampError, match=said):
        _stamper(address).stamp(OCTETS)


def test_an_authority_that_the_court_does_not_trust_gives_none() -> None:
    with serve(P256, lambda: RECEIVED_AT) as address, pytest.raises(StampError, match="hold"):
        _stamper(address, NO_TRUST).stamp(OCTETS)


@pytest.mark.parametrize("status", ["rejection", "waiting", "revocation_warning"])
def test_a_refusal_is_told_with_its_status(status: str) -> None:
    def respond(_asked: Asked) -> Reply:
        return Reply(response(status, text="out of service"))

    with publish(respond) as address, pytest.raises(StampError, match="out of service"):
        _stamper(address).stamp(OCTETS)


REPLIES: dict[str, tuple[str, Reply]] = {
    "server_error": ("status", Reply(b"", status=500)),
    "points_elsewhere": ("redirect", Reply(b"", status=302)),
    "a_page": ("no time-stamp response", Reply(b"<html></html>")),
    "nothing": ("no time-stamp response", Reply(b"")),
    "dies_on_the_way": ("unreachable", Reply(bytes(2000), sent=1000)),
    "drips": ("deadline", Reply(bytes(2000), drips=True)),
    "floods": ("oversize", Reply(bytes(LIMITS.stamp_octets + 1))),
}


@pytest.mark.parametrize("name", REPLIES)
def test_what_is_no_token_is_not_taken(name: str) -> None:
    said, reply = REPLIES[name]
    with publish(lambda _: reply) as address, pytest.raises(StampError, match=said):
        _stamper(address).stamp(OCTETS)


def test_an_authority_that_is_down_gives_no_answer() -> None:
    with create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with pytest.raises(StampError, match="unreachable"):
        _stamper(f"http://127.0.0.1:{port}/").stamp(OCTETS)


def test_an_authority_on_this_machine_is_asked_in_a_sandbox_alone() -> None:
    production = HttpStamper(
        "http://127.0.0.1:9/", _Trusted(TRUST), DEFAULT_POLICY, lambda: RECEIVED_AT,
        loopback_allowed=False,
    )  # fmt: skip
    with pytest.raises(StampError, match="refused"):
        production.stamp(OCTETS)


@pytest.mark.parametrize("url", ["ftp://tsa.example/", "http://user:word@tsa.example/"])
def test_an_address_that_could_mean_something_else_is_refused(url: str) -> None:
    with pytest.raises(EndpointRefusedError):
        _stamper(url)
