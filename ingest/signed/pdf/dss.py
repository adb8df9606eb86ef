"""The document security store: certificates, CRLs and OCSP answers (ETSI EN 319 142-1 5.4.2)."""

from collections.abc import Iterator

from ingest.signed.pdf.document import View
from ingest.signed.pdf.syntax import PdfSyntaxError, Stream

__all__ = ["stored"]

_KINDS = ("Certs", "CRLs", "OCSPs")


def stored(view: View, most: int, most_octets: int) -> dict[str, list[bytes]]:
    """Return what the store of a revision holds, by kind; what cannot be read is left out."""
    store = view.dictionary(view.catalog.get("DSS"))
    found: dict[str, list[bytes]] = {}
    left = most_octets
    for kind in _KINDS:
        held = found.setdefault(kind, [])
        for octets in _octets(view, store.get(kind) if store else None, most):
            left -= len(octets)
            if left < 0:
                return found
            held.append(octets)
    return found


def _octets(view: View, value: object, most: int) -> Iterator[bytes]:
    try:
        listed = view.array(value)[:most]  # type: ignore[arg-type]
    except PdfSyntaxError:
        return
    for one in listed:
        try:
            stream = view.deref(one)
            if isinstance(stream, Stream):
                yield view.decoded(stream)
        except PdfSyntaxError:
            continue
