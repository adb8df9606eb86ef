"""What alembic runs: over a connection that it is given, whose transaction holds all of it."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from ingest.store.columns import Instant
from ingest.store.schema import METADATA

__all__: list[str] = []


def _plain(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """A step names no type of ours: it stays as it is when ours change."""
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,
    render_item=_plain,
)
context.run_migrations()
