"""A list of revoked certificates is taken from its authority, and only ever a later one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from anchors.clients.endpoint import Endpoint
from anchors.limits import LIMITS
from fixtures.pki import Identity, Revoked, certificate_revocation_list
from fixtures.publisher import Reply, publish
from fixtures.trust import pem
from fixtures.world import crl_of, world
from ingest.sources.gathered import Gathered, SourceState
from ingest.sources.keeper import StoredTrust
from ingest.sources.lists import gather_list
from ingest.sources.registry import ListSource
from tests.ingest.sources.material import NOW, directory, open_keeper
from verify.asn1.x509 import decode_certificate
from verify.policy import DEFAULT_POLICY
from verify.trust import TrustStore
from verify.trustfile import decode_trust

pytestmark = pytest.mark.enable_socket

CA = world().signer_p256.ca
HELD = "revocation/signer-p256-ca.crl"
QUICK = replace(LIMITS, list_milliseconds=300, lists_kept=3)
DAY = timedelta(days=1)
TRUST = decode_trust(directory().files())
UP, DOWN = SourceState.UP, SourceState.DOWN


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[StoredTrust]:
    with open_keeper(tmp_path) as made:
        made.adopt(directory().files())
        yield made


def _list(issued: datetime = NOW - DAY, *, issuer: Identity = CA, **more: object) -> bytes:
    return crl_of(issuer, issued=issued, **more)  # type: ignore[arg-type]


def _source(url: str, issuer: Identity = CA) -> ListSource:
    name = decode_certificate(issuer.certificate).subject_text
    return ListSource("crl:1", name, Endpoint(url, "crl", loopback_allowed=True, signs=True), None)


def _gather(store: TrustStore, reply: Reply, at: datetime = NOW) -> Gathered:
    with publish(lambda _: reply) as address:
        return gather_list(_source(address), store, DEFAULT_POLICY, at, limits=QUICK)


def _take(keeper: StoredTrust, der: bytes, at: datetime = NOW) -> None:
    found = _gather(keeper.current(), Reply(der), at)
    assert (found.state, found.reason) == (UP, None)
    assert found.addition is not None
    keeper.extend(found.addition)


def test_a_later_list_of_the_authority_becomes_a_version_of_the_trust(keeper: StoredTrust) -> None:
    made = _list()
    _take(keeper, made)
    assert made in keeper.current().crls
    assert keeper.current().sequence == 2
    assert crl_of(CA) in keeper.current().crls


def test_a_list_in_pem_is_read_too() -> None:
    made = _list()
    armoured = pem(made).replace(b"CERTIFICATE", b"X509 CRL")
    found = _gather(TRUST, Reply(armoured))
    assert found.addition is not None


def test_the_list_that_is_held_is_nothing_new() -> None:
    assert _gather(TRUST, Reply(crl_of(CA))) == Gathered(UP)


def test_an_older_list_is_never_taken(keeper: StoredTrust) -> None:
    _take(keeper, _list(NOW - DAY))
    found = _gather(keeper.current(), Reply(_list(NOW - 2 * DAY)))
    assert (found.state, found.addition) == (DOWN, None)
    assert "older" in (found.reason or "")


def test_lists_of_the_last_days_stay_and_earlier_ones_go(keeper: StoredTrust) -> None:
    for days in range(5, 0, -1):
        _take(keeper, _list(NOW - days * DAY))
    own = sorted(path for path in keeper.files() if path.startswith("revocation/crl-1-"))
    assert own == [f"revocation/crl-1-202506{day}.crl" for day in (28, 29, 30)]
    assert HELD in keeper.files()


def test_the_last_list_of_a_day_is_the_one_that_stays(keeper: StoredTrust) -> None:
    morning, noon = NOW - DAY, NOW - DAY / 2
    _take(keeper, _list(morning))
    _take(keeper, _list(noon))
    assert (_list(morning) in keeper.current().crls, _list(noon) in keeper.current().crls) == (
        False,
        True,
    )


def _altered() -> bytes:
    made = bytearray(_list())
    made[-1] ^= 1
    return bytes(made)


def _of_a_stranger() -> bytes:
    """A list under the authority's name, signed with another key."""
    stranger = replace(CA, key=world().key("stranger"))
    return certificate_revocation_list(
        stranger, this_update=NOW - DAY, next_update=NOW + DAY, revoked=()
    )


REFUSED = {
    "altered": ("hold", Reply(_altered())),
    "under_its_name_by_another_key": ("hold", Reply(_of_a_stranger())),
    "of_another_authority": ("another issuer", Reply(_list(issuer=world().signer_rsa.ca))),
    "no_longer_in_force": (
        "not_in_force", Reply(_list(NOW - 2 * DAY, next_update=NOW - DAY)),
    ),
    "of_tomorrow": ("not_in_force", Reply(_list(NOW + DAY))),
    "a_certificate": ("no list", Reply(CA.certificate)),
    "a_page": ("no list", Reply(b"<html></html>")),
    "nothing": ("no list", Reply(b"")),
    "not_found": ("status", Reply(b"", status=404)),
    "points_elsewhere": ("redirect", Reply(b"", status=301)),
    "cut_short": ("unreachable", Reply(_list(), sent=100)),
    "drips": ("deadline", Reply(_list(), drips=True)),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_list_of_the_authority_is_not_taken(name: str) -> None:
    said, reply = REFUSED[name]
    found = _gather(TRUST, reply)
    assert (found.state, found.addition) == (DOWN, None)
    assert said in (found.reason or "")


def test_a_list_is_taken_while_that_of_its_authoritys_own_issuer_is_not_there() -> None:
    draft = directory()
    draft.remove("revocation/signer-p256-root.crl")
    found = _gather(decode_trust(draft.files()), Reply(_list()))
    assert found.addition is not None


def test_a_list_may_bring_revocations() -> None:
    serial = decode_certificate(world().borrower(1).signer.certificate).serial
    found = _gather(TRUST, Reply(_list(revoked=[Revoked(serial, NOW - DAY)])))
    assert found.addition is not None
