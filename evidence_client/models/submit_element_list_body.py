from __future__ import annotations

import datetime
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..models.submit_element_list_body_stage import SubmitElementListBodyStage
from ..types import UNSET, File, FileTypes, Unset

T = TypeVar("T", bound="SubmitElementListBody")


@_attrs_define
class SubmitElementListBody:
    """
    Attributes:
        list_ (list[File]): 要素列表：一个 .xlsx，或按表命名的 .csv one .xlsx, or a .csv a sheet
        attachments (File | Unset): 附件 ZIP the attachments
        stage (SubmitElementListBodyStage | Unset):  Default: SubmitElementListBodyStage.诉前.
        filing_date (datetime.date | Unset):
    """

    list_: list[File]
    attachments: File | Unset = UNSET
    stage: SubmitElementListBodyStage | Unset = SubmitElementListBodyStage.诉前
    filing_date: datetime.date | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        list_ = []
        for list_item_data in self.list_:
            list_item = list_item_data.to_tuple()

            list_.append(list_item)

        attachments: FileTypes | Unset = UNSET
        if not isinstance(self.attachments, Unset):
            attachments = self.attachments.to_tuple()

        stage: str | Unset = UNSET
        if not isinstance(self.stage, Unset):
            stage = self.stage.value

        filing_date: str | Unset = UNSET
        if not isinstance(self.filing_date, Unset):
            filing_date = self.filing_date.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "list": list_,
            }
        )
        if attachments is not UNSET:
            field_dict["attachments"] = attachments
        if stage is not UNSET:
            field_dict["stage"] = stage
        if filing_date is not UNSET:
            field_dict["filing_date"] = filing_date

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        for list_item_element in self.list_:
            files.append(("list", list_item_element.to_tuple()))

        if not isinstance(self.attachments, Unset):
            files.append(("attachments", self.attachments.to_tuple()))

        if not isinstance(self.stage, Unset):
            files.append(
                ("stage", (None, str(self.stage.value).encode(), "text/plain"))
            )

        if not isinstance(self.filing_date, Unset):
            files.append(
                (
                    "filing_date",
                    (None, self.filing_date.isoformat().encode(), "text/plain"),
                )
            )

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        list_ = []
        _list_ = d.pop("list")
        for list_item_data in _list_:
            list_item = File(payload=BytesIO(list_item_data))

            list_.append(list_item)

        _attachments = d.pop("attachments", UNSET)
        attachments: File | Unset
        if isinstance(_attachments, Unset):
            attachments = UNSET
        else:
            attachments = File(payload=BytesIO(_attachments))

        _stage = d.pop("stage", UNSET)
        stage: SubmitElementListBodyStage | Unset
        if isinstance(_stage, Unset):
            stage = UNSET
        else:
            stage = SubmitElementListBodyStage(_stage)

        _filing_date = d.pop("filing_date", UNSET)
        filing_date: datetime.date | Unset
        if isinstance(_filing_date, Unset):
            filing_date = UNSET
        else:
            filing_date = datetime.date.fromisoformat(_filing_date)

        submit_element_list_body = cls(
            list_=list_,
            attachments=attachments,
            stage=stage,
            filing_date=filing_date,
        )

        submit_element_list_body.additional_properties = d
        return submit_element_list_body

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
