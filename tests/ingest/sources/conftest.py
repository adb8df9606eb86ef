"""Both databases, for what two sources do at once."""

from tests.services.postgres import database, postgres_server

__all__ = ["database", "postgres_server"]
