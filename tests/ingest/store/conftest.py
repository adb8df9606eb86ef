"""Databases for the tests of the store."""

from tests.services.postgres import database, database_address, postgres_address, postgres_server

__all__ = ["database", "database_address", "postgres_address", "postgres_server"]
