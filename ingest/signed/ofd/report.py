"""What is to be said of one signature of an OFD, whatever its value comes to."""

from collections.abc import Iterable
from math import inf

from anchors.limits import LIMITS
from ingest.signed.ofd.description import Stamp
from ingest.signed.ofd.found import Found
from ingest.signed.ofd.pages import Pages
from ingest.signed.ofd.parts import OutsideError, Parts
from verify.asn1.eseal import SealSignature
from verify.checks.covered import NEVER_ENOUGH
from verify.codes.table import finding
from verify.findings import Finding

__all__ = ["hidden_pages", "own_seal", "signature_findings"]


def signature_findings(
    one: Found,
    name: str,
    outside: Iterable[str],
    parts: Parts,
    pages: Pages,
    hidden: frozenset[str] | None,
) -> list[Finding]:
    """Return the findings about a signature, in the words of its document.

    Args:
        one: the signature.
        name: its id.
        outside: parts that it says nothing of.
        parts: of the document.
        pages: their names.
        hidden: pages that later seals may hide, as `hidden_pages` has them; None where no other
            signature was there before, as far as is known.
    """
    coverage = one.coverage
    told = {
        "ofd.part_changed": map(pages.label, coverage.changed),
        "ofd.part_absent": coverage.absent,
        "ofd.list_locked": coverage.locked,
        "ofd.path_outside": coverage.outside,
        "ofd.reference_twice": map(pages.label, coverage.twice),
        "ofd.part_outside_references": map(pages.label, outside),
    }
    found = [
        finding(code, name, observed=shown)
        for code, texts in told.items()
        if (shown := _listed(texts))
    ]
    if coverage.digest is None:
        found.append(finding("ofd.digest_unsupported", name, observed=_cut(one.description.check)))
    elif coverage.digest in NEVER_ENOUGH:
        found.append(finding("ofd.digest_weak", name, observed=coverage.digest))
    if one.value.kind != one.listed.kind:
        observed, expected = _cut(one.listed.kind), one.value.kind
        found.append(finding("ofd.type_mismatch", name, observed=observed, expected=expected))
    return found + _of_seal(one, name, parts) + _of_stamps(one, name, pages, hidden)


def own_seal(one: Found, parts: Parts) -> frozenset[str]:
    """Return the file that holds a signature's seal once more, where it does."""
    message = one.value.message
    if one.seal_path is None or not isinstance(message, SealSignature):
        return frozenset()
    same = parts.members[one.seal_path] == message.seal.octets
    return frozenset((one.seal_path,)) if same else frozenset()


def _of_seal(one: Found, name: str, parts: Parts) -> list[Finding]:
    """Return what is wrong with what a seal says of its document, and the document of it."""
    message = one.value.message
    if not isinstance(message, SealSignature):
        return []
    found = []
    if one.seal_path is not None and not own_seal(one, parts):
        found.append(finding("ofd.seal_differs", name, observed=_cut(one.seal_path)))
    try:
        meant = parts.locate(message.property_info, "")
    except OutsideError:
        meant = None
    if meant != one.path:
        observed, expected = _cut(message.property_info), _cut(one.path)
        found.append(finding("ofd.property_differs", name, observed=observed, expected=expected))
    return found


def hidden_pages(later: Iterable[Found], pages: Pages) -> frozenset[str]:
    """Return the pages of which seals that were put on later may hide more than seals do.

    Each counts by its sides, all of them together by their area: many small ones hide what one
    large one does.
    """
    areas: dict[str, float] = {}
    for stamp in [stamp for one in later for stamp in one.description.stamps]:
        size, page = stamp.size, _page(stamp, pages)
        if size is None or max(size) > LIMITS.ofd_stamp_side:
            areas[page] = inf
        else:
            areas[page] = areas.get(page, 0) + size[0] * size[1]
    return frozenset([page for page, area in areas.items() if area > LIMITS.ofd_stamps_area])


def _page(stamp: Stamp, pages: Pages) -> str:
    """Return the identifier of a stamp's page; empty where there is no such page."""
    name = stamp.page.strip()
    if name in pages.shown:
        return name
    plain = name.lstrip("0")
    return plain if plain in pages.shown or not pages.shown else ""


def _of_stamps(one: Found, name: str, pages: Pages, hidden: frozenset[str] | None) -> list[Finding]:
    """Return where a seal is shown that may hide what another signed."""
    stamps, found = one.description.stamps, []
    lost = [stamp.page for stamp in stamps if stamp.page not in pages.shown]
    if lost and pages.shown:
        found.append(finding("ofd.stamp_page_absent", name, observed=_listed(lost)))
    if hidden is None or not stamps:
        return found
    places = [f"{pages.shown.get(stamp.page, stamp.page)}（{stamp.boundary}）" for stamp in stamps]
    large = any(_page(stamp, pages) in hidden for stamp in stamps)
    code = "ofd.stamp_large" if large else "ofd.stamp_later"
    found.append(finding(code, name, observed=_listed(places)))
    return found


def _listed(texts: Iterable[str]) -> str:
    """Return some names in one line, and how many more there are."""
    every = list(texts)
    shown = "、".join([_cut(text) for text in every[: LIMITS.inner_listed]])
    more = len(every) - LIMITS.inner_listed
    return f"{shown} 等 {len(every)} 项" if more > 0 else shown


def _cut(text: str) -> str:
    return text[: LIMITS.inner_characters]
