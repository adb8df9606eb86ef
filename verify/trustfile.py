"""Trust directory to `TrustStore` (formats, "Trust directory"); pure: bytes in, values out.

Every file of a directory with trust.json is an entry, with the digest it states; an unlisted or
differing file, an unknown purpose, or a record, certificate, CRL or OCSP answer that cannot be
decoded refuses the whole store (`TrustError`).
A folder or list of files without trust.json is a bare store: certificates serve every purpose but
platform and court, CRLs and OCSP answers are taken for what they are, anything else is refused.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import cast

from anchors.limits import LIMITS
from verify.asn1.crl import decode_crl
from verify.asn1.der import SEQUENCE, children, only_element
from verify.asn1.ocsp import decode_ocsp
from verify.asn1.x509 import decode_certificate
from verify.canonical import canonical_digest
from verify.errors import DecodeError, TrustError
from verify.model import ProofKind
from verify.trust import (
    Mandate,
    NoneIssued,
    PlatformCertificate,
    PlatformRecord,
    Purpose,
    Sm2Form,
    TrustedRoot,
    TrustStore,
)

__all__ = ["NO_TRUST", "decode_bare", "decode_trust", "pem_blocks"]

TRUST_JSON = "trust.json"
NO_TRUST = TrustStore(digest=canonical_digest([]), sequence=None, environment=None, audience=None)
"""Nothing is trusted: no --trust was given."""

_BEGIN = b"-----BEGIN "
_DASHES = b"-----"
_LABEL_OCTETS = 40
_SEQUENCE = b"\x30"
_ANY_BUT = frozenset({Purpose.SIGNER, Purpose.TSA, Purpose.RESPONDER})
"""What a certificate of a bare store is trusted for."""
_CERTIFICATE_PURPOSES = frozenset(
    {Purpose.SIGNER, Purpose.TSA, Purpose.PLATFORM, Purpose.RESPONDER, Purpose.COURT}
)
_CATEGORIES = frozenset({"*", *map(str, range(1, 11))})

Json = Mapping[str, object]


def pem_blocks(data: bytes) -> list[bytes]:
    """Return the DER of every PEM block, or the data itself where it is not PEM.

    Raises:
        TrustError: a block is not base64, or does not end.
    """
    if data[:1] == _SEQUENCE or _BEGIN not in data:
        return [data]
    return [_block(part) for part in data.split(_BEGIN)[1:]]


def _block(part: bytes) -> bytes:
    """Return the DER of what follows one BEGIN; linear, whatever the text."""
    label, dashes, rest = part.partition(_DASHES)
    body, end, _ = rest.partition(b"-----END " + label + _DASHES)
    if not dashes or not end or len(label) > _LABEL_OCTETS:
        raise TrustError("PEM block without its end")
    try:
        return base64.b64decode(b"".join(body.split()), validate=True)
    except binascii.Error as error:
        raise TrustError("PEM block is not base64") from error


def decode_trust(files: Mapping[str, bytes]) -> TrustStore:
    """Return the store of a trust directory.

    Args:
        files: path relative to the directory, with `/`, to content.

    Raises:
        TrustError: it is refused; the message names the file.
    """
    if TRUST_JSON not in files:
        return decode_bare(files)
    head = _object(files[TRUST_JSON], TRUST_JSON)
    entries = [_mapping(entry, TRUST_JSON) for entry in _list(head.get("entries"), TRUST_JSON)]
    listed = _check_entries(entries, files)
    if head.get("version") != 1:
        raise TrustError(f"{TRUST_JSON}: version is not 1")
    registry = {
        name: _records(listed, files, name)
        for name in ("platforms", "lenders", "products", "courts", "chains")
    }
    sequence = head.get("sequence")
    return TrustStore(
        digest=canonical_digest(head),
        sequence=sequence if isinstance(sequence, int) else None,
        environment=_text(head, "environment", TRUST_JSON),
        audience=_text(head, "audience", TRUST_JSON),
        roots=tuple(_root(entry, files) for entry in entries if _is_root(entry)),
        intermediates=tuple(
            der
            for path in _of_purpose(listed, Purpose.INTERMEDIATE)
            for der in _certificates(files, path)
        ),
        crls=tuple(_revocation(listed, files, ".crl")),
        ocsps=tuple(_revocation(listed, files, ".ocsp")),
        platforms={
            name: _platform(record, name, listed, files)
            for name, record in registry["platforms"].items()
        },
        lenders=registry["lenders"],
        products=registry["products"],
        courts=registry["courts"],
        chains=registry["chains"],
        headers={
            path.removeprefix("headers/").removesuffix(".jsonl"): files[path]
            for path in _of_purpose(listed, Purpose.HEADERS)
        },
    )


def decode_bare(files: Mapping[str, bytes]) -> TrustStore:
    """Return a store of loose certificates, CRLs and OCSP answers; told apart by content.

    Raises:
        TrustError: a file is none of these.
    """
    found: dict[str, list[bytes]] = {kind: [] for kind in _DECODERS}
    for path, data in sorted(files.items()):
        for der in pem_blocks(data):
            kind = _kind_of(der)
            if kind is None:
                raise TrustError(f"{path}: neither certificate, CRL nor OCSP response")
            _check_form(kind, der, path)
            found[kind].append(der)
    digests = sorted(sha256(data).hexdigest() for data in files.values())
    return TrustStore(
        digest=canonical_digest(digests),
        sequence=None,
        environment=None,
        audience=None,
        roots=tuple(TrustedRoot(der=der, purposes=_ANY_BUT) for der in found["certificate"]),
        crls=tuple(found["crl"]),
        ocsps=tuple(found["ocsp"]),
        bare=True,
    )


def _kind_of(der: bytes) -> str | None:
    """Tell a certificate, CRL and OCSP response apart by their shape."""
    try:
        outer = only_element(der)
        parts = children(der, outer.start, outer.stop) if outer.tag == SEQUENCE else []
        if len(parts) == 3 and parts[0].tag == SEQUENCE:
            first = children(der, parts[0].start, parts[0].stop)
            times = (0x17, 0x18)
            if len(first) >= 4 and (first[2].tag in times or first[3].tag in times):
                return "crl"
            return "certificate"
        decode_ocsp(der)
    except DecodeError:
        return None
    return "ocsp"


_DECODERS: Mapping[str, Callable[[bytes], object]] = {
    "certificate": decode_certificate,
    "crl": decode_crl,
    "ocsp": decode_ocsp,
}


def _check_form(kind: str, der: bytes, path: str) -> None:
    """Refuse what cannot be decoded: it would be passed over in silence when it is needed."""
    try:
        _DECODERS[kind](der)
    except DecodeError as error:
        raise TrustError(f"{path}: {error}") from error


def _certificates(files: Mapping[str, bytes], path: str) -> list[bytes]:
    """Return the certificates of a file."""
    blocks = pem_blocks(files[path])
    for der in blocks:
        _check_form("certificate", der, path)
    return blocks


def _check_entries(entries: Iterable[Json], files: Mapping[str, bytes]) -> dict[str, Json]:
    """Return entries by path, after holding every file against its stated digest."""
    listed: dict[str, Json] = {}
    for entry in entries:
        path = _text(entry, "file", TRUST_JSON)
        if path in listed:
            raise TrustError(f"{path}: listed twice")
        if path not in files:
            raise TrustError(f"{path}: listed but absent")
        if sha256(files[path]).hexdigest() != entry.get("sha256"):
            raise TrustError(f"{path}: digest differs from trust.json")
        _purpose(entry)
        listed[path] = entry
    for path in files:
        if path != TRUST_JSON and path not in listed:
            raise TrustError(f"{path}: not listed in trust.json")
    return listed


def _purpose(entry: Json) -> Purpose:
    try:
        return Purpose(str(entry.get("purpose")))
    except ValueError as error:
        raise TrustError(f"{entry.get('file')}: unknown purpose {entry.get('purpose')}") from error


def _of_purpose(listed: Mapping[str, Json], purpose: Purpose) -> list[str]:
    return [path for path, entry in listed.items() if _purpose(entry) is purpose]


def _revocation(
    listed: Mapping[str, Json], files: Mapping[str, bytes], ending: str
) -> Iterable[bytes]:
    for path in _of_purpose(listed, Purpose.REVOCATION):
        if not path.endswith((".crl", ".ocsp")):
            raise TrustError(f"{path}: revocation data is neither .crl nor .ocsp")
        if path.endswith(ending):
            for der in pem_blocks(files[path]):
                _check_form(ending[1:], der, path)
                yield der


def _is_root(entry: Json) -> bool:
    """Whether an entry ends paths: a platform's own pinned certificate does not."""
    return _purpose(entry) in _CERTIFICATE_PURPOSES and entry.get("platform_id") is None


def _root(entry: Json, files: Mapping[str, bytes]) -> TrustedRoot:
    path = _text(entry, "file", TRUST_JSON)
    blocks = _certificates(files, path)
    if len(blocks) != 1:
        raise TrustError(f"{path}: not exactly one certificate")
    revocation = entry.get("revocation")
    sm2 = entry.get("sm2")
    return TrustedRoot(
        der=blocks[0],
        purposes=frozenset({_purpose(entry)}),
        valid_from=_instant(entry, "from", path),
        valid_to=_instant(entry, "to", path),
        none_issued=None if revocation is None else _none_issued(_mapping(revocation, path), path),
        sm2=None if sm2 is None else _sm2(_mapping(sm2, path), path),
    )


def _none_issued(record: Json, path: str) -> NoneIssued:
    begin = _instant(record, "from", path)
    if record.get("mode") != "none-issued" or begin is None:
        raise TrustError(f"{path}: revocation mode is not none-issued with a date")
    return NoneIssued(begin, _instant(record, "to", path), str(record.get("reason", "")))


def _sm2(record: Json, path: str) -> Sm2Form:
    encoding = record.get("encoding", "der")
    if encoding not in ("der", "raw") or not isinstance(record.get("z", True), bool):
        raise TrustError(f"{path}: sm2 form of another shape")
    return Sm2Form(
        str(record.get("id", "1234567812345678")), bool(record.get("z", True)), str(encoding)
    )


def _records(
    listed: Mapping[str, Json], files: Mapping[str, bytes], folder: str
) -> dict[str, Json]:
    """Return the registry records of one folder by their path without folder and ending."""
    found = {}
    for path in _of_purpose(listed, Purpose.REGISTRY):
        if path.startswith(f"{folder}/"):
            name = path.removeprefix(f"{folder}/").removesuffix(".json")
            found[name] = _object(files[path], path)
    return found


def _platform(
    record: Json, name: str, listed: Mapping[str, Json], files: Mapping[str, bytes]
) -> PlatformRecord:
    path = f"platforms/{name}.json"
    if record.get("id") != name:
        raise TrustError(f"{path}: id is not {name}")
    certificates = [
        _pinned(_mapping(entry, path), name, listed, files)
        for entry in _list(record.get("signing_certs"), path)
    ]
    sm2 = record.get("sm2")
    return PlatformRecord(
        id=name,
        name=_text(record, "name", path),
        uscc=_text(record, "uscc", path),
        certificates=tuple(certificates),
        mandates=tuple(
            _mandate(_mapping(m, path), path) for m in _list(record.get("mandates", []), path)
        ),
        expected_proofs={
            category: _expected(category, kinds, path)
            for category, kinds in _mapping(record.get("expected_proofs", {}), path).items()
        },
        sm2=None if sm2 is None else _sm2(_mapping(sm2, path), path),
        hosted_signing=bool(record.get("hosted_signing", False)),
        record=record,
    )


def _expected(category: str, kinds: object, path: str) -> tuple[str, ...]:
    """Return the kinds of proof expected of a category; a misspelt one would expect nothing."""
    found = _list(kinds, path)
    if category not in _CATEGORIES or not set(map(str, found)) <= set(ProofKind):
        raise TrustError(f"{path}: expected_proofs {category} is no category with kinds of proof")
    return tuple(map(str, found))


def _pinned(
    entry: Json, name: str, listed: Mapping[str, Json], files: Mapping[str, bytes]
) -> PlatformCertificate:
    path = _text(entry, "file", f"platforms/{name}.json")
    owner = listed.get(path, {})
    if owner.get("purpose") != "platform" or owner.get("platform_id") != name:
        raise TrustError(f"{path}: no entry of purpose platform for {name}")
    blocks = _certificates(files, path)
    digest = sha256(blocks[0]).hexdigest() if len(blocks) == 1 else None
    if digest is None or digest != entry.get("sha256"):
        raise TrustError(f"{path}: not the one certificate that platform {name} states")
    return PlatformCertificate(
        digest, blocks[0], _instant(entry, "from", path), _instant(entry, "to", path)
    )


def _mandate(record: Json, path: str) -> Mandate:
    begin = _instant(record, "from", path)
    if begin is None:
        raise TrustError(f"{path}: mandate without a date")
    return Mandate(_text(record, "lender", path), begin, _instant(record, "to", path))


def _instant(record: Json, key: str, path: str) -> datetime | None:
    value = record.get(key)
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise TrustError(f"{path}: {key} is no time") from error
    if instant.tzinfo is None:
        raise TrustError(f"{path}: {key} has no zone")
    return instant


def _object(data: bytes, path: str) -> Json:
    if len(data) > LIMITS.json_octets:
        raise TrustError(f"{path}: over {LIMITS.json_octets} octets")
    try:
        value = json.loads(data, object_pairs_hook=_unique, parse_float=_no_float)
    except (ValueError, RecursionError) as error:
        raise TrustError(f"{path}: {error}") from error
    return _mapping(value, path)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _no_float(text: str) -> object:
    raise ValueError(f"float {text[:20]}")


def _mapping(value: object, path: str) -> Json:
    if not isinstance(value, dict):
        raise TrustError(f"{path}: not an object where one is called for")
    return cast("Json", value)


def _list(value: object, path: str) -> list[object]:
    if not isinstance(value, list):
        raise TrustError(f"{path}: not a list where one is called for")
    return value


def _text(record: Json, key: str, path: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise TrustError(f"{path}: {key} is no text")
    return value
