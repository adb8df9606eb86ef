from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.batch_detail_links import BatchDetailLinks
    from ..models.batch_detail_routes import BatchDetailRoutes
    from ..models.judgement_model import JudgementModel
    from ..models.waiting_model import WaitingModel


T = TypeVar("T", bound="BatchDetail")


@_attrs_define
class BatchDetail:
    """A package, and how far it is.

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
        judgements (list[JudgementModel]): the last one first
        routes (BatchDetailRoutes): cases by their current verdict
        waiting (WaitingModel): Cases that wait for a source that is down; they are judged when it returns.
        reasons (list[str]): why work on it was put off or given up
        links (BatchDetailLinks):
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
    judgements: list[JudgementModel]
    routes: BatchDetailRoutes
    waiting: WaitingModel
    reasons: list[str]
    links: BatchDetailLinks

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

        judgements = []
        for judgements_item_data in self.judgements:
            judgements_item = judgements_item_data.to_dict()
            judgements.append(judgements_item)

        routes = self.routes.to_dict()

        waiting = self.waiting.to_dict()

        reasons = self.reasons

        links = self.links.to_dict()

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
                "judgements": judgements,
                "routes": routes,
                "waiting": waiting,
                "reasons": reasons,
                "links": links,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.batch_detail_links import BatchDetailLinks
        from ..models.batch_detail_routes import BatchDetailRoutes
        from ..models.judgement_model import JudgementModel
        from ..models.waiting_model import WaitingModel

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

        judgements = []
        _judgements = d.pop("judgements")
        for judgements_item_data in _judgements:
            judgements_item = JudgementModel.from_dict(judgements_item_data)

            judgements.append(judgements_item)

        routes = BatchDetailRoutes.from_dict(d.pop("routes"))

        waiting = WaitingModel.from_dict(d.pop("waiting"))

        reasons = cast(list[str], d.pop("reasons"))

        links = BatchDetailLinks.from_dict(d.pop("links"))

        batch_detail = cls(
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
            judgements=judgements,
            routes=routes,
            waiting=waiting,
            reasons=reasons,
            links=links,
        )

        return batch_detail
