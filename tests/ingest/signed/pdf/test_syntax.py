"""An object is read as it stands there, or not at all."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.signed.pdf.message import message_in
from ingest.signed.pdf.syntax import (
    Name,
    PdfSyntaxError,
    Ref,
    Stream,
    Value,
    object_at,
    same,
    value_at,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"/Name", Name("Name")),
        (b"/A#42", Name("AB")),
        (b"/", Name("")),
        (b"12 ", 12),
        (b"-12", -12),
        (b"+.5", 0.5),
        (b"4.", 4.0),
        (b"true", True),
        (b"null", None),
        (b"12 0 R", Ref(12, 0)),
        (b"<48 6>", b"H`"),
        (b"<>", b""),
        (b"(a(b)c)", b"a(b)c"),
        (rb"(\(\101\7\\)", b"(A\x07\\"),
        (b"(a\\\nb\\\r\nc)", b"abc"),
        (b"[1 2 R 3 0 R]", None),
        (b"[1 [2] << /A 3 >>]", [1, [2], {"A": 3}]),
        (b"<< /A 1 /B [ /C ] >>", {"A": 1, "B": [Name("C")]}),
        (b"% a word\n 1", 1),
    ],
)
def test_an_object_is_read(text: bytes, value: Value) -> None:
    if text == b"[1 2 R 3 0 R]":
        value = [Ref(1, 2), Ref(3, 0)]
    assert value_at(text, 0)[0] == value


@pytest.mark.parametrize(
    "text",
    [
        b"", b"x", b"<< /A 1 /A 2 >>", b"<< /A >>", b"<< 1 2 >>", b"[1", b"(a", b"<4G>", b"1x",
        b"--1", b"1.2.3", b"1e5", b"nul", b">>", b"]", b"{", b"[" * 60 + b"]" * 60, b"<< /A 1",
        b"(" * 99, b"9" * 40,
    ],
)  # fmt: skip
def test_what_is_none_is_refused(text: bytes) -> None:
    with pytest.raises(PdfSyntaxError):
        value_at(text, 0)


@pytest.mark.parametrize(
    "text", [b"1 0 obj 5", b"2 0 obj 5 endobj", b"1 1 obj 5 endobj", b"x", b"1 0 obj endobj"]
)
def test_another_object_is_refused(text: bytes) -> None:
    with pytest.raises(PdfSyntaxError):
        object_at(text, 0, Ref(1, 0))


def test_a_stream_begins_after_its_keyword() -> None:
    value, _ = object_at(b"1 0 obj << /Length 1 >> stream\r\nx\nendstream endobj", 0, Ref(1, 0))
    assert isinstance(value, Stream)
    assert value.start == 32


def test_a_dictionary_knows_where_its_contents_stand() -> None:
    value, _ = value_at(b"<< /A << /Contents <00> >> /Contents  <4142> >>", 0)
    assert getattr(value, "contents", None) == (38, 44)


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (1, 1.0), (b"A", Name("A")), ([1], [1, 2]), (None, False), (Ref(1, 0), [1, 0])],
)
def test_values_of_two_kinds_are_not_the_same(one: Value, other: Value) -> None:
    assert not same(one, other)


@given(st.binary(max_size=200))
def test_any_octets_are_read_or_refused(octets: bytes) -> None:
    try:
        _, end = value_at(octets, 0)
    except PdfSyntaxError:
        return
    assert 0 < end <= len(octets)


@pytest.mark.parametrize("text", [b" " * 200_000 + b"x", b"%\n" * 100_000, b"(" + b"\\" * 200_000])
def test_a_long_way_to_nothing_takes_no_time(text: bytes) -> None:
    begin = time.process_time()
    with pytest.raises(PdfSyntaxError):
        value_at(text, 0)
    assert time.process_time() - begin < 2


@given(st.binary(max_size=100))
def test_any_contents_are_cut(octets: bytes) -> None:
    found = message_in(octets)
    assert octets.startswith(found.octets)


def test_contents_of_endless_beginnings_are_refused() -> None:
    assert message_in(b"\x30\x80" * 10_000).fault is not None
