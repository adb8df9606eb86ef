"""No column that names a blob is forgotten by a backup or a deletion."""

from sqlalchemy import JSON

from ingest.store.blobcolumns import NAMING, digests_in
from ingest.store.metadata import DIGEST
from ingest.store.schema import METADATA

_NAMED = {f"{table}.{column}" for table, columns in NAMING.items() for column in columns}
_NO_BLOB = {
    "case_state.order_key", "case_state.waiting", "client.keys", "client.secret",
    "decision.digest", "filing.package_digest", "handoff.decision", "handoff.order_key",
    "idempotency.fingerprint", "idempotency.headers", "outbox.body", "package.head",
    "package.package_digest", "package.settings", "trust_version.digest", "upload.settings",
    "verdict.counts", "verdict.report_digest",
}  # fmt: skip
"""Digests of something else, and values that are no names."""


def test_every_column_that_could_name_a_blob_is_said_to_or_said_not_to() -> None:
    able = {
        f"{table.name}.{one.name}"
        for table in METADATA.tables.values()
        for one in table.c
        if one.type is DIGEST or isinstance(one.type, JSON) or "blob" in (one.comment or "")
    }
    assert able == _NAMED | _NO_BLOB
    assert not _NAMED & _NO_BLOB


def test_of_what_a_judgement_was_made_under_the_policy_alone_is_a_blob() -> None:
    digest = "{:064x}".format
    inputs = {"policy": digest(1), "trust": digest(2), "rules": digest(3),
              "decisions": [digest(4)], "cases": [digest(5)], "at": "2026"}  # fmt: skip
    assert list(digests_in(inputs)) == [digest(1)]
    assert list(digests_in({"files": [digest(6), {"a": digest(7)}]})) == [digest(6), digest(7)]
