"""The versions of what the court trusts: rows of the database, and every file a blob by its digest.

A version follows the one before: its sequence is higher and it names that one's digest, so an older
registry can neither be brought back nor slipped in between (threats 24). A directory that was a
version once is known already and changes nothing. Judgements name the digest they were made under,
and every version can be had again.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from threading import Lock
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from ingest.service import Environment
from ingest.sources.denied import denied_in
from ingest.sources.gathered import Addition
from ingest.sources.reissue import Change, reissued
from ingest.store.blobs import Blobs
from ingest.store.database import Database
from ingest.store.trustversions import (
    TrustVersion,
    add_version,
    newest_digest,
    newest_version,
    profiles_of,
    version_of,
)
from verify.errors import TrustError
from verify.records import json_object
from verify.trust import TrustStore
from verify.trustfile import TRUST_JSON, decode_trust

__all__ = ["NotNextError", "StoredTrust"]

_Found = TypeVar("_Found")
_DECODED = 4
"""Stores kept decoded: the newest, the one before, and a sandbox's profiles in turn."""
_TRIES = 8
"""Versions of others that come between reading the newest and adopting the next."""


class NotNextError(TrustError):
    """A directory that does not follow the newest version."""


class StoredTrust:
    """The versions of one environment; `TrustKeeper` over tables and blobs.

    Every method may raise what the database and the store of blobs raise when they are gone.
    """

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        environment: Environment,
        clock: Callable[[], datetime],
    ) -> None:
        """Keep versions in this database and store."""
        self._database = database
        self._blobs = blobs
        self._environment = environment
        self._clock = clock
        self._decoded: OrderedDict[str, TrustStore] = OrderedDict()
        self._lock = Lock()

    def current(self, profile: str = "") -> TrustStore:
        """Return the newest store.

        Raises:
            TrustError: nothing was ever adopted for this profile.
        """
        with self._database.read() as connection:
            digest = self.newest(connection, profile)
        return self.version(digest)

    def newest(self, connection: Connection, profile: str = "") -> str:
        """Return the digest of the newest store, in a transaction. Raises as `current`."""
        return _adopted(newest_digest(connection, self._environment, profile), profile)

    def version(self, digest: str) -> TrustStore:
        """Return the store of a digest.

        Raises:
            TrustError: there was none.
        """
        known = self._remembered(digest)
        if known is not None:
            return known
        with self._database.read() as connection:
            found = version_of(connection, self._environment, digest)
        if found is None:
            raise TrustError(f"no version of the trust directory has the digest {digest[:64]}")
        store = decode_trust(self._read(found))
        self._remember(store)
        return store

    def files(self, profile: str = "") -> dict[str, bytes]:
        """Return every file of the newest version, to be exported or issued anew.

        Raises:
            TrustError: nothing was ever adopted for this profile.
        """
        with self._database.read() as connection:
            found = newest_version(connection, self._environment, profile)
        return self._read(_adopted(found, profile))

    def adopt(self, files: Mapping[str, bytes], profile: str = "") -> TrustStore:
        """Record a trust directory as the next version, and return its store.

        Raises:
            NotNextError: it does not follow the newest.
            TrustError: it is refused: malformed, of another environment, or with material that
                production does not trust. Nothing was changed.
        """
        store = decode_trust(files)
        sequence = self._check_whose(store)
        with self._database.read() as connection:
            known = version_of(connection, self._environment, store.digest)
            newest = newest_version(connection, self._environment, profile)
        if known is None:
            _check_next(files, sequence, newest)
            self._record(TrustVersion(store.digest, sequence, self._kept(files, newest)), profile)
        self._remember(store)
        return store

    def extend(self, addition: Addition) -> None:
        """Add what a source brought to the newest version of every profile, where it is new.

        Raises:
            TrustError: what comes out is refused. Nothing was changed in that profile.
        """
        for profile in self.profiles():
            self._extend(addition, profile)

    def profiles(self) -> tuple[str, ...]:
        """Return the court profiles that have versions: one, but in a sandbox."""
        with self._database.read() as connection:
            return profiles_of(connection, self._environment)

    def _extend(self, addition: Addition, profile: str) -> None:
        for _ in range(_TRIES):
            files = self.files(profile)
            changes = addition(files)
            if all(_stands(files, path, change) for path, change in changes.items()):
                return
            try:
                self.adopt(reissued(files, changes, self._clock()), profile)
            except NotNextError:
                continue  # another worker adopted one: build upon that
            return
        raise NotNextError(f"{_TRIES} versions were adopted meanwhile")

    def _check_whose(self, store: TrustStore) -> int:
        """Return the sequence of a directory that may be ours."""
        if store.sequence is None or store.sequence < 1:
            raise TrustError(f"{TRUST_JSON}: a version without a sequence cannot be followed")
        if store.environment != self._environment:
            raise TrustError(f"{TRUST_JSON}: of {store.environment}, not {self._environment}")
        if self._environment == "production" and (denied := denied_in(store)):
            raise TrustError(f"{denied[0]}: a key of the sandbox, which anybody has")
        return store.sequence

    def _kept(self, files: Mapping[str, bytes], newest: TrustVersion | None) -> dict[str, str]:
        """Keep the files that the newest version lacks, and return the blob of each."""
        held = frozenset(newest.files.values()) if newest is not None else frozenset[str]()
        kept = {}
        for path, octets in files.items():
            digest = sha256(octets).hexdigest()
            kept[path] = digest if digest in held else self._blobs.put(octets)
        return kept

    def _record(self, version: TrustVersion, profile: str) -> None:
        try:
            with self._database.write() as connection:
                add_version(connection, self._environment, profile, version, self._clock())
        except IntegrityError as error:
            raise NotNextError(f"a version {version.sequence} was adopted meanwhile") from error

    def _read(self, version: TrustVersion) -> dict[str, bytes]:
        return {path: self._blobs.read(blob) for path, blob in version.files.items()}

    def _remembered(self, digest: str) -> TrustStore | None:
        with self._lock:
            found = self._decoded.get(digest)
            if found is not None:
                self._decoded.move_to_end(digest)
            return found

    def _remember(self, store: TrustStore) -> None:
        with self._lock:
            self._decoded[store.digest] = store
            self._decoded.move_to_end(store.digest)
            while len(self._decoded) > _DECODED:
                self._decoded.popitem(last=False)


def _adopted(found: _Found | None, profile: str) -> _Found:
    """Return what was found of a profile; raises `TrustError` where nothing was."""
    if found is None:
        raise TrustError(f"no trust directory was adopted for profile {profile!r}")
    return found


def _stands(files: Mapping[str, bytes], path: str, change: Change | None) -> bool:
    """Whether a file is already as a change would make it."""
    return files.get(path) == (None if change is None else change.octets)


def _check_next(files: Mapping[str, bytes], sequence: int, newest: TrustVersion | None) -> None:
    """Refuse a directory that does not follow the newest; the first may be any."""
    if newest is None:
        return
    if sequence <= newest.sequence:
        raise NotNextError(f"{TRUST_JSON}: sequence {sequence} is not after {newest.sequence}")
    if json_object(files[TRUST_JSON], TRUST_JSON).get("previous") != newest.digest:
        raise NotNextError(f"{TRUST_JSON}: previous is not {newest.digest}")
