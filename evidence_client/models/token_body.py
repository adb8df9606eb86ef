from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.token_body_client_assertion_type import TokenBodyClientAssertionType
from ..models.token_body_grant_type import TokenBodyGrantType
from ..types import UNSET, Unset

T = TypeVar("T", bound="TokenBody")


@_attrs_define
class TokenBody:
    """
    Attributes:
        grant_type (TokenBodyGrantType):
        client_id (str | Unset):
        client_assertion_type (TokenBodyClientAssertionType | Unset):
        client_assertion (str | Unset):
    """

    grant_type: TokenBodyGrantType
    client_id: str | Unset = UNSET
    client_assertion_type: TokenBodyClientAssertionType | Unset = UNSET
    client_assertion: str | Unset = UNSET
    additional_properties: dict[str, str] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        grant_type = self.grant_type.value

        client_id = self.client_id

        client_assertion_type: str | Unset = UNSET
        if not isinstance(self.client_assertion_type, Unset):
            client_assertion_type = self.client_assertion_type.value

        client_assertion = self.client_assertion

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "grant_type": grant_type,
            }
        )
        if client_id is not UNSET:
            field_dict["client_id"] = client_id
        if client_assertion_type is not UNSET:
            field_dict["client_assertion_type"] = client_assertion_type
        if client_assertion is not UNSET:
            field_dict["client_assertion"] = client_assertion

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        grant_type = TokenBodyGrantType(d.pop("grant_type"))

        client_id = d.pop("client_id", UNSET)

        _client_assertion_type = d.pop("client_assertion_type", UNSET)
        client_assertion_type: TokenBodyClientAssertionType | Unset
        if isinstance(_client_assertion_type, Unset):
            client_assertion_type = UNSET
        else:
            client_assertion_type = TokenBodyClientAssertionType(_client_assertion_type)

        client_assertion = d.pop("client_assertion", UNSET)

        token_body = cls(
            grant_type=grant_type,
            client_id=client_id,
            client_assertion_type=client_assertion_type,
            client_assertion=client_assertion,
        )

        token_body.additional_properties = d
        return token_body

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> str:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: str) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
