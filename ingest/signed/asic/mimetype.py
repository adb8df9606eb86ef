"""The member `mimetype` of a container (ETSI EN 319 162-1 A.1; OCF 3.3).

No signature has to cover it, so that it says nothing that could be relied on; what is odd is told.
"""

import re
from collections.abc import Iterator

from ingest.package.faults import quoted
from ingest.signed.asic.names import MIMETYPE
from ingest.signed.container import Members
from verify.codes.table import finding
from verify.findings import CheckStatus, Finding

__all__ = ["asic_type", "is_media_type", "is_own_comment", "mimetype_faults"]

_TYPE = re.compile(rb"[A-Za-z0-9.+-]{1,64}/[A-Za-z0-9.+-]{1,96}\s{0,2}")
_FORMS = {
    b"application/vnd.etsi.asic-e+zip": "asic-e",
    b"application/vnd.etsi.asic-s+zip": "asic-s",
}
_EXTRA = slice(28, 30)
"""Where a local header has the length of its extra field; the first begins the container."""


def asic_type(mimetype: bytes) -> str | None:
    """Return the form that a `mimetype` states; None where it states another type."""
    return _FORMS.get(mimetype.strip())


def is_media_type(mimetype: bytes) -> bool:
    """Whether the content is a media type and nothing else: else it is a file like any other."""
    return _TYPE.fullmatch(mimetype) is not None


def is_own_comment(members: Members) -> bool:
    """Whether the comment of the archive says `mimetype=` and the type once more, as A.1 has it."""
    content = members.get(MIMETYPE)
    return content is not None and members.comment == b"mimetype=" + content.strip()


def mimetype_faults(octets: bytes, members: Members) -> Iterator[Finding]:
    """Yield what is not as the standard asks, told only."""
    content = members.get(MIMETYPE)
    if content is None:
        return
    if asic_type(content) is None:
        yield _told(quoted(content))
    if next(iter(members)) != MIMETYPE:
        yield _told("not the first member")
    elif MIMETYPE not in members.stored or any(octets[_EXTRA]):
        yield _told("compressed, or with an extra field")


def _told(observed: str) -> Finding:
    return finding("asic.mimetype_unusual", "", observed=observed, status=CheckStatus.PASSED)
