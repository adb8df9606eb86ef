"""Name and version of this software, as reports carry them (one place; a test compares)."""

__all__ = ["SOFTWARE", "VERSION"]

VERSION = "0.1.0"
SOFTWARE = {"name": "evidence-gateway", "version": VERSION}
