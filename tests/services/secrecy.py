"""Personal data of the fixtures' world, and where in a text it stands."""

from collections.abc import Iterable

from fixtures.identifiers import identity_number, mobile_number

__all__ = ["personal_data_in"]

_BORROWER = "虚构借款人"
_COUNTY = identity_number(0)[:6]
_RANGE = mobile_number(0)[:7]


def personal_data_in(texts: Iterable[str]) -> list[str]:
    """Return every line that names a borrower, an identity number or a mobile number.

    The world's borrowers share a name, a county that is nobody's and a range that is not allotted,
    so all of them are sought at once; also escaped, as JSON and addresses have it.
    """
    escaped = _BORROWER.encode("unicode_escape").decode()
    quoted = "".join(f"%{octet:02X}" for octet in _BORROWER.encode())
    sought = (_BORROWER, escaped, quoted, quoted.lower(), _COUNTY, _RANGE)
    lines = (line for text in texts for line in text.splitlines())
    return [line for line in lines if any(one in line for one in sought)]
