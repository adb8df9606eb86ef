"""Versions of the court's trust: each follows the one before, and none is ever lost."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from fixtures.pki import CA, issue
from fixtures.trust import TrustDirectory, pem
from fixtures.world import world
from ingest.sources.denied import DENIED, denied_in
from ingest.sources.keeper import StoredTrust
from ingest.sources.reissue import Change, reissued
from tests.ingest.sources.material import NOW, directory, open_keeper
from verify.errors import TrustError
from verify.trust import Purpose
from verify.trustfile import decode_trust

KEYS = Path(__file__).parents[3] / "fixtures" / "data" / "keys"
NOTE = Change(b'{"code":"x"}', Purpose.REGISTRY, "recorded")


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[StoredTrust]:
    with open_keeper(tmp_path) as made:
        yield made


def test_what_was_adopted_is_current(keeper: StoredTrust) -> None:
    files = directory().files()
    adopted = keeper.adopt(files)
    assert decode_trust(files) == adopted == keeper.current() == keeper.version(adopted.digest)
    assert files == keeper.files()


def test_nothing_is_trusted_before_a_first_version(keeper: StoredTrust) -> None:
    with pytest.raises(TrustError, match="adopted"):
        keeper.current()


def test_an_unknown_digest_is_no_version(keeper: StoredTrust) -> None:
    with pytest.raises(TrustError, match="digest"):
        keeper.version("0" * 64)


def test_a_version_that_follows_becomes_current_and_the_last_stays(keeper: StoredTrust) -> None:
    first = keeper.adopt(directory().files())
    second = keeper.adopt(reissued(keeper.files(), {"products/x/y.json": NOTE}, NOW))
    assert (first.sequence, second.sequence) == (1, 2)
    assert second == keeper.current()
    assert first == keeper.version(first.digest)


def test_versions_outlive_the_process(tmp_path: Path) -> None:
    with open_keeper(tmp_path) as keeper:
        first = keeper.adopt(directory().files())
        second = keeper.adopt(reissued(keeper.files(), {"products/x/y.json": NOTE}, NOW))
    with open_keeper(tmp_path) as keeper:
        assert second == keeper.current()
        assert first == keeper.version(first.digest)


def test_a_directory_that_was_a_version_changes_nothing(keeper: StoredTrust) -> None:
    files = directory().files()
    keeper.adopt(files)
    second = keeper.adopt(reissued(files, {"products/x/y.json": NOTE}, NOW))
    keeper.adopt(files)
    assert second == keeper.current()


@pytest.mark.parametrize("sequence", [1, 2, 3])
def test_an_older_registry_is_never_imported(keeper: StoredTrust, sequence: int) -> None:
    newest = keeper.adopt(directory(sequence=3).files())
    older = directory(sequence=sequence, previous=newest.digest)
    with pytest.raises(TrustError, match="not after 3"):
        keeper.adopt(older.files())
    assert newest == keeper.current()


def test_a_version_that_does_not_name_the_last_is_refused(keeper: StoredTrust) -> None:
    newest = keeper.adopt(directory().files())
    with pytest.raises(TrustError, match=newest.digest):
        keeper.adopt(directory(sequence=2, previous="0" * 64).files())


@pytest.mark.parametrize("sequence", [None, 0, -1, "2"])
def test_a_version_that_cannot_be_counted_is_refused(keeper: StoredTrust, sequence: object) -> None:
    with pytest.raises(TrustError):
        keeper.adopt(directory(sequence=sequence).files())


def test_loose_certificates_are_no_version(keeper: StoredTrust) -> None:
    with pytest.raises(TrustError, match="sequence"):
        keeper.adopt({"root.pem": pem(world().tsa_rsa.root.certificate)})


def test_a_file_unlike_its_entry_is_refused(keeper: StoredTrust) -> None:
    files = directory().files()
    with pytest.raises(TrustError):
        keeper.adopt({**files, "courts/gzinternetcourt.json": b"{}"})


def test_profiles_are_versioned_apart(keeper: StoredTrust) -> None:
    plain = keeper.adopt(directory().files())
    other = keeper.adopt(directory(sequence=7).files(), "designated")
    assert (plain, other) == (keeper.current(), keeper.current("designated"))


@pytest.mark.parametrize("environment", ["sandbox", "staging"])
def test_production_trusts_no_other_environment(tmp_path: Path, environment: str) -> None:
    with (
        open_keeper(tmp_path, "production") as keeper,
        pytest.raises(TrustError, match=environment),
    ):
        keeper.adopt(directory(environment=environment).files())


def test_production_trusts_no_key_of_the_fixtures(tmp_path: Path) -> None:
    with (
        open_keeper(tmp_path, "production") as keeper,
        pytest.raises(TrustError, match="anybody has"),
    ):
        keeper.adopt(directory(environment="production").files())


def test_production_trusts_its_own_keys(tmp_path: Path) -> None:
    files = _of_other_keys("Example root").files()
    with open_keeper(tmp_path, "production") as keeper:
        assert keeper.adopt(files) == keeper.current()


def test_every_certificate_that_the_world_trusts_is_denied_by_its_key() -> None:
    store = decode_trust(directory().files())
    platforms = (store.platforms or {}).values()
    pinned = [one for record in platforms for one in record.certificates]
    trusted = {one.der for one in store.roots} | {one.der for one in pinned}
    assert len(denied_in(store)) == len(trusted | set(store.intermediates))
    renamed = decode_trust(_of_other_keys("Example root", reused="tsa-p256-root").files())
    assert len(denied_in(renamed)) == 1


@pytest.mark.parametrize("file", sorted(KEYS.glob("*.pem")), ids=lambda path: path.stem)
def test_every_published_key_is_denied(file: Path) -> None:
    key = load_pem_private_key(file.read_bytes(), None).public_key()
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert sha256(spki).hexdigest() in DENIED


def _of_other_keys(name: str, reused: str = "another") -> TrustDirectory:
    """Return a production directory with one root, whose name is marked by nothing."""
    named = {"country_name": "CN", "organization_name": "Example", "common_name": name}
    root = issue(named, world().key(reused), None, CA)
    made = TrustDirectory(head={"environment": "production"})
    made.add("roots/example.pem", pem(root.certificate), "signer")
    return made
