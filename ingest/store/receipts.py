"""Rows of receipts: signed when a package is accepted, stamped once an authority answered."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update

from ingest.store.reading import PackageView
from ingest.store.schema import METADATA

__all__ = [
    "ReceiptRow", "insert_receipt", "receipt_for", "receipt_of_package", "receipt_seen",
    "receipt_value", "set_token",
]  # fmt: skip

_receipt = METADATA.tables["receipt"]
_INSERT = insert(_receipt)
_package = METADATA.tables["package"]


class ReceiptRow(NamedTuple):
    """One receipt."""

    id: str
    environment: str
    sender: str
    package: str
    value: bytes
    """CMS of the court's key."""
    issued_at: datetime
    token: bytes | None = None
    stamped_at: datetime | None = None


def insert_receipt(connection: Connection, row: ReceiptRow) -> None:
    """Write a receipt that is issued."""
    connection.execute(_INSERT, row._asdict())


def receipt_for(
    connection: Connection, receipt: str, *, environment: str, party: str | None
) -> ReceiptRow | None:
    """Return a receipt where it is there for a party, who sent its package or whom it was for.

    Args:
        connection: of the caller.
        receipt: its id.
        environment: of the service.
        party: who asks; None for the court, which sees all of its environment.
    """
    where = [_receipt.c.id == receipt, _receipt.c.environment == environment]
    if party is not None:
        where.append(or_(_receipt.c.sender == party, _package.c.lender == party))
    return _one(connection, *where)


def receipt_of_package(connection: Connection, package: str) -> ReceiptRow | None:
    """Return the receipt of a package."""
    return _one(connection, _receipt.c.package == package)


def receipt_seen(connection: Connection, package: PackageView) -> str | None:
    """Return the id of the receipt of a package that is seen."""
    row = receipt_of_package(connection, package.id)
    return None if row is None else row.id


def receipt_value(connection: Connection, receipt: str) -> bytes | None:
    """Return the signed receipt, to be stamped."""
    found = connection.scalar(select(_receipt.c.value).where(_receipt.c.id == receipt))
    return None if found is None else bytes(found)


def set_token(connection: Connection, receipt: str, token: bytes, at: datetime) -> bool:
    """Put the token beside a receipt; False where it has one: what is issued stays."""
    named = update(_receipt).where(_receipt.c.id == receipt, _receipt.c.token.is_(None))
    return connection.execute(named.values(token=token, stamped_at=at)).rowcount == 1


def _one(connection: Connection, *where: ColumnElement[bool]) -> ReceiptRow | None:
    columns: list[Any] = [_receipt.c[name] for name in ReceiptRow._fields]
    joined = _receipt.join(_package, _package.c.id == _receipt.c.package)
    row = connection.execute(select(*columns).select_from(joined).where(*where)).first()
    return None if row is None else ReceiptRow(*row)
