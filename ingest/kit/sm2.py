"""SM2 for tools that know a DER value alone (GM/T 0009, GM/T 0010)."""

from verify.trust import Sm2Form

__all__ = ["DEFAULT_FORM", "GM_ARC", "der_value"]

GM_ARC = bytes.fromhex("2a811ccf5501")
"""1.2.156.10197.1, the arc of the Chinese national algorithms, as it stands in DER."""
DEFAULT_FORM = Sm2Form()
"""The form of a CA that registered none."""

_OCTETS = 64
_INTEGER = 0x02
_SEQUENCE = 0x30


def der_value(raw: bytes) -> bytes:
    """Return r ‖ s as the SEQUENCE of two INTEGERs; what has another length stays as it is."""
    if len(raw) != _OCTETS:
        return raw
    integers = b"".join(_integer(raw[at : at + _OCTETS // 2]) for at in (0, _OCTETS // 2))
    return bytes((_SEQUENCE, len(integers))) + integers


def _integer(octets: bytes) -> bytes:
    number = octets.lstrip(b"\0") or b"\0"
    number = b"\0" + number if number[0] & 0x80 else number
    return bytes((_INTEGER, len(number))) + number
