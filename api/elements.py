"""The element list at the edge: a pydantic model made from its table.

The decoder judges, so that a platform learns from the API what it would learn from a package, in
the same codes and all at once; the model gives the shape its types and its page in the API's
documents. Values stay text, as in a case line; keys that the court's list does not know are kept.
"""

from collections.abc import Iterable, Mapping
from types import GenericAlias
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    StrictStr,
    ValidationError,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic import Field as ModelField
from pydantic_core import InitErrorDetails, PydanticCustomError

from verify.codes.table import row_of
from verify.findings import CheckStatus, Finding
from verify.rules.elements.decode import MOST_ROWS, decode_elements
from verify.rules.elements.field import Field, Kind, Need
from verify.rules.elements.schema import FORMS, about
from verify.rules.elements.table import ELEMENTS

__all__ = ["ElementListModel"]


class _Row(BaseModel):
    """One row of a list, or the list itself."""

    model_config = ConfigDict(strict=True, extra="allow", frozen=True)


class _Judged(_Row):
    """An element list that the decoder finds no fault with."""

    @model_validator(mode="wrap")
    @classmethod
    def _decode(cls, stated: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:  # noqa: ANN401 - what a request holds
        if isinstance(stated, Mapping):
            faults = [f for f in decode_elements(stated).faults if _counts(f)]
            if faults:
                raise ValidationError.from_exception_data(cls.__name__, [_error(f) for f in faults])
        return handler(stated)


def _counts(fault: Finding) -> bool:
    return fault.status is CheckStatus.INDETERMINATE


def _error(fault: Finding) -> InitErrorDetails:
    """Return a fault as pydantic tells it: the input is what the finding shows, masked."""
    row = row_of(fault.code)
    told = PydanticCustomError(fault.code, f"{row.zh} {row.en}")
    place = tuple(int(part) - 1 if part.isdigit() else part for part in fault.subject.split("/"))
    return InitErrorDetails(type=told, loc=place, input=fault.observed)


def _model(name: str, fields: Iterable[Field], base: type[_Row], doc: str) -> type[_Row]:
    parts: dict[str, Any] = {field.key: _part(field) for field in fields}
    return create_model(name, __base__=base, __doc__=doc, __module__=__name__, **parts)


def _part(field: Field) -> tuple[Any, Any]:
    said = dict(about(field))
    extra = {key: value for key, value in said.items() if key.startswith("x-")}
    shown: dict[str, Any] = {
        "title": field.zh,
        "description": field.hint or None,
        "json_schema_extra": extra,
    }
    if field.need is Need.REQUIRED and field.when is None:
        return _type(field), ModelField(**shown)
    return _type(field) | None, ModelField(default=None, **shown)


def _type(field: Field) -> Any:  # noqa: ANN401 - a type that exists only now
    if field.kind is Kind.ROWS:
        row = _model(f"Element_{field.key}", field.rows, _Row, field.en)
        rows = GenericAlias(list, (row,))
        return Annotated[rows, ModelField(max_length=MOST_ROWS[field.key])]
    form = {"type": "string", "enum": list(field.choices)} if field.choices else FORMS[field.kind]
    return Annotated[StrictStr, WithJsonSchema(form)]


ElementListModel = _model("ElementList", ELEMENTS.values(), _Judged, "要素列表: an element list.")
"""The model of the element list of one case."""
