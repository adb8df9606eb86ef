"""Conditions of statements that are built once, when a module is read, and run with parameters.

To build a statement takes ten times as long as to run it, so what every request asks is built here.
"""

from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam

__all__ = ["columns_of", "matches"]


def matches(table: Table, *names: str) -> ColumnElement[bool]:
    """Return that columns hold what the parameters of their names are given."""
    return and_(*[table.c[name] == bindparam(name) for name in names])


def columns_of(table: Table, names: tuple[str, ...]) -> list[Any]:
    """Return columns by their names."""
    return [table.c[name] for name in names]
