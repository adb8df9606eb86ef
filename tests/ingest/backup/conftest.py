"""Both databases, both stores of blobs, and a package of two shards."""

from tests.ingest.judging.conftest import forged
from tests.services.postgres import postgres_server
from tests.services.s3 import rclone_server

__all__ = ["forged", "postgres_server", "rclone_server"]
