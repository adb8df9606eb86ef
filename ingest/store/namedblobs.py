"""Which blobs the rows name: all that has to be there for the service to go on.

A blob that no row names is left over: of a judgement begun anew, or of an upload whose rows were
never committed.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, Connection, Select, select

from ingest.errors import BlobStoreError
from ingest.store.blobcolumns import NAMING, digests_in
from ingest.store.blobs import Blobs
from ingest.store.ondisk import parts_of
from ingest.store.schema import METADATA
from ingest.store.uploads import UploadState

__all__ = ["named_blobs"]

_FETCHED = 1000


def named_blobs(connection: Connection, blobs: Blobs) -> Iterator[str]:
    """Yield the digest of every blob that rows name; one may come more than once.

    Args:
        connection: of a snapshot, so that all tables are of one instant.
        blobs: where lists of parts are read. One that cannot be read is named, its parts are not.
    """
    for query in _queries():
        for (value,) in connection.execute(query.execution_options(yield_per=_FETCHED)):
            yield from digests_in(value)
    package = METADATA.tables["package"]
    for source in connection.scalars(select(package.c.source).where(package.c.form == "parts")):
        yield from _parts(blobs, source)


def _queries() -> Iterator[Select[Any]]:
    """Yield a query for each column."""
    for name, columns in NAMING.items():
        table = METADATA.tables[name]
        for column in (table.c[one] for one in columns):
            query = select(column).where(column.is_not(None))
            if name == "upload":  # the tags of one that ended are gone, an open one is not kept
                query = query.where(table.c.state == UploadState.MARKED)
            yield query if isinstance(column.type, JSON) else query.distinct()


def _parts(blobs: Blobs, source: str) -> Iterator[str]:
    try:
        yield from parts_of(blobs, source).values()
    except BlobStoreError:
        return  # whoever asks for the list itself finds that out
