"""The nesting of a text is told exactly, in bounded time, and without recursion."""

import json
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.nesting import nests_deeper, overwhelms

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.text('[]{}"\\a'),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text('[]{}"\\'), inside),
    max_leaves=20,
)


def _depth(value: Value) -> int:
    if not isinstance(value, list | dict):
        return 0
    inside = value.values() if isinstance(value, dict) else value
    return 1 + max(map(_depth, inside), default=0)


@given(VALUES, st.integers(0, 8), st.booleans())
def test_nesting_is_that_of_the_decoded_value(value: Value, most: int, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only).encode()
    assert nests_deeper(text, most) == (_depth(value) > most)


@pytest.mark.parametrize(
    ("text", "deeper"),
    [
        (b"", False),
        (b"[" * 3, False),
        (b"[" * 4, True),
        (b"{" * 100_000, True),
        (b'{"a":' * 100_000, True),
        (b"]" * 100_000, False),
        (b"[]" * 100_000, False),
        (b'"' + b"[" * 100_000, False),
        (b'"' + b'\\"' * 1_000_000 + b"[" * 4, False),
        (b'"\\' * 1_000_000, False),
        (b'["' + b"]" * 100_000 + b'"]', False),
    ],
    ids=[
        "nothing", "three_open", "four_open", "open_objects", "nested_objects", "closed_only",
        "wide", "open_in_a_string", "escaped_quotes_without_end", "half_escapes",
        "closed_in_a_string",
    ],
)  # fmt: skip
def test_a_flood_is_told_at_once(text: bytes, deeper: bool) -> None:
    assert nests_deeper(text, 3) == deeper


def test_few_brackets_never_overwhelm() -> None:
    assert not overwhelms(b"[" * 1000, 16)


@pytest.mark.parametrize("text", [b"[" * 1001, b'{"a":' * 200_000])
def test_a_flood_of_brackets_does(text: bytes) -> None:
    assert overwhelms(text, 16)


def test_many_brackets_of_a_flat_text_do_not() -> None:
    assert not overwhelms(b"[" + b",".join([b"{}"] * 2000) + b"]", 16)
