from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.upload_model_links import UploadModelLinks


T = TypeVar("T", bound="UploadModel")


@_attrs_define
class UploadModel:
    """分件上传 an upload, and what of it is to come.

    Attributes:
        upload_id (str):
        package_digest (str): SHA-256 of tagmanifest-sha256.txt; the commit names it
        files (int): that the manifest names
        missing_count (int): files that this upload has not sent yet
        missing (list[str]): their SHA-256, ascending, the first 10000
        expires_at (datetime.datetime):
        links (UploadModelLinks):
    """

    upload_id: str
    package_digest: str
    files: int
    missing_count: int
    missing: list[str]
    expires_at: datetime.datetime
    links: UploadModelLinks

    def to_dict(self) -> dict[str, Any]:
        upload_id = self.upload_id

        package_digest = self.package_digest

        files = self.files

        missing_count = self.missing_count

        missing = self.missing

        expires_at = self.expires_at.isoformat()

        links = self.links.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "upload_id": upload_id,
                "package_digest": package_digest,
                "files": files,
                "missing_count": missing_count,
                "missing": missing,
                "expires_at": expires_at,
                "links": links,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.upload_model_links import UploadModelLinks

        d = dict(src_dict)
        upload_id = d.pop("upload_id")

        package_digest = d.pop("package_digest")

        files = d.pop("files")

        missing_count = d.pop("missing_count")

        missing = cast(list[str], d.pop("missing"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        links = UploadModelLinks.from_dict(d.pop("links"))

        upload_model = cls(
            upload_id=upload_id,
            package_digest=package_digest,
            files=files,
            missing_count=missing_count,
            missing=missing,
            expires_at=expires_at,
            links=links,
        )

        return upload_model
