"""Name constraints of a path (RFC 5280 4.2.1.10, 6.1.3 b and c, 6.1.4 g).

A name has to lie within every list of permitted subtrees of its form and outside all that are
excluded. Directory, mail, DNS, URI and IP names are compared; a constraint on another form is
unmet by any name of that form. The work is bounded, since names × subtrees is the sender's choice.
"""

from collections.abc import Callable, Iterable, Mapping

from anchors.limits import LIMITS
from verify.asn1.extensions import GeneralSubtree, NameConstraints
from verify.asn1.names import (
    DIRECTORY_NAME,
    DNS_NAME,
    IP_ADDRESS,
    RFC822_NAME,
    URI,
    GeneralName,
    attribute_texts,
)
from verify.asn1.x509 import Certificate

__all__ = ["NameConstraintState"]

_EMAIL_ADDRESS = "1.2.840.113549.1.9.1"


class NameConstraintState:
    """permitted_subtrees and excluded_subtrees, carried from certificate to certificate."""

    __slots__ = ("_comparisons", "_excluded", "_permitted")

    def __init__(self) -> None:
        self._permitted: list[tuple[GeneralSubtree, ...]] = []
        self._excluded: list[GeneralSubtree] = []
        self._comparisons = 0

    def add(self, constraints: NameConstraints | None) -> None:
        """Take in the constraints of a certificate for those below it: 6.1.4 (g)."""
        if constraints is not None:
            self._permitted.append(constraints.permitted)
            self._excluded.extend(constraints.excluded)

    def breach(self, certificate: Certificate) -> str | None:
        """Return which name of a certificate breaks a constraint; None where none does."""
        if not self._permitted:
            return None
        for name in _names(certificate):
            if not self._allows(name):
                return _shown(name)
        return None

    def _allows(self, name: GeneralName) -> bool:
        if any(self._lies_in(name, subtree) for subtree in self._of_form(name, self._excluded)):
            return False
        for permitted in self._permitted:
            subtrees = self._of_form(name, permitted)
            if subtrees and not any(self._lies_in(name, s, unmet=False) for s in subtrees):
                return False
        return self._comparisons <= LIMITS.name_comparisons

    def _of_form(
        self, name: GeneralName, subtrees: Iterable[GeneralSubtree]
    ) -> list[GeneralSubtree]:
        found = [subtree for subtree in subtrees if subtree.base.kind == name.kind]
        self._comparisons += len(found)
        return [] if self._comparisons > LIMITS.name_comparisons else found

    @staticmethod
    def _lies_in(name: GeneralName, subtree: GeneralSubtree, *, unmet: bool = True) -> bool:
        """Whether the name lies in the subtree; `unmet` where that cannot be told."""
        rule = _RULES.get(name.kind)
        lies = None if rule is None or subtree.bounded else rule(name.value, subtree.base.value)
        return unmet if lies is None else lies


def _names(certificate: Certificate) -> list[GeneralName]:
    """Return every name that constraints apply to (RFC 5280 4.2.1.10)."""
    names = list(certificate.subject_alt_names)
    if certificate.subject_key:
        names.append(GeneralName(DIRECTORY_NAME, certificate.subject_key))
    if not any(name.kind == RFC822_NAME for name in names):
        mails = attribute_texts(certificate.subject, _EMAIL_ADDRESS)
        names += [GeneralName(RFC822_NAME, mail) for mail in mails]
    return names


def _shown(name: GeneralName) -> str:
    if isinstance(name.value, str):
        return name.value
    if isinstance(name.value, bytes):
        return name.value.hex()
    return ",".join("+".join(str(value) for _, value in rdn) for rdn in reversed(name.value))


def _in_directory(name: object, base: object) -> bool | None:
    if not isinstance(name, tuple) or not isinstance(base, tuple):
        return None
    return name[: len(base)] == base


def _in_mail(name: object, base: object) -> bool | None:
    """A mailbox, a host, or with a leading dot the hosts of a domain."""
    local, at, host = str(name).rpartition("@")
    wanted_local, mailbox, wanted_host = str(base).rpartition("@")
    if not at:
        return None
    if mailbox:
        return (local, host.lower()) == (wanted_local, wanted_host.lower())
    return _in_domain(host, wanted_host)


def _in_dns(name: object, base: object) -> bool | None:
    """The name itself, or any name made by adding labels on its left."""
    host, wanted = str(name).lower(), str(base).lower()
    return not wanted or host == wanted or host.endswith("." + wanted.removeprefix("."))


def _in_uri(name: object, base: object) -> bool | None:
    """The host alone counts; a URI without a host name cannot be compared."""
    _, scheme, rest = str(name).partition("://")
    authority = rest.partition("/")[0].partition("?")[0].partition("#")[0]
    host = authority.rpartition("@")[2].partition(":")[0]
    if not scheme or not host or host[-1:].isdigit() or host.startswith("["):
        return None
    return _in_domain(host, str(base))


def _in_domain(host: str, base: str) -> bool:
    host, base = host.lower(), base.lower()
    return host.endswith(base) if base.startswith(".") else host == base


def _in_network(name: object, base: object) -> bool | None:
    """Address and mask, each as long as the name."""
    if not isinstance(name, bytes) or not isinstance(base, bytes) or len(base) != 2 * len(name):
        return False
    network, mask = base[: len(name)], base[len(name) :]
    return all(a & m == n & m for a, n, m in zip(name, network, mask, strict=True))


_RULES: Mapping[int, Callable[[object, object], bool | None]] = {
    DIRECTORY_NAME: _in_directory,
    RFC822_NAME: _in_mail,
    DNS_NAME: _in_dns,
    URI: _in_uri,
    IP_ADDRESS: _in_network,
}
"""Whether a name lies in a subtree of its own form; None where that cannot be told."""
