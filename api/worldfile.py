"""The sandbox's trust directory and its court's standing decisions as a ZIP, to repeat a check.

It is made in a process of its own, as samples are.
"""

import io
import zipfile
from functools import cache

from anchors.limits import LIMITS
from api.samples import UNDESIGNATED
from ingest.intake.apart import run_apart

__all__ = ["make_world", "world_archive"]


@cache
def world_archive(profile: str) -> bytes:
    """Return `trust/` of a court profile, and `decisions/`; the same octets each time.

    Raises:
        ApartError: it cannot be made for the moment.
    """
    return run_apart(make_world, profile, milliseconds=LIMITS.sample_milliseconds)


def make_world(profile: str) -> bytes:
    """Make it."""
    from api.sandbox import standing_decisions, trust_of_profile  # noqa: PLC0415 - with `fixtures`

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, octets in sorted(trust_of_profile(designated=profile != UNDESIGNATED).items()):
            archive.writestr(zipfile.ZipInfo(f"trust/{name}"), octets)
        for number, octets in enumerate(standing_decisions(), 1):
            archive.writestr(zipfile.ZipInfo(f"decisions/{number:02}.p7m"), octets)
    return packed.getvalue()
