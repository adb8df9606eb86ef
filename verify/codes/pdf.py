"""Codes of signatures inside a PDF: ISO 32000-1 12.8, PAdES (ETSI EN 319 142-1)."""

from verify.findings import CodeRow

__all__ = ["ROWS"]

ROWS: tuple[CodeRow, ...] = ()
