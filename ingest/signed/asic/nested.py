"""Signatures inside of the files in a container, seen and not verified (judgement 2).

A container is read because its octets were searched whole. What is stored in it lies there as it
is, so that the marks of PDF and ZIP in it were seen by that search; looked through again is only
what is compressed, and what the search of a ZIP passes over: text, and files that begin as one.
"""

from anchors.limits import LIMITS
from ingest.package.embedded import EmbeddedSearch, kinds_in_head
from ingest.package.sniff import PDF_HEADERS, is_text, sniff_media_type, starts_as_zip

__all__ = ["kinds_inside"]


def kinds_inside(octets: bytes, *, stored: bool) -> set[str]:
    """Return the kinds of signature that show inside a file.

    Args:
        octets: the file.
        stored: whether it lies in the container as it is.
    """
    head = octets[: LIMITS.sniffed_octets]
    media_type = sniff_media_type(head)
    kinds = kinds_in_head(head, media_type)
    if stored and not _is_searched_otherwise(head, media_type):
        return kinds
    search = EmbeddedSearch(head, media_type, len(octets))
    search.feed(octets, len(octets))
    if search.again:
        search.rewind()
        search.feed(octets, len(octets))
    return kinds | search.kinds


def _is_searched_otherwise(head: bytes, media_type: str) -> bool:
    """Whether a file by itself is searched for more than it is as a part of a ZIP."""
    if any(header in head for header in PDF_HEADERS) or starts_as_zip(head):
        return True
    return is_text(media_type) or b"<" in head[:64]
