"""What the signatures of a document forbid to change after them (ISO 32000-1 12.8.2, 12.7.4.5)."""

from typing import NamedTuple

from ingest.signed.pdf.document import View
from ingest.signed.pdf.fields import text_of
from ingest.signed.pdf.signatures import Held
from ingest.signed.pdf.syntax import Dictionary, Name, Value

__all__ = ["Rules", "rules_of"]

_DEFAULT = 2
"""Form filling and signing, where DocMDP says nothing else (table 254)."""


class _Lock(NamedTuple):
    action: str
    names: frozenset[str]

    def holds(self, field: str) -> bool:
        """Return whether a field is locked, by its name or by one above it."""
        parts = field.split(".")
        named = any(".".join(parts[:end]) in self.names for end in range(1, len(parts) + 1))
        if self.action == "Include":
            return named
        return self.action != "Exclude" or not named


class Rules(NamedTuple):
    """What all signatures made so far permit."""

    permission: int | None
    """1 nothing, 2 form filling and signing, 3 annotations too; None where nobody certified."""
    locks: tuple[_Lock, ...]

    def opened(self, field: str) -> bool:
        """Return whether anybody said that a field may be filled in, and nobody that not."""
        said = bool(self.locks) or self.permission in (2, 3)
        return said and self.permission != 1 and not self.locked(field)

    def locked(self, field: str) -> bool:
        """Return whether any of them locks a field."""
        return any(lock.holds(field) for lock in self.locks)


def rules_of(held: list[Held]) -> Rules:
    """Return the strictest of what these signatures permit."""
    permissions: list[int] = []
    locks: list[_Lock] = []
    for one in held:
        for reference in one.view.array(one.entries.get("Reference")):
            method = one.view.get(one.view.dictionary(reference), "TransformMethod")
            stated = one.view.get(one.view.dictionary(reference), "TransformParams")
            params = stated if isinstance(stated, Dictionary) else None
            if method == Name("DocMDP"):
                permissions.append(_permission(one.view, params, _DEFAULT))
            elif method == Name("FieldMDP"):
                locks.append(_lock(one.view, params))
        if one.lock is not None:
            locks.append(_lock(one.view, one.lock))
            if "P" in one.lock:
                permissions.append(_permission(one.view, one.lock, 1))
    return Rules(min(permissions, default=None), tuple(locks))


def _permission(view: View, params: Dictionary | None, default: int) -> int:
    """Return a permission; one that says nothing known permits nothing."""
    value = view.deref(params.get("P")) if params else None
    if value is None:
        return default
    return value if type(value) is int and 1 <= value <= 3 else 1


def _lock(view: View, params: Dictionary | None) -> _Lock:
    """Return a lock; one that says nothing known locks every field."""
    action = view.deref(params.get("Action")) if params else None
    fields: Value = params.get("Fields") if params else None
    named = (view.deref(one) for one in view.array(fields))
    names = frozenset(text_of(one) for one in named if isinstance(one, bytes))
    return _Lock(str(action) if action in ("Include", "Exclude") else "All", names)
