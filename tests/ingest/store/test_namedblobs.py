"""Every blob that a row names is known: what a package came as, and what came of it."""

from pathlib import Path

from sqlalchemy import update

from ingest.store.namedblobs import named_blobs
from ingest.store.schema import METADATA
from tests.services.app import open_service
from tests.services.rows import add_judgement, add_package, sample
from verify.canonical import canonical_json


def test_of_a_package_in_parts_every_part_is_named(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        package = add_package(service)
        part = service.blobs.put(b"part")
        files = {"files": {"data/a": {"sha256": part, "size": 4}}}
        listed = service.blobs.put(canonical_json(files))
        table = METADATA.tables["package"]
        with service.database.write() as connection:
            connection.execute(update(table).values(form="parts", source=listed))
        add_judgement(service, package, {"a": sample(), "b": sample()})
        with service.database.snapshot() as connection:
            named = set(named_blobs(connection, service.blobs))
        assert {part, listed} <= named
        assert all(service.blobs.octets(one) is not None for one in named)
        assert len(named) == 5, "the list, the part, summary, reports and hand-offs"
