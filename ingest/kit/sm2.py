"""SM2 for tools that know a DER value alone (GM/T 0009, GM/T 0010)."""

from verify.crypto.sm2_octets import strict_der
from verify.trust import Sm2Form

__all__ = ["GM_ARC", "der_value"]

GM_ARC = bytes.fromhex("2a811ccf5501")
"""1.2.156.10197.1, the arc of the Chinese national algorithms, as it stands in DER."""

_RAW = Sm2Form(encoding="raw")


def der_value(raw: bytes) -> bytes:
    """Return r ‖ s as the SEQUENCE of two INTEGERs; what is no such value stays as it is."""
    return strict_der(raw, _RAW) or raw
