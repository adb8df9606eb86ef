"""Codes of associated signature containers: ETSI EN 319 162-1."""

from verify.findings import CodeRow

__all__ = ["ROWS"]

ROWS: tuple[CodeRow, ...] = ()
