"""Trust directory to `TrustStore` (formats, "Trust directory"); pure: bytes in, values out.

Every file of a directory with trust.json is an entry, with the digest it states; an unlisted or
differing file, an unknown purpose, a path that nothing reads, or a record, certificate, CRL or OCSP
answer that cannot be decoded refuses the whole store (`TrustError`).
A folder or list of files without trust.json is a bare store: certificates serve every purpose but
platform and court, CRLs and OCSP answers are taken for what they are, anything else is refused.
"""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

from anchors.chains import decode_chain_headers, decode_profile
from anchors.errors import ProfileError
from anchors.profile import ChainProfile
from verify.canonical import canonical_digest
from verify.errors import TrustError
from verify.pem import certificates_in, check_form, kind_of, pem_blocks
from verify.platformfile import decode_platform, sm2_form
from verify.records import Json, json_object, list_of, mapping_of, term_in, text_in
from verify.trust import NoneIssued, Purpose, TrustedRoot, TrustStore

__all__ = ["NO_TRUST", "TRUST_JSON", "decode_bare", "decode_trust"]

TRUST_JSON = "trust.json"
NO_TRUST = TrustStore(digest=canonical_digest([]), sequence=None, environment=None, audience=None)
"""Nothing is trusted: no --trust was given."""

_ANY_BUT = frozenset({Purpose.SIGNER, Purpose.TSA, Purpose.RESPONDER})
"""What a certificate of a bare store is trusted for."""
_CERTIFICATE_PURPOSES = frozenset(
    {Purpose.SIGNER, Purpose.TSA, Purpose.PLATFORM, Purpose.RESPONDER, Purpose.COURT}
)
_FOLDERS = ("platforms", "lenders", "products", "courts", "chains")
"""Where registry records are."""
_RECORD = re.compile(rf"({'|'.join(_FOLDERS)})/(.+)\.json")
_HEADERS = re.compile(r"headers/(.+)\.jsonl")


def decode_trust(files: Mapping[str, bytes]) -> TrustStore:
    """Return the store of a trust directory.

    Args:
        files: path relative to the directory, with `/`, to content.

    Raises:
        TrustError: it is refused; the message names the file.
    """
    if TRUST_JSON not in files:
        return decode_bare(files)
    head = json_object(files[TRUST_JSON], TRUST_JSON)
    entries = [mapping_of(entry, TRUST_JSON) for entry in list_of(head.get("entries"), TRUST_JSON)]
    listed = _check_entries(entries, files)
    if head.get("version") != 1:
        raise TrustError(f"{TRUST_JSON}: version is not 1")
    registry = _registry(listed, files)
    chains = {name: _chain(record, name) for name, record in registry["chains"].items()}
    sequence = head.get("sequence")
    return TrustStore(
        digest=canonical_digest(head),
        sequence=sequence if isinstance(sequence, int) else None,
        environment=text_in(head, "environment", TRUST_JSON),
        audience=text_in(head, "audience", TRUST_JSON),
        roots=tuple(_root(entry, files) for entry in entries if _is_root(entry)),
        intermediates=tuple(
            der
            for path in _of_purpose(listed, Purpose.INTERMEDIATE)
            for der in certificates_in(files, path)
        ),
        crls=tuple(_revocation(listed, files, ".crl")),
        ocsps=tuple(_revocation(listed, files, ".ocsp")),
        platforms={
            name: decode_platform(record, name, listed, files)
            for name, record in registry["platforms"].items()
        },
        lenders=registry["lenders"],
        products=registry["products"],
        courts=registry["courts"],
        chains=chains,
        headers=dict(
            _headers(files[path], path, chains) for path in _of_purpose(listed, Purpose.HEADERS)
        ),
    )


def _chain(record: Json, name: str) -> ChainProfile:
    path = f"chains/{name}.json"
    try:
        profile = decode_profile(record)
    except ProfileError as error:
        raise TrustError(f"{path}: {error}") from error
    if profile.id != name:
        raise TrustError(f"{path}: id is not {name}")
    return profile


def _headers(data: bytes, path: str, chains: Mapping[str, ChainProfile]) -> tuple[str, object]:
    """Return the chain that a headers file is of, and what it pins.

    One of no registered chain would lie unused.
    """
    match = _HEADERS.fullmatch(path)
    if match is None or match[1] not in chains:
        raise TrustError(f"{path}: not headers/<id>.jsonl of a registered chain")
    try:
        return match[1], decode_chain_headers(chains[match[1]].kind, data)
    except ProfileError as error:
        raise TrustError(f"{path}: {error}") from error


def decode_bare(files: Mapping[str, bytes]) -> TrustStore:
    """Return a store of loose certificates, CRLs and OCSP answers; told apart by content.

    Raises:
        TrustError: a file is none of these.
    """
    found: dict[str, list[bytes]] = {kind: [] for kind in ("certificate", "crl", "ocsp")}
    for path, data in sorted(files.items()):
        for der in pem_blocks(data):
            kind = kind_of(der)
            if kind is None:
                raise TrustError(f"{path}: neither certificate, CRL nor OCSP response")
            check_form(kind, der, path)
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


def _check_entries(entries: Iterable[Json], files: Mapping[str, bytes]) -> dict[str, Json]:
    """Return entries by path, after holding every file against its stated digest."""
    listed: dict[str, Json] = {}
    for entry in entries:
        path = text_in(entry, "file", TRUST_JSON)
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
                check_form(ending[1:], der, path)
                yield der


def _is_root(entry: Json) -> bool:
    """Whether an entry ends paths: a platform's own pinned certificate does not."""
    return _purpose(entry) in _CERTIFICATE_PURPOSES and entry.get("platform_id") is None


def _root(entry: Json, files: Mapping[str, bytes]) -> TrustedRoot:
    path = text_in(entry, "file", TRUST_JSON)
    blocks = certificates_in(files, path)
    if len(blocks) != 1:
        raise TrustError(f"{path}: not exactly one certificate")
    begin, end = term_in(entry, path)
    revocation, sm2 = entry.get("revocation"), entry.get("sm2")
    return TrustedRoot(
        der=blocks[0],
        purposes=frozenset({_purpose(entry)}),
        valid_from=begin,
        valid_to=end,
        none_issued=None
        if revocation is None
        else _none_issued(mapping_of(revocation, path), path),
        sm2=None if sm2 is None else sm2_form(mapping_of(sm2, path), path),
    )


def _none_issued(record: Json, path: str) -> NoneIssued:
    begin, end = term_in(record, path)
    if record.get("mode") != "none-issued" or begin is None:
        raise TrustError(f"{path}: revocation mode is not none-issued with a date")
    return NoneIssued(begin, end, str(record.get("reason", "")))


def _registry(listed: Mapping[str, Json], files: Mapping[str, bytes]) -> dict[str, dict[str, Json]]:
    """Return the registry records of every folder by their path without folder and ending."""
    found: dict[str, dict[str, Json]] = {folder: {} for folder in _FOLDERS}
    for path in _of_purpose(listed, Purpose.REGISTRY):
        match = _RECORD.fullmatch(path)
        if match is None:
            raise TrustError(f"{path}: no .json of {', '.join(_FOLDERS)}")
        found[match[1]][match[2]] = json_object(files[path], path)
    return found
