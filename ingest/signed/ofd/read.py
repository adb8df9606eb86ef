"""An OFD read for its signatures (GB/T 33190 18, GM/T 0099 7), and for what none of them covers.

1. the container, as a closed world
2. every signature that the lists name, with its references recomputed
3. what stands outside of a signature's references, and is no signature's own file
4. descriptions of signatures that no list names

A seal that was put on later is no change: its own files are Signature.xml, the signed value, and
the seal itself. Whoever covers the list of signatures too has locked it (18.1): that one was added
all the same shows nobody another text, but it goes against what was signed. Whatever else a
signature does not cover may be of anybody: it proves nothing.
"""

from datetime import timedelta, timezone

from anchors.limits import LIMITS
from ingest.errors import MalformedError
from ingest.signed.container import open_members
from ingest.signed.ofd.description import is_description
from ingest.signed.ofd.found import Found, Search
from ingest.signed.ofd.pages import Pages
from ingest.signed.ofd.parts import OutsideError, Parts
from ingest.signed.ofd.report import hidden_pages, own_seal, signature_findings
from ingest.signed.raw import RawDocument, RawSignature
from verify.asn1.sealtime import decode_time_text
from verify.codes.table import finding
from verify.findings import Finding
from verify.model import Change, ProofKind

__all__ = ["read_ofd"]

_FORM = "ofd"
_BEIJING = timezone(timedelta(hours=8))
_ENCRYPTED = frozenset({"encryptions.xml", "decryptions.xml"})
"""Parts of an encrypted OFD in its root (GM/T 0099 8)."""

_NO_LIST = frozenset({"ofd.xml_refused", "ofd.list_absent"})
"""What leaves it open which signatures are listed."""


def read_ofd(octets: bytes) -> RawDocument:
    """Return the signatures of an OFD."""
    # 1
    try:
        members = open_members(octets)
    except MalformedError as error:
        return RawDocument(_FORM, (), (error.finding,))
    parts = Parts(members)
    if any(name.casefold() in _ENCRYPTED for name in members):
        return RawDocument(_FORM, (), (finding("ofd.encrypted", ""),), parts=len(members))
    # 2
    search = Search(parts)
    if search.entry is None:
        return RawDocument(_FORM, (), (finding("ofd.entry_absent", ""),), parts=len(members))
    pages = _pages(search, parts)
    empty = [
        finding("ofd.folder_empty", "", observed=name[: LIMITS.inner_characters])
        for name in members.empty[: LIMITS.inner_listed]
    ]
    return _Reading(parts, search, pages).document((*members.findings, *empty))


def _pages(search: Search, parts: Parts) -> Pages:
    pages, several = Pages(parts), len(search.documents) > 1
    for number, document in enumerate(search.documents, 1):
        try:
            root = parts.locate(document.root or "", search.entry or "")
        except OutsideError:
            continue
        if root is not None:
            pages.add(root, number, several=several)
    return pages


class _Reading:
    """The signatures of one document against each other."""

    def __init__(self, parts: Parts, search: Search, pages: Pages) -> None:
        self._parts = parts
        self._search = search
        self._pages = pages
        self._shown = pages.named | {search.entry or ""}
        found = [self._with_locks(one) for one in search.found]
        self._found = sorted(found, key=lambda one: len(self._enclosed(one, found)))
        files = [one.files | own_seal(one, parts) for one in search.found]
        self._signing = frozenset(search.lists).union(*files) - self._shown
        """What signing adds to a document."""

    def _with_locks(self, one: Found) -> Found:
        """Return a signature with the lists that it locked told apart from the parts it covers.

        What a list says is read whole, so that an entry more is all that can have changed in it.
        """
        coverage = one.coverage
        stated = coverage.intact.union(coverage.changed, coverage.twice)
        if not self._search.paths - stated - {one.path}:
            return one
        lists = frozenset(self._search.lists) - self._shown
        locked = tuple([name for name in coverage.changed if name in lists])
        changed = tuple([name for name in coverage.changed if name not in lists])
        return one._replace(coverage=coverage._replace(changed=changed, locked=locked))

    def document(self, told: tuple[Finding, ...]) -> RawDocument:
        """Return what was read, `told` of the container included."""
        members = self._parts.members
        names = [f"{_FORM}-{number}" for number in range(1, len(self._found) + 1)]
        ids = {id(one): name for one, name in zip(self._found, names, strict=True)}
        findings = [*told, *self._search.findings, *self._unlisted()]
        signatures = []
        covered: set[str] = set()
        later = [one for one in self._found if self._is_later(one)]
        hidden = hidden_pages(later, self._pages)
        for one in self._found:
            outside = self._outside(one)
            signatures.append(self._signature(one, ids, outside))
            findings += signature_findings(
                one,
                ids[id(one)],
                outside,
                self._parts,
                self._pages,
                hidden if self._is_later(one) else None,
            )
            covered |= one.coverage.intact | set(one.coverage.changed)
        uncovered = [name for name in members if name not in covered | self._signing]
        return RawDocument(
            _FORM,
            tuple(signatures),
            tuple(findings),
            uncovered=self._labels(uncovered),
            parts=len(members),
        )

    def _outside(self, one: Found) -> list[str]:
        """Return the parts that a signature says nothing of (3)."""
        coverage = one.coverage
        if coverage.digest is None:
            return []
        stated = coverage.intact.union(coverage.changed, coverage.twice)
        known = stated | self._signing | ({one.value_path} - self._shown)
        return [name for name in self._parts.members if name not in known]

    def _signature(self, one: Found, ids: dict[int, str], outside: list[str]) -> RawSignature:
        coverage = one.coverage
        lost = (*coverage.changed, *[text.lstrip("/") for text in coverage.absent])
        enclosed = self._enclosed(one, self._found)
        change = Change.NOTHING
        if lost:
            change = Change.CONTENT
        elif coverage.locked or len(enclosed) + 1 < len(self._found):
            change = Change.SIGNATURES
        later = [other for other in self._found if other is not one and other not in enclosed]
        changed = lost or tuple([other.path for other in later])
        return RawSignature(
            ids[id(one)],
            one.listed.id[: LIMITS.inner_characters],
            ProofKind.SIGNATURE,
            one.value.form,
            self._parts.members[one.value_path],
            (one.value.covered,),
            not (outside or lost or coverage.digest is None),
            self._labels([name for name in self._parts.members if name in coverage.intact]),
            change,
            self._labels(changed),
            tuple([ids[id(other)] for other in enclosed]),
            _written_time(one.description.at),
        )

    def _enclosed(self, one: Found, others: list[Found]) -> list[Found]:
        """Return the signatures whose values lie under this one."""
        intact = one.coverage.intact
        return [other for other in others if other is not one and other.value_path in intact]

    def _is_later(self, one: Found) -> bool:
        """Whether there is another signature whose maker did not have this one to look at."""
        return any(
            one.value_path not in other.coverage.intact for other in self._found if other is not one
        )

    def _labels(self, names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
        return tuple([self._pages.label(name) for name in names[: LIMITS.inner_listed]])

    def _unlisted(self) -> list[Finding]:
        """Return that a signature is here which no list names: taken off, or never on (4)."""
        if any(one.code in _NO_LIST for one in self._search.findings):
            return []
        return [
            finding("ofd.signature_unlisted", "", observed=name[: LIMITS.inner_characters])
            for name, octets in self._parts.members.items()
            if name not in self._search.paths and is_description(octets)
        ][: LIMITS.inner_listed]


def _written_time(text: str) -> str | None:
    """Return a SignatureDateTime as RFC 3339; one without a zone is Beijing time."""
    time = decode_time_text(text)
    if time is None:
        return None
    at = time.at.astimezone(_BEIJING) if time.zone_assumed else time.at
    return at.isoformat().replace("+00:00", "Z")
