"""What all tables share: a convention of names, and the columns that say whose a row is."""

from sqlalchemy import Column, MetaData, String

__all__ = ["DIGEST", "ID", "METADATA", "NAME", "owned"]

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = String(64)
DIGEST = String(64)
NAME = String(128)


def owned() -> tuple[Column[str], Column[str]]:
    """Whose row it is: no query of a sender's data is without both."""
    return Column("environment", String(16), nullable=False), Column("sender", ID, nullable=False)
