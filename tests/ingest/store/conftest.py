"""Both databases, for whatever keeps rows."""

from tests.services.postgres import (
    database,
    database_address,
    postgres_address,
    postgres_server,
)

__all__ = ["database", "database_address", "postgres_address", "postgres_server"]
