from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Secret")


@_attrs_define
class Secret:
    """One element, by the reference that stands for it.

    Attributes:
        secret_ref (str):
        path (str):
        value (Any):
    """

    secret_ref: str
    path: str
    value: Any

    def to_dict(self) -> dict[str, Any]:
        secret_ref = self.secret_ref

        path = self.path

        value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "secret_ref": secret_ref,
                "path": path,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        secret_ref = d.pop("secret_ref")

        path = d.pop("path")

        value = d.pop("value")

        secret = cls(
            secret_ref=secret_ref,
            path=path,
            value=value,
        )

        return secret
