"""A real PostgreSQL, for what transactions that overlap leave behind."""

from tests.services.postgres import postgres_server

__all__ = ["postgres_server"]
