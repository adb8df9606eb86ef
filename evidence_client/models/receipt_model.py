from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.receipt_model_links import ReceiptModelLinks
    from ..models.receipt_model_value import ReceiptModelValue


T = TypeVar("T", bound="ReceiptModel")


@_attrs_define
class ReceiptModel:
    """电子证据接收回执 the court's receipt.

    Attributes:
        id (str):
        title (str):
        statement (str):
        value (ReceiptModelValue): what is signed: canonical JSON
        cms (str): CMS of the court's key with the value inside, base64
        token (None | str): RFC 3161 token over the CMS, base64; null until it came
        stamped_at (datetime.datetime | None):
        links (ReceiptModelLinks):
    """

    id: str
    title: str
    statement: str
    value: ReceiptModelValue
    cms: str
    token: None | str
    stamped_at: datetime.datetime | None
    links: ReceiptModelLinks

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        title = self.title

        statement = self.statement

        value = self.value.to_dict()

        cms = self.cms

        token: None | str
        token = self.token

        stamped_at: None | str
        if isinstance(self.stamped_at, datetime.datetime):
            stamped_at = self.stamped_at.isoformat()
        else:
            stamped_at = self.stamped_at

        links = self.links.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "title": title,
                "statement": statement,
                "value": value,
                "cms": cms,
                "token": token,
                "stamped_at": stamped_at,
                "links": links,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.receipt_model_links import ReceiptModelLinks
        from ..models.receipt_model_value import ReceiptModelValue

        d = dict(src_dict)
        id = d.pop("id")

        title = d.pop("title")

        statement = d.pop("statement")

        value = ReceiptModelValue.from_dict(d.pop("value"))

        cms = d.pop("cms")

        def _parse_token(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        token = _parse_token(d.pop("token"))

        def _parse_stamped_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                stamped_at_type_0 = datetime.datetime.fromisoformat(data)

                return stamped_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        stamped_at = _parse_stamped_at(d.pop("stamped_at"))

        links = ReceiptModelLinks.from_dict(d.pop("links"))

        receipt_model = cls(
            id=id,
            title=title,
            statement=statement,
            value=value,
            cms=cms,
            token=token,
            stamped_at=stamped_at,
            links=links,
        )

        return receipt_model
