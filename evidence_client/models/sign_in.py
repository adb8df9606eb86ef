from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SignIn")


@_attrs_define
class SignIn:
    """What the page sends.

    Attributes:
        client (str):
        key (str):
        next_ (str | Unset):  Default: '/'.
    """

    client: str
    key: str
    next_: str | Unset = "/"

    def to_dict(self) -> dict[str, Any]:
        client = self.client

        key = self.key

        next_ = self.next_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "client": client,
                "key": key,
            }
        )
        if next_ is not UNSET:
            field_dict["next"] = next_

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        client = d.pop("client")

        key = d.pop("key")

        next_ = d.pop("next", UNSET)

        sign_in = cls(
            client=client,
            key=key,
            next_=next_,
        )

        return sign_in
