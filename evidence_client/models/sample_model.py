from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.sample_model_links import SampleModelLinks


T = TypeVar("T", bound="SampleModel")


@_attrs_define
class SampleModel:
    """One thing to be tried, and what must come of it.

    Attributes:
        name (str):
        kind (str): package, or element-list: a ZIP of a list and its attachments
        zh (str):
        en (str):
        client (str): which client of the sandbox sends it
        received_at (str): Sandbox-Received-At that it is made for
        result (str): a verdict (BATCH_ODR …), refused, or the result of the item that is hit; of an element list
            accepted, faulty (cell by cell) or refused
        codes (list[str]): finding codes that must be told
        links (SampleModelLinks):
    """

    name: str
    kind: str
    zh: str
    en: str
    client: str
    received_at: str
    result: str
    codes: list[str]
    links: SampleModelLinks

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        kind = self.kind

        zh = self.zh

        en = self.en

        client = self.client

        received_at = self.received_at

        result = self.result

        codes = self.codes

        links = self.links.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "kind": kind,
                "zh": zh,
                "en": en,
                "client": client,
                "received_at": received_at,
                "result": result,
                "codes": codes,
                "links": links,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.sample_model_links import SampleModelLinks

        d = dict(src_dict)
        name = d.pop("name")

        kind = d.pop("kind")

        zh = d.pop("zh")

        en = d.pop("en")

        client = d.pop("client")

        received_at = d.pop("received_at")

        result = d.pop("result")

        codes = cast(list[str], d.pop("codes"))

        links = SampleModelLinks.from_dict(d.pop("links"))

        sample_model = cls(
            name=name,
            kind=kind,
            zh=zh,
            en=en,
            client=client,
            received_at=received_at,
            result=result,
            codes=codes,
            links=links,
        )

        return sample_model
