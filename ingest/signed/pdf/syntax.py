"""The objects of a PDF as they stand in the file, read strictly (ISO 32000-1 7.2, 7.3).

What two readers may read in two ways is not read at all: a key given twice, a stream whose length
is wrong, a number that is none. Nothing is repaired. Every dictionary knows where its `/Contents`
stands, for that is what a byte range has to leave out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

__all__ = [
    "SPACE", "SPACE_OCTETS", "Dictionary", "Name", "PdfSyntaxError", "Ref", "Stream", "Value",
    "object_at", "refs_of", "same", "skip_space", "stream_end", "value_at",
]  # fmt: skip

SPACE = rb"\x00\t\n\x0c\r "
"""White space (table 1), as it stands in a class of an expression."""
SPACE_OCTETS = b"\0\t\n\x0c\r "
_DEEPEST = 48
"""Levels of arrays and dictionaries in one object: real ones have under a dozen."""
_END = rb"(?=[" + SPACE + rb"()<>\[\]{}/%]|\Z)"
_TOKEN = re.compile(
    rb"(?:[" + SPACE + rb"]++|%[^\r\n]*+)*+"
    rb"(?:(?P<open><<)|(?P<close>>>)|(?P<array>\[)|(?P<end>\])"
    rb"|/(?P<name>[^" + SPACE + rb"()<>\[\]{}/%]*)"
    rb"|(?P<ref>\d{1,10}[" + SPACE + rb"]+\d{1,5}[" + SPACE + rb"]+R)" + _END + rb"|"
    rb"(?P<int>[+-]?\d{1,20})" + _END + rb"|(?P<real>[+-]?(?:\d{1,64}\.\d{0,64}|\.\d{1,64}))" + _END
    + rb"|<(?P<hex>[0-9A-Fa-f" + SPACE + rb"]*)>"
    rb"|(?P<text>\()"
    rb"|(?P<word>true|false|null)" + _END + rb")"
)  # fmt: skip
_STREAM = re.compile(rb"[" + SPACE + rb"]*stream\r?\n")
_AFTER_STREAM = re.compile(rb"[" + SPACE + rb"]*endstream[" + SPACE + rb"]*endobj" + _END)
_AFTER = re.compile(rb"(?:[" + SPACE + rb"]++|%[^\r\n]*+)*+endobj" + _END)
_HEAD = re.compile(rb"[" + SPACE + rb"]*(\d{1,10})[" + SPACE + rb"]+(\d{1,5})[" + SPACE + rb"]+obj")
_SPACES = re.compile(rb"[" + SPACE + rb"]*")
_PLAIN = re.compile(rb"[^()\\]*")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_WORDS: dict[bytes, bool | None] = {b"true": True, b"false": False, b"null": None}


class PdfSyntaxError(Exception):
    """What stands there is no object, or one that can be read in two ways."""


class Name(str):
    """A name object without its slash, one character an octet."""

    __slots__ = ()


class Ref(NamedTuple):
    """An indirect reference."""

    number: int
    generation: int


class Dictionary(dict[str, "Value"]):
    """A dictionary; where its `/Contents` stands, if that is a string."""

    __slots__ = ("contents",)

    contents: tuple[int, int] | None


class Stream(NamedTuple):
    """A stream: its dictionary and where its data begins."""

    entries: Dictionary
    start: int


Value: TypeAlias = (
    "bool | int | float | bytes | Name | Ref | list[Value] | Dictionary | Stream | None"
)


def skip_space(octets: bytes, at: int) -> int:
    """Return where the first octet that is no white space stands, from `at`."""
    found = _SPACES.match(octets, at)
    return found.end() if found else at


def value_at(octets: bytes, at: int) -> tuple[Value, int]:
    """Return the direct object at a place and where it ends.

    Raises:
        PdfSyntaxError: there is none, or one that can be read in two ways.
    """
    return _value(octets, at, 0)


def object_at(octets: bytes, at: int, ref: Ref) -> tuple[Value, int]:
    """Return the indirect object that stands at a place under a number, and where it ends.

    The end of a stream's object is not looked for: its data begins there.

    Raises:
        PdfSyntaxError: another object stands there, or none.
    """
    head = _HEAD.match(octets, at)
    if head is None or Ref(int(head[1]), int(head[2])) != ref:
        raise PdfSyntaxError(f"no object {ref.number} {ref.generation} at {at}")
    value, end = _value(octets, head.end(), 0)
    if isinstance(value, Dictionary):
        begins = _STREAM.match(octets, end)
        if begins is not None:
            return Stream(value, begins.end()), begins.end()
    ends = _AFTER.match(octets, end)
    if ends is None:
        raise PdfSyntaxError(f"object {ref.number} {ref.generation} has no end")
    return value, ends.end()


def stream_end(octets: bytes, stream: Stream, length: int) -> int:
    """Return where the data of a stream ends.

    Raises:
        PdfSyntaxError: the keyword does not stand where the length says.
    """
    end = stream.start + length
    if length < 0 or _AFTER_STREAM.match(octets, end) is None:
        raise PdfSyntaxError(f"the stream at {stream.start} has another length")
    return end


def refs_of(value: Value) -> Iterator[Ref]:
    """Yield every reference that stands in an object."""
    stack: list[Value] = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, Ref):
            yield one
        elif isinstance(one, Stream):
            stack.extend(one.entries.values())
        elif isinstance(one, dict):
            stack.extend(one.values())
        elif isinstance(one, list):
            stack.extend(one)


def same(one: Value, other: Value) -> bool:
    """Return whether two direct objects say the same, references by their numbers."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def _value(octets: bytes, at: int, depth: int) -> tuple[Value, int]:
    token = _TOKEN.match(octets, at)
    if token is None:
        raise PdfSyntaxError(f"no object at {at}")
    return _valued(octets, token, depth)


def _valued(octets: bytes, token: re.Match[bytes], depth: int) -> tuple[Value, int]:
    kind, end = token.lastgroup, token.end()
    match kind:
        case "name":
            return _name(token["name"]), end
        case "int":
            return int(token["int"]), end
        case "ref":
            number, generation, _ = token["ref"].replace(b"\0", b" ").split()
            return Ref(int(number), int(generation)), end
        case "hex":
            return _hex(token["hex"]), end
        case "text":
            return _text(octets, end)
        case "open":
            return _dictionary(octets, end, _deeper(depth))
        case "array":
            return _array(octets, end, _deeper(depth))
        case "real":
            return float(token["real"]), end
        case "word":
            return _WORDS[token["word"]], end
    raise PdfSyntaxError(f"an end without a beginning at {end}")


def _deeper(depth: int) -> int:
    if depth >= _DEEPEST:
        raise PdfSyntaxError("nested too deep")
    return depth + 1


def _dictionary(octets: bytes, at: int, depth: int) -> tuple[Dictionary, int]:
    found = Dictionary()
    found.contents = None
    while True:
        token = _TOKEN.match(octets, at)
        if token is None or token.lastgroup not in ("close", "name"):
            raise PdfSyntaxError(f"no key at {at}")
        if token.lastgroup == "close":
            return found, token.end()
        key = _name(token["name"])
        if key in found:
            raise PdfSyntaxError(f"a key twice at {at}")
        value_token = _TOKEN.match(octets, token.end())
        if value_token is None:
            raise PdfSyntaxError(f"no value at {token.end()}")
        found[key], at = _valued(octets, value_token, depth)
        if key == "Contents" and value_token.lastgroup == "hex":
            found.contents = value_token.start("hex") - 1, at


def _array(octets: bytes, at: int, depth: int) -> tuple[list[Value], int]:
    found: list[Value] = []
    while True:
        token = _TOKEN.match(octets, at)
        if token is None:
            raise PdfSyntaxError(f"no element at {at}")
        if token.lastgroup == "end":
            return found, token.end()
        value, at = _valued(octets, token, depth)
        found.append(value)


def _name(raw: bytes) -> Name:
    if b"#" in raw:
        raw = _ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), raw)
    return Name(raw.decode("latin-1"))


def _hex(raw: bytes) -> bytes:
    digits = raw if raw.isalnum() else raw.translate(None, SPACE_OCTETS)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


_ESCAPES = {
    b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"(": b"(", b")": b")",
    b"\\": b"\\", b"\n": b"",
}  # fmt: skip
_OCTAL = re.compile(rb"[0-7]{1,3}")


def _text(octets: bytes, at: int) -> tuple[bytes, int]:
    """Return a literal string (7.3.4.2) whose opening parenthesis has been read."""
    pieces: list[bytes] = []
    depth = 1
    while True:
        plain = _PLAIN.match(octets, at)
        if plain is None or plain.end() >= len(octets):
            raise PdfSyntaxError(f"a string without an end at {at}")
        pieces.append(plain[0])
        at = plain.end()
        mark = octets[at : at + 1]
        at += 1
        if mark == b"\\":
            piece, at = _escape(octets, at)
            pieces.append(piece)
            continue
        depth += 1 if mark == b"(" else -1
        if not depth:
            return b"".join(pieces), at
        pieces.append(mark)


def _escape(octets: bytes, at: int) -> tuple[bytes, int]:
    octal = _OCTAL.match(octets, at)
    if octal is not None:
        return bytes((int(octal[0], 8) & 0xFF,)), octal.end()
    if octets[at : at + 2] == b"\r\n":
        return b"", at + 2
    mark = bytes(octets[at : at + 1])
    return (b"" if mark == b"\r" else _ESCAPES.get(mark, mark)), at + 1
