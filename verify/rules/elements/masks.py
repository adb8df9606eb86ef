"""Who sees how much of a personal element: one table of viewers, one of masks.

A mask is for display: what is masked is de-identified, not anonymous (个人信息保护法 73). What is
handed on is taken out altogether and left as a reference (`without_personal`), and where free text
repeats it, it is taken out of that too (`freetext`). A key that the
court's list does not know may hold anything, so that nobody but the judge is shown it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from verify.rules.elements.cells import absent
from verify.rules.elements.field import Field, Kind, PersonalClass
from verify.rules.elements.formats import PATTERNS, mobile_number
from verify.rules.elements.freetext import known_forms, mask_text
from verify.rules.elements.table import ELEMENTS

__all__ = ["MASKS", "TREATMENTS", "Treatment", "Viewer", "mask", "masked", "without_personal"]


class Viewer(StrEnum):
    """Who looks at an element list."""

    JUDGE = "judge"
    CLERK = "clerk"
    LENDER = "lender"
    """The lender of this very case, who stated it."""
    PLATFORM = "platform"
    PIPELINE = "pipeline"
    """Mediation, settlement, payment order: what comes after admission."""
    PUBLIC = "public"


class Treatment(StrEnum):
    """What becomes of a personal element."""

    SHOWN = "shown"
    MASKED = "masked"
    REMOVED = "removed"


_C1, _C2, _C3 = PersonalClass.C1, PersonalClass.C2, PersonalClass.C3
_SHOWN, _MASKED, _REMOVED = Treatment.SHOWN, Treatment.MASKED, Treatment.REMOVED

TREATMENTS: Mapping[Viewer, Mapping[PersonalClass, Treatment]] = MappingProxyType({
    Viewer.JUDGE: {_C1: _SHOWN, _C2: _SHOWN, _C3: _SHOWN},
    Viewer.CLERK: {_C1: _SHOWN, _C2: _MASKED, _C3: _REMOVED},
    Viewer.LENDER: {_C1: _SHOWN, _C2: _MASKED, _C3: _REMOVED},
    Viewer.PLATFORM: {_C1: _MASKED, _C2: _MASKED, _C3: _REMOVED},
    Viewer.PIPELINE: {_C1: _MASKED, _C2: _REMOVED, _C3: _REMOVED},
    Viewer.PUBLIC: {_C1: _MASKED, _C2: _REMOVED, _C3: _REMOVED},
})  # fmt: skip

_STARS = "***"
_MOBILE = re.compile(PATTERNS[Kind.MOBILE])
_PLACE = re.compile(
    "(?:[^省市区县]{2,8}(?:省|自治区|特别行政区))?(?:[^省市区县]{1,8}(?:市|自治州|地区|盟))?"
    "(?:[^省市区县]{1,8}(?:区|县|旗|市))?"
)
_LONG = 15
"""Characters of a number that shows its first and last four."""
_TAIL = 4


def _name(text: str) -> str:
    return f"{text[0]}**"


def _number(text: str) -> str:
    if len(text) >= _LONG:
        return f"{text[:4]}{'*' * min(len(text) - 8, 10)}{text[-4:]}"
    return f"{text[0]}{_STARS}{text[-2:] if len(text) > _TAIL else ''}"


def _telephone(text: str) -> str:
    if _MOBILE.fullmatch(text):
        digits = mobile_number(text)
        return f"{digits[:3]}****{digits[-4:]}"
    return _account(text)


def _account(text: str) -> str:
    return f"****{text[-4:]}" if len(text) >= _TAIL else _STARS


def _email(text: str) -> str:
    local, at, domain = text.rpartition("@")
    return f"{local[0]}{_STARS}@{domain}" if at and local else _STARS


def _day(text: str) -> str:
    return f"{text[:4]}-**-**" if re.fullmatch(PATTERNS[Kind.DAY], text) else _STARS


def _address(text: str) -> str:
    place = _PLACE.match(text)
    return f"{place[0] if place else ''}{_STARS}"


def _whole(text: str) -> str:
    return _STARS if text else ""


MASKS: Mapping[str, Callable[[str], str]] = MappingProxyType({
    "b_legal_representative": _name,
    "b_legal_representative_id_no": _number,
    "b_service_recipient": _name,
    "c_name": _name,
    "c_licence_no": _number,
    "d_name": _name,
    "d_sex": _whole,
    "d_birth_date": _day,
    "d_ethnicity": _whole,
    "d_id_no": _number,
    "d_domicile": _address,
    "d_residence": _address,
    "d_mobile": _telephone,
    "d_email": _email,
    "d_address": _address,
    "d_employer": _whole,
    "e_name": _name,
    "e_id_no": _number,
    "payer_name": _name,
    "payer_tail": _account,
    "payee_name": _name,
    "payee_tail": _account,
    "number": _telephone,
})  # fmt: skip
"""How each personal field is masked, by its key or, in a row, its bare name."""


def mask(field: Field, text: str) -> str:
    """Return a text as it is displayed: masked, where its field is personal."""
    if field.personal is None or not text:
        return text
    return MASKS[field.key](text)


def masked(elements: Mapping[str, object], viewer: Viewer) -> dict[str, object]:
    """Return an element list as a viewer sees it."""
    if viewer is Viewer.JUDGE:
        return dict(elements)
    return dict(_seen(elements, ELEMENTS, TREATMENTS[viewer]))


_FREE = frozenset({Kind.TEXT, Kind.CLAUSE})
_NUMBERS = frozenset({
    "a_product_code", "a_batch_id", "a_batch_ref", "a_template_version", "b_licence_no",
    "f_contract_no", "f_loan_no", "g_serial_no", "serial_no", "e_registration_no",
})  # fmt: skip
"""Texts that are a number of their own, and may look like anybody's."""


def without_personal(elements: Mapping[str, object]) -> tuple[dict[str, object], tuple[str, ...]]:
    """Return an element list without classes C2 and C3, and the paths of what was taken out.

    Free text loses what it repeats of them, and what looks like a number of a person. A path is a
    key, or `h_disbursements/1/payee_tail`; whoever may fetches the value by it.
    """
    known = known_forms(_personal(elements, ELEMENTS))
    seen = _seen(elements, ELEMENTS, {_C1: _SHOWN, _C2: _REMOVED, _C3: _REMOVED})
    kept = dict(_cleared(dict(seen), ELEMENTS, known))
    return kept, tuple(_taken(elements, kept, ""))


def _personal(row: Mapping[str, object], fields: Mapping[str, Field]) -> Iterator[str]:
    """Yield the values of classes C2 and C3 as free text may repeat them."""
    for key, value in row.items():
        field = fields.get(key)
        if field is None:
            continue
        if isinstance(value, list):
            inner = {one.key: one for one in field.rows}
            for one in value if inner else ():
                yield from _personal(one, inner) if isinstance(one, Mapping) else ()
        elif isinstance(value, str) and field.personal in (_C2, _C3):
            yield from _repeated(field, value)


_DETAIL = 3
"""Characters after the division that make a place an address of somebody."""


def _repeated(field: Field, text: str) -> Iterator[str]:
    if MASKS.get(field.key) is _address:
        place = _PLACE.match(text)
        yield from [text] if place is None or len(text) - place.end() >= _DETAIL else []
        return
    yield mobile_number(text) if _MOBILE.fullmatch(text) else text
    if re.fullmatch(PATTERNS[Kind.DAY], text):
        year, month, day = text.split("-")
        yield f"{year}年{int(month)}月{int(day)}日"
        yield f"{year}年{month}月{day}日"


def _cleared(
    row: Mapping[str, object], fields: Mapping[str, Field], known: Sequence[str]
) -> Iterator[tuple[str, object]]:
    """Yield a row with its free text masked."""
    for key, value in row.items():
        field = fields[key]
        if isinstance(value, list) and field.rows:
            inner = {one.key: one for one in field.rows}
            yield key, [dict(_cleared(one, inner, known)) for one in value]
        elif isinstance(value, str) and field.kind in _FREE:
            yield key, mask_text(value, known, patterns=key not in _NUMBERS)
        else:
            yield key, value


def _seen(
    row: Mapping[str, object],
    fields: Mapping[str, Field],
    treatments: Mapping[PersonalClass, Treatment],
) -> Iterator[tuple[str, object]]:
    for key, value in row.items():
        field = fields.get(key)
        if field is None:
            continue
        if field.kind is Kind.ROWS:
            if isinstance(value, list):
                yield key, [_row(one, field, treatments) for one in value]
            continue
        treatment = _SHOWN if field.personal is None else treatments[field.personal]
        if treatment is _SHOWN:
            yield key, value
        elif treatment is _MASKED and isinstance(value, str):
            yield key, mask(field, value)


def _row(
    stated: object, field: Field, treatments: Mapping[PersonalClass, Treatment]
) -> dict[str, object]:
    inner = {one.key: one for one in field.rows}
    return dict(_seen(stated, inner, treatments)) if isinstance(stated, Mapping) else {}


def _taken(row: Mapping[str, object], kept: Mapping[str, object], path: str) -> Iterator[str]:
    for key, value in row.items():
        if key not in kept:
            yield from () if absent(value) else (f"{path}{key}",)
        elif isinstance(value, list) and isinstance(left := kept[key], list):
            for number, (one, seen) in enumerate(zip(value, left, strict=True), 1):
                yield from _taken_row(one, seen, f"{path}{key}/{number}")
        elif value != kept[key]:
            yield f"{path}{key}"


def _taken_row(stated: object, kept: Mapping[str, object], path: str) -> Iterator[str]:
    if isinstance(stated, Mapping):
        yield from _taken(stated, kept, f"{path}/")
    else:
        yield path
