"""Facts on disk: what collecting established, so that it can be judged again without the originals.

One file for the package and one a shard, canonical JSON: the lines as decoded, every proof's
octets, the content facts of every original. Judged again with the same policy, trust and time they
give the same report bytes (design 7). Values are written and read by their own type hints, so a
new field needs no code here.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from anchors.limits import LIMITS
from anchors.nesting import overwhelms
from ingest.errors import FactsError
from verify.canonical import canonical_json
from verify.memory import Recall
from verify.model import BundleShard, ContentFacts, PackageFacts

__all__ = [
    "PACKAGE_FACTS",
    "ShardFacts",
    "check_index",
    "clear_facts",
    "decode_facts",
    "decode_value",
    "encode_facts",
    "encode_value",
    "facts_in",
    "read_facts",
    "write_facts",
    "write_index",
]

PACKAGE_FACTS = "package.json"
INDEX = "index.json"
"""SHA-256 of every other file: what was edited, added or lost since is noticed."""

_DEEPEST = 3 * LIMITS.json_depth
"""Levels of facts: those of a line, and of what holds the lines."""
_Value = TypeVar("_Value")
_PLAIN = frozenset({str, int, bool, NoneType})
"""Types whose values stand in JSON as they are."""
_NOTHING: Mapping[str, Recall] = MappingProxyType({})


class ShardFacts(NamedTuple):
    """Everything that judging one shard needs."""

    shard: BundleShard
    contents: Mapping[str, ContentFacts]
    recalls: Mapping[str, Recall] = _NOTHING
    """What is known from elsewhere, by case key, or by the id of a shared document."""


def clear_facts(folder: Path) -> None:
    """Make an empty folder for facts: those of an earlier run would be judged with these."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in facts_in(folder):
        path.unlink(missing_ok=True)


def facts_in(folder: Path) -> list[Path]:
    """Return every file of a folder of facts that is ours."""
    return [*folder.glob("shard-*.json"), folder / PACKAGE_FACTS, folder / INDEX]


def write_index(folder: Path) -> None:
    """Write the digest of every file of facts, once all are there."""
    (folder / INDEX).write_bytes(canonical_json(_digests(folder)) + b"\n")


def check_index(folder: Path) -> None:
    """Hold the files of facts against their index.

    The index is no seal: who edits a file can edit it too. Reports carry `facts_digest` a case.

    Raises:
        FactsError: a file differs, is absent or was added, or there is no index.
        OSError: the folder cannot be read.
    """
    try:
        stated = json.loads((folder / INDEX).read_bytes())
    except (FileNotFoundError, ValueError, RecursionError) as error:
        raise FactsError(f"{INDEX}: {error}") from error
    found = _digests(folder)
    if stated != found:
        names = stated.keys() | found.keys() if isinstance(stated, dict) else {INDEX}
        other = sorted(n for n in names if n == INDEX or stated.get(n) != found.get(n))
        raise FactsError(f"{', '.join(other[:5])}: differs from the index")


def _digests(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.glob("*.json") if path.name != INDEX)
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in paths}


def write_facts(path: Path, value: PackageFacts | ShardFacts) -> None:
    """Write facts as canonical JSON."""
    path.write_bytes(encode_facts(value))


def encode_facts(value: object) -> bytes:
    """Return facts as they are kept: canonical JSON, and a newline."""
    return canonical_json(encode_value(value)) + b"\n"


def read_facts(path: Path, kind: type[_Value]) -> _Value:
    """Return facts of `kind` from a file.

    Raises:
        FactsError: the file is not what `write_facts` writes.
        OSError: the file cannot be read.
    """
    return decode_facts(path.read_bytes(), kind, path.name)


def decode_facts(octets: bytes, kind: type[_Value], name: str) -> _Value:
    """Return facts of `kind` out of their octets; `name` is what a fault is told of.

    Raises:
        FactsError: they are not what `encode_facts` gives.
    """
    if overwhelms(octets, _DEEPEST):
        raise FactsError(f"{name}: nests deeper than {_DEEPEST} levels")
    try:
        value = json.loads(octets, parse_float=_no_float, parse_constant=_no_float)
        if b"\\u" in octets:
            canonical_json(value)  # half of a surrogate pair cannot be written again
        found: _Value = decode_value(kind, value)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise FactsError(f"{name}: {error}") from error
    return found


def _no_float(text: str) -> object:
    raise ValueError(f"float {text[:20]}")


def encode_value(value: Any) -> Any:
    """Return a domain value as JSON: records by field, octets in Base64, odd keys as pairs."""
    return _ENCODERS[type(value)](value)


class _Encoders(dict[type, Callable[[Any], Any]]):
    """What encodes values of a type: looked for once, not for each of a million values."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        found = self[kind] = _encoder(kind)
        return found


def _encoder(kind: type) -> Callable[[Any], Any]:
    if issubclass(kind, Enum):
        return _value_of
    if issubclass(kind, (NoneType, str, int)):
        return _itself
    if issubclass(kind, bytes):
        return _encode_octets
    if is_dataclass(kind):
        return partial(_encode_record, tuple([one.name for one in fields(kind)]))
    if issubclass(kind, Mapping):
        return _encode_mapping
    if issubclass(kind, frozenset):
        return _encode_set
    if issubclass(kind, (list, tuple)):
        return _encode_row
    raise TypeError(f"no fact: {kind.__name__}")


def _itself(value: Any) -> Any:
    return value


def _value_of(value: Enum) -> Any:
    return value.value


def _encode_octets(value: bytes) -> str:
    return b64encode(value).decode()


def _encode_record(names: tuple[str, ...], value: Any) -> dict[str, Any]:
    return {name: encode_value(getattr(value, name)) for name in names}


def _encode_set(value: frozenset[object]) -> list[str]:
    return sorted([str(part) for part in value])


def _encode_row(value: Sequence[object]) -> list[Any]:
    return [part if part.__class__ in _PLAIN else _ENCODERS[part.__class__](part) for part in value]


def _encode_mapping(value: Mapping[Any, object]) -> object:
    if all(isinstance(key, str) for key in value):
        return {
            key: part if part.__class__ in _PLAIN else _ENCODERS[part.__class__](part)
            for key, part in value.items()
        }
    return [[encode_value(key), encode_value(part)] for key, part in value.items()]


_ENCODERS = _Encoders()


def decode_value(kind: Any, value: Any) -> Any:
    """Return the value of a type from its JSON; raises `TypeError` or `ValueError` where not."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if value is None:
            return None
        return decode_value(next(k for k in get_args(kind) if k is not NoneType), value)
    if origin is tuple:
        return tuple(decode_value(get_args(kind)[0], part) for part in _shaped(list, value))
    if origin is frozenset:
        return frozenset(decode_value(get_args(kind)[0], part) for part in _shaped(list, value))
    if origin is not None and issubclass(origin, Mapping):
        key, part = get_args(kind)
        return _decode_mapping(key, part, value)
    return _decode_plain(kind, value)


def _decode_mapping(key: Any, part: Any, value: Any) -> dict[Any, Any]:
    in_pairs = key is not str and isinstance(value, list)
    pairs = value if in_pairs else _shaped(dict, value).items()
    return {decode_value(key, k): decode_value(part, v) for k, v in pairs}


def _shaped(kind: type[_Value], value: object) -> _Value:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{type(value).__name__} where {kind.__name__} belongs")
    return value


def _decode_plain(kind: Any, value: Any) -> Any:
    if kind is bytes:
        return b64decode(_shaped(str, value), validate=True)
    if kind in (object, Any):
        return value
    if kind in (str, int, bool):
        return _shaped(kind, value)
    if issubclass(kind, Enum):
        return kind(value)
    hints = _hints(kind)
    if issubclass(kind, tuple):
        names = kind._fields
        parts = zip(names, _shaped(list, value), strict=True)
        return kind(*(decode_value(hints[name], part) for name, part in parts))
    named = _shaped(dict, value)
    return kind(**{name: decode_value(hints[name], part) for name, part in named.items()})


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
