"""Read an associated signature container: ASiC-E and ASiC-S, with CAdES and time-stamp tokens.

ETSI EN 319 162-1. A signature in an ASiC-E is over its manifest, and the manifest has the digests
of the files; in an ASiC-S it is over the one file itself. The steps:

    1  closed world of the ZIP                        ingest.signed.container
    2  what each member is, by its name               names
    3  manifests, and every digest in them            manifest, coverage
    4  each signature with what it covers             here
    5  what no signature covers, and what is not verified here: XAdES, evidence records,
       signatures inside of files

`META-INF/manifest.xml` need not be signed: it lists media types (4.4.3.2). It is told where nobody
signed it, and is a file like any other where it says more (description).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from anchors.limits import LIMITS, Limits
from ingest.errors import MalformedError, XmlError
from ingest.package.faults import quoted
from ingest.signed.asic.coverage import Coverage, cover, follow
from ingest.signed.asic.description import is_what_it_is_named
from ingest.signed.asic.manifest import Manifest, decode_manifest
from ingest.signed.asic.mimetype import asic_type, is_own_comment, mimetype_faults
from ingest.signed.asic.names import (
    MIMETYPE,
    Role,
    is_archive,
    is_beside,
    is_simple,
    member_named,
    role_of,
)
from ingest.signed.asic.nested import kinds_inside
from ingest.signed.container import Members, open_members
from ingest.signed.raw import RawDocument, RawSignature
from verify.asn1.cms import cms_form
from verify.codes.table import finding
from verify.findings import Finding
from verify.model import Change, ProofKind

__all__ = ["read_asic"]

_EXTENDED, _SIMPLE = "asic-e", "asic-s"
_UNVERIFIED = {
    Role.XADES: "asic.xades_unsupported",
    Role.EVIDENCE_RECORD: "asic.evidence_record_unsupported",
    Role.UNSUPPORTED: "asic.signature_unsupported",
}
_COVERED_BY_MANIFEST = frozenset({Role.SIGNATURE, Role.TIMESTAMP, Role.EVIDENCE_RECORD})
"""What a manifest may belong to."""
_SIGNING = (*_COVERED_BY_MANIFEST, Role.XADES, Role.UNSUPPORTED)
"""What somebody signed with, whether it is verified here or not."""


def read_asic(octets: bytes, limits: Limits = LIMITS) -> RawDocument:
    """Return every signature and time-stamp of a container with what it covers."""
    try:
        members = open_members(octets, limits)
    except MalformedError as error:
        return RawDocument(_EXTENDED, (), (error.finding,))
    return _Reading(octets, members, limits).document()


class _Covered(NamedTuple):
    """One signature with what it covers, before the order of all is known."""

    name: str
    pieces: tuple[bytes, ...]
    reached: frozenset[str]
    """Members that it covers, through manifests too."""
    listed: frozenset[str]
    """Members that its manifest names, with whatever digest."""
    findings: tuple[Finding, ...]


class _Reading:
    """One container on the way to a document."""

    def __init__(self, octets: bytes, members: Members, limits: Limits) -> None:
        self._octets = octets
        self._members = members
        self._limits = limits
        self._findings = list(_told(members, limits.inner_listed))
        self._roles = {name: role_of(name) for name in members}
        for name, role in self._roles.items():
            if not is_what_it_is_named(role, members[name], members):
                self._roles[name] = Role.DATA
        self._data = [name for name, role in self._roles.items() if role is Role.DATA]
        self._signing = self._of_role(*_SIGNING)
        self._manifests: dict[str, list[Manifest]] = {}
        """By the signature that each names."""
        self._coverages: dict[str, Coverage] = {}

    def document(self) -> RawDocument:
        """Take the steps 2 to 5."""
        self._findings += mimetype_faults(self._octets, self._members)
        self._read_manifests()
        signatures = [one for name in self._signatures() if (one := self._covered(name))]
        self._tell_unverified()
        reached = frozenset[str]().union(*(one.reached for one in signatures))
        self._tell_form(signatures)
        for name in self._of_role(Role.DESCRIPTION):
            if name not in reached:
                self._add("asic.description_uncovered", name)
        uncovered = [quoted(name) for name in self._data if name not in reached]
        ordered = _in_order(signatures)
        raw = tuple(self._raw(one, ordered) for one in ordered.values())
        return RawDocument(
            self._form(signatures),
            raw,
            (*self._findings, *self._of_signatures(ordered)),
            uncovered=tuple(uncovered[: self._limits.inner_listed]),
            parts=len(self._members),
        )

    def _add(self, code: str, observed: str) -> None:
        self._findings.append(finding(code, "", observed=quoted(observed)))

    def _of_role(self, *roles: Role) -> list[str]:
        return [name for name, role in self._roles.items() if role in roles]

    def _signatures(self) -> list[str]:
        """Return the names of the signatures that are read."""
        names = self._of_role(Role.SIGNATURE, Role.TIMESTAMP)
        most = self._limits.inner_signatures
        if len(names) > most:
            observed, expected = str(len(names)), str(most)
            self._findings.append(
                finding("embedded.too_many", "", observed=observed, expected=expected)
            )
        return names[:most]

    def _read_manifests(self) -> None:
        names = self._of_role(Role.MANIFEST)
        if len(names) > self._limits.inner_signatures:
            self._add("embedded.too_many", f"{len(names)} manifests")
        read = []
        for name in names[: self._limits.inner_signatures]:
            try:
                manifest = decode_manifest(name, self._members[name])
            except XmlError as error:
                self._add("asic.manifest_malformed", f"{name} {error}")
                continue
            read.append(manifest)
            self._file(manifest)
        self._coverages = cover(read, self._members, self._limits.inner_listed)

    def _file(self, manifest: Manifest) -> None:
        """Keep a manifest under the signature that it names."""
        named = member_named(manifest.signature, self._members)
        if named is None or self._roles.get(named) not in _COVERED_BY_MANIFEST:
            self._add("asic.manifest_alone", f"{manifest.name} {manifest.signature}")
        else:
            self._manifests.setdefault(named, []).append(manifest)

    def _covered(self, name: str) -> _Covered | None:
        """Return what one signature covers; None where that cannot be told."""
        manifests = self._manifests.get(name, [])
        if len(manifests) > 1:
            self._add("asic.manifest_twice", f"{name} {', '.join(m.name for m in manifests)}")
            return None
        if manifests:
            manifest = manifests[0].name
            reached = follow([manifest], self._coverages)
            found = self._coverages[manifest]
            pieces = (self._members[manifest],)
            return _Covered(name, pieces, reached, found.listed, found.findings)
        return self._over_the_one_file(name)

    def _over_the_one_file(self, name: str) -> _Covered | None:
        """Return a signature of a simple container, which no manifest names."""
        if not is_simple(name) or self._stated() == _EXTENDED:
            self._add("asic.manifest_missing", name)
            return None
        signed = self._data_objects()
        if len(signed) != 1:
            self._add("asic.data_object_unclear", ", ".join(signed[:8]) or "0")
            return None
        only = signed[0]
        return _Covered(name, (self._members[only],), frozenset({only}), frozenset(), ())

    def _stated(self) -> str | None:
        """Return the form that `mimetype` states."""
        return asic_type(self._members.get(MIMETYPE, b""))

    def _form(self, signatures: Iterable[_Covered]) -> str:
        simple = any(one.name not in self._manifests for one in signatures)
        return self._stated() or (_SIMPLE if simple else _EXTENDED)

    def _data_objects(self) -> list[str]:
        return [name for name in self._data if not is_beside(name)]

    def _tell_form(self, signatures: Iterable[_Covered]) -> None:
        """Tell of a container that says it is simple, and is none."""
        if self._stated() != _SIMPLE:
            return
        listing = [
            manifest.name
            for one in signatures
            for manifest in self._manifests.get(one.name, [])
            if not is_archive(manifest.name)
        ]
        if listing or len(self._data_objects()) > 1:
            self._add("asic.form_unlike_mimetype", ", ".join(listing[:8]) or _SIMPLE)

    def _tell_unverified(self) -> None:
        """Tell of what is signed here and not verified, and of a container with nothing."""
        known = False
        for role, code in _UNVERIFIED.items():
            for name in self._of_role(role)[: self._limits.inner_listed]:
                self._add(code, name)
                known = True
        if not known and not self._of_role(Role.SIGNATURE, Role.TIMESTAMP):
            self._add("asic.signature_absent", f"{len(self._members)} members")
        for name in islice(self._signed_themselves(), self._limits.inner_listed):
            self._add("asic.nested_signature", name)

    def _signed_themselves(self) -> Iterator[str]:
        """Yield the files that have signatures of their own inside."""
        for name in self._data:
            if kinds := kinds_inside(self._members[name], stored=name in self._members.stored):
                yield f"{name} {', '.join(sorted(kinds))}"

    def _raw(self, one: _Covered, ordered: Mapping[str, _Covered]) -> RawSignature:
        octets = self._members[one.name]
        timestamp = self._roles[one.name] is Role.TIMESTAMP
        listed = self._limits.inner_listed
        covers = [quoted(name) for name in self._members if name in one.reached]
        # Whether it was there before this one or came after it, the container does not say.
        beside = [name for name in self._signing if name not in {*one.reached, one.name}]
        encloses = [inner for inner, other in ordered.items() if other.name in one.reached]
        return RawSignature(
            next(inner for inner, other in ordered.items() if other is one),
            quoted(one.name),
            ProofKind.TIMESTAMP if timestamp else ProofKind.SIGNATURE,
            "tst" if timestamp else cms_form(octets) or "cms",
            octets,
            one.pieces,
            self._is_whole(one),
            tuple(covers[:listed]),
            Change.SIGNATURES if beside else Change.NOTHING,
            tuple([quoted(name) for name in beside[:listed]]),
            tuple(encloses),
        )

    def _is_whole(self, one: _Covered) -> bool:
        """Whether a signature covers every file, and nothing that it covers is amiss or gone."""
        return bool(self._data) and one.reached.issuperset(self._data) and not one.findings

    def _of_signatures(self, ordered: Mapping[str, _Covered]) -> Iterator[Finding]:
        """Yield what was found of each signature, under its id."""
        for inner, one in ordered.items():
            for found in one.findings:
                yield found._replace(subject=inner)
            covered = one.reached | one.listed
            if left_out := [name for name in self._data if name not in covered]:
                shown = ", ".join(quoted(name) for name in left_out[:8])
                observed = f"{len(left_out)}: {shown}"
                yield finding("asic.member_uncovered", inner, observed=observed)


def _told(members: Members, most: int) -> Iterator[Finding]:
    """Yield what is to be told of the archive itself."""
    for one in members.findings:
        if one.code != "package.archive_comment" or not is_own_comment(members):
            yield one
    for name in members.empty[:most]:
        yield finding("asic.folder_empty", "", observed=quoted(name))


def _in_order(signatures: Iterable[_Covered]) -> dict[str, _Covered]:
    """Return signatures by id, each after those whose files it covers; else as they lie."""
    listed = list(signatures)
    names = {one.name for one in listed}
    # What covers a signature covers by strong digests all that this one covers, and itself.
    listed.sort(key=lambda one: len(names & one.reached))
    return {f"asic-{number}": one for number, one in enumerate(listed, 1)}
