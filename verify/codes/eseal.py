"""Codes of electronic seals: GB/T 38540-2020, GM/T 0031-2014."""

from verify.findings import CodeRow

__all__ = ["ROWS"]

ROWS: tuple[CodeRow, ...] = ()
