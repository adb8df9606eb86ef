"""The tables of the memory of earlier packages (`ingest.store.memorytable`).

A judgement knows how far it read by row number, so no number is ever given twice.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from ingest.store.columns import RowNumber
from ingest.store.metadata import DIGEST, METADATA

__all__ = ["contradiction", "filing", "sighting"]

filing = Table(
    "filing", METADATA,
    Column("id", RowNumber, primary_key=True),
    Column("environment", String(16), nullable=False),
    Column("package_id", Text, nullable=False),
    Column("package_digest", DIGEST, nullable=False),
    Column("lender", Text, nullable=False),
    Column("sender", Text, nullable=False),
    UniqueConstraint("environment", "lender", "package_id", "package_digest", "sender"),
)  # fmt: skip

sighting = Table(
    "sighting", METADATA,
    Column("id", RowNumber, primary_key=True),
    Column("key", LargeBinary(32), nullable=False, index=True),
    Column("filing", RowNumber, ForeignKey("filing.id"), nullable=False),
    Column("borrower", Text, nullable=False),
    Column("contract_no", Text, nullable=False),
    Column("loan_no", Text, nullable=False),
    Column("case_key", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("category", Integer, nullable=False),
    UniqueConstraint("key", "filing", "case_key", "item"),
    sqlite_autoincrement=True,
)  # fmt: skip

contradiction = Table(
    "contradiction", METADATA,
    Column("id", RowNumber, primary_key=True),
    Column("key", LargeBinary(32), nullable=False, index=True),
    Column("filing", RowNumber, ForeignKey("filing.id"), nullable=False),
    Column("case_key", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("proof", Text, nullable=False),
    Column("manner", Text, nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("judgement", Integer, nullable=False),
    UniqueConstraint("key", "filing", "case_key", "item", "code", "proof", "subject"),
    sqlite_autoincrement=True,
)  # fmt: skip
