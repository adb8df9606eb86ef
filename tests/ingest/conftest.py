"""Databases for the tests of what stands over them."""

from tests.services.postgres import database, database_address, postgres_address, postgres_server

__all__ = ["database", "database_address", "postgres_address", "postgres_server"]
