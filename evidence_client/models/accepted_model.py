from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.accepted_model_links import AcceptedModelLinks
    from ..models.receipt_model import ReceiptModel


T = TypeVar("T", bound="AcceptedModel")


@_attrs_define
class AcceptedModel:
    """已收到 a package that was received; its judgement follows.

    Attributes:
        id (str): ours
        package_id (str): the sender's
        package_digest (str):
        received_at (datetime.datetime):
        receipt (ReceiptModel): 电子证据接收回执 the court's receipt.
        links (AcceptedModelLinks):
    """

    id: str
    package_id: str
    package_digest: str
    received_at: datetime.datetime
    receipt: ReceiptModel
    links: AcceptedModelLinks

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        package_id = self.package_id

        package_digest = self.package_digest

        received_at = self.received_at.isoformat()

        receipt = self.receipt.to_dict()

        links = self.links.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "package_id": package_id,
                "package_digest": package_digest,
                "received_at": received_at,
                "receipt": receipt,
                "links": links,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.accepted_model_links import AcceptedModelLinks
        from ..models.receipt_model import ReceiptModel

        d = dict(src_dict)
        id = d.pop("id")

        package_id = d.pop("package_id")

        package_digest = d.pop("package_digest")

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        receipt = ReceiptModel.from_dict(d.pop("receipt"))

        links = AcceptedModelLinks.from_dict(d.pop("links"))

        accepted_model = cls(
            id=id,
            package_id=package_id,
            package_digest=package_digest,
            received_at=received_at,
            receipt=receipt,
            links=links,
        )

        return accepted_model
