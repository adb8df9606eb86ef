from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="BatchSummary")


@_attrs_define
class BatchSummary:
    """A package that was received.

    Attributes:
        id (str):
        package_id (str): the sender's
        package_digest (str):
        form (str): archive, parts or elements
        octets (int):
        sender (str):
        lender (str):
        platform (None | str):
        state (str): received, judging, judged, refused, cancelled or deleted
        received_at (None | str):
        stated_at (None | str): sandbox: judged as received at this time
        delete_at (None | str):
    """

    id: str
    package_id: str
    package_digest: str
    form: str
    octets: int
    sender: str
    lender: str
    platform: None | str
    state: str
    received_at: None | str
    stated_at: None | str
    delete_at: None | str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        package_id = self.package_id

        package_digest = self.package_digest

        form = self.form

        octets = self.octets

        sender = self.sender

        lender = self.lender

        platform: None | str
        platform = self.platform

        state = self.state

        received_at: None | str
        received_at = self.received_at

        stated_at: None | str
        stated_at = self.stated_at

        delete_at: None | str
        delete_at = self.delete_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "package_id": package_id,
                "package_digest": package_digest,
                "form": form,
                "octets": octets,
                "sender": sender,
                "lender": lender,
                "platform": platform,
                "state": state,
                "received_at": received_at,
                "stated_at": stated_at,
                "delete_at": delete_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        package_id = d.pop("package_id")

        package_digest = d.pop("package_digest")

        form = d.pop("form")

        octets = d.pop("octets")

        sender = d.pop("sender")

        lender = d.pop("lender")

        def _parse_platform(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        platform = _parse_platform(d.pop("platform"))

        state = d.pop("state")

        def _parse_received_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        received_at = _parse_received_at(d.pop("received_at"))

        def _parse_stated_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        stated_at = _parse_stated_at(d.pop("stated_at"))

        def _parse_delete_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        delete_at = _parse_delete_at(d.pop("delete_at"))

        batch_summary = cls(
            id=id,
            package_id=package_id,
            package_digest=package_digest,
            form=form,
            octets=octets,
            sender=sender,
            lender=lender,
            platform=platform,
            state=state,
            received_at=received_at,
            stated_at=stated_at,
            delete_at=delete_at,
        )

        return batch_summary
