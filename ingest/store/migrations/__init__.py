"""The versions of the tables, a file a step; `python -m ingest.store.migrations` writes one."""
