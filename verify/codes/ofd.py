"""Codes of signatures inside an OFD: GB/T 33190-2016 17 and 18."""

from verify.findings import CodeRow

__all__ = ["ROWS"]

ROWS: tuple[CodeRow, ...] = ()
