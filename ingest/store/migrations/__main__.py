"""Write the step from the last version to `METADATA`: `… 0002 "What it brings"`.

`… 0001 "…"` writes the first step anew, as long as there is no other. What is written is read
before it is committed: a rename looks like one column lost and one gained.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from ingest.store.database import Database
from ingest.store.migrate import MIGRATIONS, migrate_tables, steps_over

__all__: list[str] = []

_FIRST = "0001"


def write_step(number: str, message: str) -> None:
    """Write the file of one step."""
    if number == _FIRST:
        (MIGRATIONS / "versions" / f"v{_FIRST}.py").unlink(missing_ok=True)
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'empty.db'}")
        migrate_tables(database)
        with database.write() as connection:
            config = steps_over(connection)
            config.set_main_option("file_template", "v%%(rev)s")
            command.revision(config, message, autogenerate=True, rev_id=number)
        database.close()


if __name__ == "__main__":
    write_step(*sys.argv[1:])
