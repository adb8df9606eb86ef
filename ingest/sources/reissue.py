"""A trust directory with some files changed, added or gone, issued as its next version; pure.

Nothing else of it changes: entries that stand keep their dates and their order, a new one is open
from the moment it is issued. What comes out is adopted by the rules for any other version.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from verify.canonical import canonical_digest, canonical_json, rfc3339
from verify.errors import TrustError
from verify.records import Json, json_object, list_of, mapping_of
from verify.trust import Purpose
from verify.trustfile import TRUST_JSON

__all__ = ["Change", "reissued"]


class Change(NamedTuple):
    """What a file of the directory becomes."""

    octets: bytes
    purpose: Purpose
    note: str
    """Where a new file comes from, for whoever reads the directory."""


def reissued(
    files: Mapping[str, bytes], changes: Mapping[str, Change | None], at: datetime
) -> dict[str, bytes]:
    """Return the directory with the changes made, numbered after `files` and naming its digest.

    Args:
        files: the version before.
        changes: path to what the file becomes; None where it goes.
        at: when it is issued.

    Raises:
        TrustError: it has no sequence to follow.
    """
    head = dict(json_object(files[TRUST_JSON], TRUST_JSON))
    sequence = head.get("sequence")
    if not isinstance(sequence, int):
        raise TrustError(f"{TRUST_JSON}: a version without a sequence cannot be followed")
    issued = rfc3339(at.replace(microsecond=0))
    listed = [mapping_of(one, TRUST_JSON) for one in list_of(head.get("entries"), TRUST_JSON)]
    known = {str(entry.get("file")) for entry in listed}
    kept = [_kept(entry, changes) for entry in listed]
    made = [_entry(path, one, issued) for path, one in changes.items() if path not in known]
    entries = [entry for entry in (*kept, *made) if entry is not None]
    head |= {
        "sequence": sequence + 1,
        "previous": canonical_digest(head),
        "issued_at": issued,
        "entries": entries,
    }
    octets = {path: one.octets for path, one in changes.items() if one is not None}
    stand = {path: data for path, data in files.items() if path not in changes}
    return {**stand, **octets, TRUST_JSON: canonical_json(head)}


def _kept(entry: Json, changes: Mapping[str, Change | None]) -> dict[str, object] | None:
    path = str(entry.get("file"))
    if path not in changes:
        return {**entry}
    change = changes[path]
    return None if change is None else {**entry, "sha256": _digest(change)}


def _entry(path: str, change: Change | None, issued: str | None) -> dict[str, object] | None:
    if change is None:
        return None
    return {
        "file": path,
        "sha256": _digest(change),
        "purpose": change.purpose.value,
        "from": issued,
        "to": None,
        "note": change.note,
    }


def _digest(change: Change) -> str:
    return sha256(change.octets).hexdigest()
