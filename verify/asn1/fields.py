"""The members of one SEQUENCE, taken in the order its definition gives.

Every decoder of X.509 structures reads through `Fields`, so that an absent member, one of another
type, and one too many end in the same `DecodeError` and no decoder indexes a list by hand.
"""

from verify.asn1.der import SEQUENCE, Element, children, expect, malformed

__all__ = ["CONSTRUCTED", "CONTEXT", "Fields"]

CONTEXT = 0x80
"""Identifier octet of the primitive context-specific tag [0]; add the number."""
CONSTRUCTED = 0xA0
"""Identifier octet of the constructed context-specific tag [0]; add the number."""


class Fields:
    """A cursor over the members of one constructed element."""

    __slots__ = ("_at", "_members", "_what", "data")

    def __init__(self, data: bytes, outer: Element, what: str) -> None:
        self.data = data
        self._members = children(data, outer.start, outer.stop)
        self._at = 0
        self._what = what

    @classmethod
    def of_sequence(cls, data: bytes, outer: Element, what: str) -> "Fields":
        """Return the fields of a SEQUENCE; `what` names it in errors."""
        return cls(data, expect(outer, SEQUENCE, what), what)

    def peek(self) -> int:
        """Return the tag of the next member; -1 where there is none."""
        return self._members[self._at].tag if self._at < len(self._members) else -1

    def member(self) -> Element:
        """Return the next member, whatever its tag."""
        if self._at >= len(self._members):
            raise malformed(f"{self._what} ends too early")
        self._at += 1
        return self._members[self._at - 1]

    def take(self, tag: int) -> Element:
        """Return the next member, which has to have `tag`."""
        return expect(self.member(), tag, self._what)

    def optional(self, tag: int) -> Element | None:
        """Return the next member if it has `tag`."""
        if self._at < len(self._members) and self._members[self._at].tag == tag:
            self._at += 1
            return self._members[self._at - 1]
        return None

    def explicit(self, number: int) -> Element | None:
        """Return what the next member `[number] EXPLICIT` wraps, if it is there."""
        outer = self.optional(CONSTRUCTED + number)
        if outer is None:
            return None
        inner = children(self.data, outer.start, outer.stop)
        if len(inner) != 1:
            raise malformed(f"{self._what}: [{number}] wraps {len(inner)} elements")
        return inner[0]

    def raw(self, element: Element) -> bytes:
        """Return the bytes of `element`, header included, as received."""
        return self.data[element.head : element.stop]

    def content(self, element: Element) -> bytes:
        """Return the content octets of `element`."""
        return self.data[element.start : element.stop]

    def finish(self) -> None:
        """Refuse members after the last one that the definition knows."""
        if self._at != len(self._members):
            raise malformed(f"{self._what} has a member too many")
