"""Strict JSON: what is accepted is what `json` reads; what is refused is refused with its path."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from ingest.errors import MalformedError
from ingest.package.jsontext import decode_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 53), 1 << 53) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


def _fault(text: str | bytes) -> tuple[str, str]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(MalformedError) as caught:
        decode_json(data, "f", LIMITS)
    return caught.value.finding.code, caught.value.finding.subject


@given(VALUES, st.booleans())
def test_strict_json_is_read_as_json_reads_it(value: object, ascii_only: bool) -> None:
    data = json.dumps(value, ensure_ascii=ascii_only).encode()
    assert decode_json(data, "f", LIMITS) == value


def _read_or_refused(data: bytes) -> object:
    try:
        return decode_json(data, "f", LIMITS)
    except MalformedError:
        return json.loads


@given(st.binary(max_size=200))
def test_arbitrary_octets_are_read_as_json_reads_them_or_refused(data: bytes) -> None:
    value = _read_or_refused(data)
    assert value is json.loads or value == json.loads(data)


@pytest.mark.parametrize(
    ("text", "code", "subject"),
    [
        ('{"a": [1, {"b": 1.5}]}', "json.float", "f/a/1/b"),
        ('{"a": 1E5}', "json.float", "f/a"),
        ('{"a": -0.0}', "json.float", "f/a"),
        ('{"a": {"b": 1, "b": 1}}', "json.duplicate_key", "f/a/b"),
        ('{"a": 9007199254740993}', "json.integer_too_large", "f/a"),
        ('{"a": -9007199254740993}', "json.integer_too_large", "f/a"),
        ('{"a": ' + "9" * 6000 + "}", "json.integer_too_large", "f/a"),
        ('{"a": NaN}', "json.malformed", "f/a"),
        ('{"a": "\\udc00x"}', "json.lone_surrogate", "f/a"),
        ('{"\\ud800": 1}', "json.lone_surrogate", "f/\\u{d800}"),
        ("[" * 17 + "]" * 17, "json.too_deep", "f"),
        ("[" * 5000 + "]" * 5000, "json.too_deep", "f"),
        ("[" * 200_000, "json.too_deep", "f"),
        ('{"a": 1} x', "json.malformed", "f"),
        ("\ufeff{}", "json.malformed", "f"),
        ("", "json.malformed", "f"),
        ('{"a": "\x01"}', "json.malformed", "f"),
    ],
)
def test_what_two_programs_could_read_differently_is_refused(
    text: str, code: str, subject: str
) -> None:
    assert _fault(text) == (code, subject)


@pytest.mark.parametrize("text", ["9007199254740992", "[" * 16 + "]" * 16, '"\\ud83d\\ude00"'])
def test_the_edge_of_what_is_allowed_is_read(text: str) -> None:
    assert decode_json(text.encode(), "f", LIMITS) == json.loads(text)


def test_invalid_utf_8_is_refused() -> None:
    assert _fault(b'{"a": "\xed\xa0\x80"}') == ("json.malformed", "f")


def test_a_document_over_its_size_is_refused() -> None:
    with pytest.raises(MalformedError, match=r"json\.too_large"):
        decode_json(b"[ ]", "f", replace(LIMITS, json_octets=2))


def test_a_key_is_shown_by_code_points_where_it_cannot_be_printed() -> None:
    assert _fault('{"a\u202eb": 1.5}') == ("json.float", "f/a\\u{202e}b")
