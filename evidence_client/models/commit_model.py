from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="CommitModel")


@_attrs_define
class CommitModel:
    """What is committed.

    Attributes:
        package_digest (str): SHA-256 of tagmanifest-sha256.txt
    """

    package_digest: str

    def to_dict(self) -> dict[str, Any]:
        package_digest = self.package_digest

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "package_digest": package_digest,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        package_digest = d.pop("package_digest")

        commit_model = cls(
            package_digest=package_digest,
        )

        return commit_model
