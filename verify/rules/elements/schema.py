"""The JSON Schema of the element list, made from its table; `verify/schemas/elements.json` is it.

It says what can be said of form: check digits, terms in order and the birth date in a number are
beyond a schema, and `decode` alone judges them. Written anew by

    python -c 'from verify.rules.elements.schema import schema_text as t; print(t(), end="")'
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from anchors.limits import LIMITS
from verify.rules.elements.cells import SHORT
from verify.rules.elements.decode import MOST_ROWS
from verify.rules.elements.field import Field, Kind, Need, When
from verify.rules.elements.formats import CONTROL, CONTROL_BUT_LINES, PATTERNS
from verify.rules.elements.identity import DOCUMENTS
from verify.rules.elements.table import ELEMENTS, TEMPLATE_VERSION

__all__ = ["FORMS", "about", "json_schema", "schema_text"]

Schema = dict[str, object]

_ABSENT: Schema = {"$ref": "#/$defs/absent"}
_STATED: Schema = {"not": _ABSENT}


def json_schema() -> Schema:
    """Return the schema of draft 2020-12 of an element list."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://evidence-gateway.invalid/schemas/elements.json",
        "title": "要素列表",
        "x-title-en": "Element list",
        "x-template-version": TEMPLATE_VERSION,
        **_object(ELEMENTS.values()),
        "allOf": [*_conditions(), *_documents()],
        "$defs": _definitions(),
    }


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def about(field: Field) -> Iterator[tuple[str, object]]:
    """Yield what a schema says of a field beside its form."""
    yield "title", field.zh
    yield "x-title-en", field.en
    if field.hint:
        yield "description", field.hint
    yield "x-code", field.code
    yield "x-article", field.article
    yield "x-need", field.need.value
    yield "x-sheet", field.sheet.value
    if field.personal is not None:
        yield "x-personal", field.personal.value


def _object(fields: Iterable[Field]) -> Schema:
    fields = tuple(fields)
    return {
        "type": "object",
        "required": [field.key for field in fields if _always(field)],
        "properties": {field.key: _property(field) for field in fields},
    }


def _always(field: Field) -> bool:
    return field.need is Need.REQUIRED and field.when is None


def _property(field: Field) -> Schema:
    value = _value(field)
    return {
        **dict(about(field)),
        **(value if _always(field) else {"anyOf": [_ABSENT, value]}),
    }


def _value(field: Field) -> Schema:
    if field.kind is Kind.CHOICE:
        return {"enum": list(field.choices)}
    if field.kind is Kind.ROWS:
        rows: Schema = {"type": "array", "maxItems": MOST_ROWS[field.key]}
        return {**rows, "items": _object(field.rows)}
    return {"$ref": f"#/$defs/{field.kind}"}


def _conditions() -> Iterator[Schema]:
    for field in ELEMENTS.values():
        if field.when is not None and field.need is not Need.OPTIONAL:
            called_for: Schema = {"required": [field.key], "properties": {field.key: _STATED}}
            yield {"if": _holds(field.when), "then": called_for}


def _holds(when: When) -> Schema:
    """Return the schema that says what `When.holds` says."""
    value: Schema = {"enum": list(when.values)} if when.values else _STATED
    if when.or_absent:
        return {"properties": {when.key: {"anyOf": [_ABSENT, value]}}}
    return {"required": [when.key], "properties": {when.key: value}}


def _documents() -> Iterator[Schema]:
    for kind, form in DOCUMENTS.items():
        named: Schema = {"required": ["d_id_type"], "properties": {"d_id_type": {"const": kind}}}
        number: Schema = {"anyOf": [_ABSENT, {"pattern": form.pattern}]}
        yield {"if": named, "then": {"properties": {"d_id_no": number}}}


def _free(wrong: str) -> Schema:
    return {
        "type": "string",
        "maxLength": LIMITS.text_characters,
        "pattern": "[^ \\u3000]",
        "not": {"pattern": wrong},
    }


def _formed(pattern: str) -> Schema:
    # A dollar sign of some dialects stands before a last line end too.
    return {
        "type": "string",
        "maxLength": SHORT,
        "pattern": pattern,
        "not": {"pattern": CONTROL},
    }


FORMS: Mapping[Kind, Schema] = {
    Kind.TEXT: _free(CONTROL),
    Kind.CLAUSE: _free(CONTROL_BUT_LINES),
    **{kind: _formed(pattern) for kind, pattern in PATTERNS.items()},
}
"""The schema of each kind whose values are text of its form."""


def _definitions() -> Schema:
    blank: Schema = {"type": "string", "not": {"pattern": "[^ \\u3000]"}}
    absent: Schema = {"anyOf": [{"type": "null"}, blank]}
    return {"absent": absent, **{kind.value: form for kind, form in FORMS.items()}}
