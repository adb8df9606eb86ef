"""The labels of `bag-info.txt` that are read: each occurs once and agrees with package.json.

Labels are compared without case (RFC 8493 2.2.2); others may stand there and may be repeated.
"""

from collections.abc import Mapping

from ingest.package.bagtext import Label, read_labels
from ingest.package.faults import Faults, quoted
from verify.model import PackageHead

__all__ = ["check_labels"]

_FILE = "bag-info.txt"
_PROFILE = "BagIt-Profile-Identifier"
_IDENTIFIER = "External-Identifier"
_ENVIRONMENT = "Environment"
_OXUM = "Payload-Oxum"
_READ = (_PROFILE, _IDENTIFIER, _ENVIRONMENT, _OXUM)


def check_labels(raw: bytes, head: PackageHead | None, faults: Faults) -> Mapping[str, str]:
    """Return the labels that are read, by their casefolded names (formats, package 7)."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        faults.fail("package.bag_info_malformed", _FILE, "not UTF-8")
        return {}
    found = _collect(text, faults)
    expected: dict[str, str | None] = dict.fromkeys(_READ)
    if head is not None:
        expected[_PROFILE] = head.profile
        expected[_IDENTIFIER] = head.package_id
        expected[_ENVIRONMENT] = head.environment
    for label, value in expected.items():
        stated = found.get(label.casefold())
        if stated is None:
            faults.fail("package.label_missing", label)
        elif value is not None and stated != value:
            faults.fail("package.label_differs", label, quoted(stated), value)
    return found


def _collect(text: str, faults: Faults) -> dict[str, str]:
    wanted = {label.casefold() for label in _READ}
    found: dict[str, str] = {}
    for element in read_labels(text):
        if not isinstance(element, Label):
            faults.fail("package.bag_info_malformed", _FILE, quoted(element))
        elif element.name.casefold() in found:
            faults.fail("package.label_twice", quoted(element.name))
        elif element.name.casefold() in wanted:
            found[element.name.casefold()] = element.value
    return found
