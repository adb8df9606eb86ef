"""One changed byte in anything signed or digested never leaves everything as it was."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fixtures.forge import Forged, forge
from ingest.pipeline import run_package
from ingest.trust import load_helpers
from tests.journeys.judged import settings_for
from verify.asn1.cms import decode_signed_data
from verify.checks.covered import CoveredOctets
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.objects.verify import verify_object

_EXAMPLES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class _Signed:
    """A good object, the places in it that are signed, and how it is judged."""

    def __init__(self, name: str, folder: Path) -> None:
        forged = forge(name, folder)
        self.octets = forged.path.read_bytes()
        self.data = forged.data.read_bytes() if forged.data is not None else None
        made = settings_for(forged)
        helpers = load_helpers([place for place in forged.certs if any(place.iterdir())])
        self.context = VerificationContext(made.trust, made.policy, made.at, helpers=helpers)
        self.places = list(self._signed_places())

    def _signed_places(self) -> Iterator[int]:
        signed = decode_signed_data(self.octets)
        for signer in signed.signers:
            assert signer.attributes is not None
            for part in (signer.attributes.octets[1:], signer.signature, signed.content or b""):
                at = self.octets.index(part)
                yield from range(at, at + len(part))

    def status(self, octets: bytes, data: bytes | None) -> CheckStatus:
        covered = CoveredOctets(data) if data is not None else None
        return verify_object(octets, covered, self.context, subject="x").status


@pytest.fixture(
    scope="module",
    name="signed",
    params=["token_good_rsa", "token_good_p256", "cms_detached_good", "cms_enveloping_good"],
)
def _signed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> _Signed:
    return _Signed(request.param, tmp_path_factory.mktemp(request.param))


def _flipped(octets: bytes, at: int, bit: int) -> bytes:
    return octets[:at] + bytes([octets[at] ^ 1 << bit]) + octets[at + 1 :]


def test_the_good_object_passes(signed: _Signed) -> None:
    assert signed.status(signed.octets, signed.data) is CheckStatus.PASSED


@_EXAMPLES
@given(st.data())
def test_a_flipped_bit_in_what_is_signed_never_passes(signed: _Signed, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(signed.places))
    octets = _flipped(signed.octets, at, data.draw(st.integers(0, 7)))
    assert signed.status(octets, signed.data) is not CheckStatus.PASSED


@_EXAMPLES
@given(st.data())
def test_a_flipped_bit_in_the_data_never_passes(signed: _Signed, data: st.DataObject) -> None:
    whole = signed.data or signed.octets
    at = data.draw(st.integers(0, len(whole) - 1))
    covered = _flipped(whole, at, data.draw(st.integers(0, 7)))
    assert signed.status(signed.octets, covered) is not CheckStatus.PASSED


@_EXAMPLES
@given(st.data())
def test_a_flipped_bit_anywhere_never_raises(signed: _Signed, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(signed.octets) - 1))
    signed.status(_flipped(signed.octets, at, data.draw(st.integers(0, 7))), signed.data)


@_EXAMPLES
@given(st.binary(max_size=400))
def test_arbitrary_bytes_never_raise_and_never_pass(signed: _Signed, octets: bytes) -> None:
    assert signed.status(octets, signed.data) is not CheckStatus.PASSED


class _Package:
    """A good package and the places of every member's content."""

    def __init__(self, folder: Path) -> None:
        self.forged: Forged = forge("honest_signer_not_first", folder)
        self.octets = self.forged.path.read_bytes()
        self.spool = folder / "spool"
        self.spool.mkdir()
        with ZipFile(self.forged.path) as archive:
            self.members = {info.filename: archive.read(info) for info in archive.infolist()}

    def unchanged(self, octets: bytes) -> bool:
        path = self.spool / "package.zip"
        path.write_bytes(octets)
        run = run_package(path, settings_for(self.forged), self.spool)
        other = run.count("inconsistent") + run.count("unverifiable") + run.count("unproven")
        return not (other or run.refused or run.shards_rotten)


@pytest.fixture(scope="module", name="package")
def _package(tmp_path_factory: pytest.TempPathFactory) -> _Package:
    return _Package(tmp_path_factory.mktemp("package"))


def test_the_good_package_is_wholly_consistent(package: _Package) -> None:
    assert package.unchanged(package.octets)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_flipped_bit_in_any_member_is_never_overlooked(
    package: _Package, data: st.DataObject
) -> None:
    covered = [name for name in package.members if not name.startswith("signature.")]
    name = data.draw(st.sampled_from(sorted(covered)))
    content = package.members[name]
    at = package.octets.index(content) + data.draw(st.integers(0, len(content) - 1))
    flipped = _flipped(package.octets, at, data.draw(st.integers(0, 7)))
    assert not package.unchanged(flipped)
