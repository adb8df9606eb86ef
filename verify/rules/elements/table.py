"""`ELEMENTS`: every element by its key, in the order of the court's list."""

from collections.abc import Mapping
from types import MappingProxyType

from verify.rules.elements import claim, contract, parties, performance
from verify.rules.elements.field import Field

__all__ = ["ELEMENTS", "TEMPLATE_VERSION"]

TEMPLATE_VERSION = "1"
"""Version of the court's list; a template carries it, and so does every case line (A4)."""

_GROUPS = (parties, contract, performance, claim)

ELEMENTS: Mapping[str, Field] = MappingProxyType(
    {field.key: field for group in _GROUPS for field in group.FIELDS}
)
