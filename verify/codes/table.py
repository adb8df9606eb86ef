"""`CODES`: every finding code by name. A new area is one file and one row here."""

from collections.abc import Mapping
from types import MappingProxyType

from verify.codes import (
    admission,
    anchor,
    art2,
    art4,
    art5_1,
    art5_2,
    art5_3,
    art5_4,
    art5_5,
    art5_6,
    art7,
    asic,
    certificate,
    consent,
    corroboration,
    cost,
    coverage,
    debt,
    decision,
    element,
    embedded,
    encoding,
    eseal,
    foreign,
    item,
    json,
    memory,
    object,  # noqa: A004 - the area's own name
    ofd,
    ots,
    package,
    party,
    pdf,
    platform,
    receipt,
    revocation,
    route,
    rule12,
    rule17,
    rule18,
    sheet,
    signature,
    timestamp,
)
from verify.errors import UnknownCodeError
from verify.findings import CheckStatus, CodeRow, Finding

__all__ = ["CODES", "finding", "row_of"]

_AREAS = (
    admission,
    anchor,
    art2,
    art4,
    art5_1,
    art5_2,
    art5_3,
    art5_4,
    art5_5,
    art5_6,
    art7,
    asic,
    certificate,
    consent,
    corroboration,
    cost,
    coverage,
    debt,
    decision,
    element,
    embedded,
    encoding,
    eseal,
    foreign,
    item,
    json,
    memory,
    object,
    ofd,
    ots,
    package,
    party,
    pdf,
    platform,
    receipt,
    revocation,
    route,
    rule12,
    rule17,
    rule18,
    sheet,
    signature,
    timestamp,
)

CODES: Mapping[str, CodeRow] = MappingProxyType(
    {row.code: row for area in _AREAS for row in area.ROWS}
)


def row_of(code: str) -> CodeRow:
    """Return the row of a code.

    Raises:
        UnknownCodeError: the table has no such code.
    """
    try:
        return CODES[code]
    except KeyError as error:
        raise UnknownCodeError(code) from error


def finding(
    code: str, subject: str, *, observed: str | None = None, expected: str | None = None,
    status: CheckStatus | None = None,
) -> Finding:  # fmt: skip
    """Return a finding of a code, with the row's only status unless one is given.

    Raises:
        UnknownCodeError: the table has no such code.
    """
    return Finding(code, status or row_of(code).statuses[0], subject, observed, expected)
