from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.token_refusal_error import TokenRefusalError

T = TypeVar("T", bound="TokenRefusal")


@_attrs_define
class TokenRefusal:
    """Why there is none (RFC 6749 5.2).

    Attributes:
        error (TokenRefusalError):
        error_description (str):
        code (str): a code of our problems
    """

    error: TokenRefusalError
    error_description: str
    code: str

    def to_dict(self) -> dict[str, Any]:
        error = self.error.value

        error_description = self.error_description

        code = self.code

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "error": error,
                "error_description": error_description,
                "code": code,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        error = TokenRefusalError(d.pop("error"))

        error_description = d.pop("error_description")

        code = d.pop("code")

        token_refusal = cls(
            error=error,
            error_description=error_description,
            code=code,
        )

        return token_refusal
