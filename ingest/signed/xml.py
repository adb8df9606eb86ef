"""XML out of a signed document: read so that nobody else can read another thing in it.

Expat reads; this module says what it may meet. Refused are document types (and with them entities,
external ones too), processing instructions, text mixed with elements, and a comment within a text,
which some readers cut there and others do not. The encoding is decided here, by byte order mark
and declaration, which have to agree, and is UTF-8, UTF-16 with its mark, or a Chinese one that is
declared; the parser is given UTF-8. Names come with their namespace, as `{namespace}local`.
"""

import codecs
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from xml.parsers import expat

from anchors.limits import LIMITS, Limits
from ingest.errors import XmlError

__all__ = ["Element", "has_comment", "is_without_text", "parse_xml"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", frozenset({"utf-8", "utf8"})),
    (codecs.BOM_UTF16_LE, "utf-16-le", frozenset({"utf-16", "utf-16le"})),
    (codecs.BOM_UTF16_BE, "utf-16-be", frozenset({"utf-16", "utf-16be"})),
)
"""Byte order marks: what they say the text is in, and what may be declared beside them."""
_DECLARED = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "ascii": "ascii",
    "gb18030": "gb18030", "gbk": "gbk", "gb2312": "gbk",
}  # fmt: skip
"""Encodings that may be declared where there is no mark; whoever writes gb2312 means GBK."""
_ENCODING = r"<\?xml\s[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']"
_DECLARATION = re.compile(_ENCODING.encode())
_WIDE_DECLARATION = re.compile(_ENCODING, re.ASCII)
_VERSION = "1.0"
_BLANKS = " \t\r\n"
_COMMENT = b"<!--"
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})
_SEPARATOR = "}"
"""Between namespace and name; a name of a namespace with it in is refused by the parser."""


class Element(NamedTuple):
    """One element with all below it."""

    tag: str
    """`{namespace}local`, or `local` where there is no namespace."""
    attributes: Mapping[str, str]
    children: tuple["Element", ...]
    text: str
    """All characters directly within; blank where there are elements within."""
    line: int
    """Where it begins, from 1."""

    @property
    def local(self) -> str:
        """The name without its namespace."""
        return self.tag.rpartition(_SEPARATOR)[2]

    @property
    def namespace(self) -> str:
        """The namespace; empty where there is none."""
        return self.tag.rpartition(_SEPARATOR)[0].removeprefix("{")

    def all(self, tag: str) -> tuple["Element", ...]:
        """Return the elements directly within that have a name, in order."""
        return tuple([child for child in self.children if child.tag == tag])

    def only_child(self, tag: str) -> "Element":
        """Return the one element directly within that has a name.

        Raises:
            XmlError: there is none, or there are several.
        """
        found = self.all(tag)
        if len(found) != 1:
            raise XmlError("count", f"{len(found)} {tag} in {self.tag}, line {self.line}")
        return found[0]

    def maybe_child(self, tag: str) -> "Element | None":
        """Return the one element directly within that has a name, or None where there is none.

        Raises:
            XmlError: there are several.
        """
        return self.only_child(tag) if self.all(tag) else None

    def content(self) -> str:
        """Return the text of an element that has nothing else, blanks around it left out.

        Raises:
            XmlError: there are elements within.
        """
        if self.children:
            raise XmlError("not_text", f"{self.tag}, line {self.line}")
        return self.text.strip(_BLANKS)

    def attribute(self, name: str) -> str:
        """Return an attribute.

        Raises:
            XmlError: it is absent.
        """
        try:
            return self.attributes[name]
        except KeyError as error:
            raise XmlError("absent", f"{name} of {self.tag}, line {self.line}") from error


def parse_xml(octets: bytes, limits: Limits = LIMITS) -> Element:
    """Return the root element.

    Raises:
        XmlError: it is not well-formed, over a limit, or of a kind that is not read.
    """
    if len(octets) > limits.xml_octets:
        raise XmlError("too_large", f"{len(octets)} > {limits.xml_octets}")
    text, declared = _decoded_whole(octets)
    if "\0" in text or text.startswith("\ufeff"):
        # The parser would take them for UTF-16, and for a mark, whatever it is told.
        raise XmlError("encoding", "NUL, or a second byte order mark")
    parser = expat.ParserCreate("utf-8", _SEPARATOR)
    reading = _Reading(parser, declared, limits)
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        message = f"{expat.ErrorString(error.code)}, line {error.lineno}"
        raise XmlError("malformed", message) from None
    return reading.root()


def is_without_text(root: Element) -> bool:
    """Whether no element has characters but blanks in it."""
    open_ones = [root]
    while open_ones:
        one = open_ones.pop()
        if one.text.strip(_BLANKS):
            return False
        open_ones.extend(one.children)
    return True


def has_comment(octets: bytes) -> bool:
    """Whether a file that was read has a comment: words that its elements do not have.

    In no encoding that is read has another character these octets.
    """
    return _COMMENT in octets.replace(b"\0", b"")


def _decoded_whole(octets: bytes) -> tuple[str, str | None]:
    """Return the text, and the encoding that it declares.

    Raises:
        XmlError: it is in an encoding that is not read, or in another than it says.
    """
    for mark, encoding, agreed in _MARKS:
        if octets.startswith(mark):
            text = _decoded(octets[len(mark) :], encoding)
            wide = _WIDE_DECLARATION.match(text)
            if wide is not None and wide[1].lower() not in agreed:
                raise XmlError("encoding", f"{wide[1]} declared of {encoding}")
            return text, wide[1] if wide else None
    match = _DECLARATION.match(octets)
    declared = match[1].decode("ascii") if match else None
    name = (declared or "utf-8").lower()
    if name not in _DECLARED:
        raise XmlError("encoding", name)
    return _decoded(octets, _DECLARED[name]), declared


def _decoded(octets: bytes, encoding: str) -> str:
    try:
        return octets.decode(encoding)
    except UnicodeDecodeError as error:
        raise XmlError("encoding", f"not {encoding} at octet {error.start}") from None


class _Open:
    """An element whose end has not been met."""

    __slots__ = ("attributes", "children", "commented", "line", "tag", "texts")

    def __init__(self, tag: str, attributes: Mapping[str, str], line: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.line = line
        self.children: list[Element] = []
        self.texts: list[str] = []
        self.commented = False

    def close(self) -> Element:
        texts = self.texts
        text = texts[0] if len(texts) == 1 else "".join(texts)
        if (self.children or self.commented) and text.strip(_BLANKS):
            reason = "mixed" if self.children else "comment_in_text"
            raise XmlError(reason, f"{self.tag}, line {self.line}")
        return Element(self.tag, self.attributes, tuple(self.children), text, self.line)


class _Reading:
    """What the parser has met so far."""

    def __init__(self, parser: expat.XMLParserType, declared: str | None, limits: Limits) -> None:
        self._parser = parser
        self._declared = declared
        self._limits = limits
        self._open: list[_Open] = []
        self._root: Element | None = None
        self._elements = 0
        self._names: dict[str, str] = {}
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.ExternalEntityRefHandler = self._doctype
        parser.SkippedEntityHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.CommentHandler = self._comment
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber

    def root(self) -> Element:
        """Return the root element.

        Raises:
            XmlError: there is none.
        """
        if self._root is None:
            raise XmlError("malformed", "no element")
        return self._root

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        del standalone
        if encoding != self._declared:
            raise XmlError("encoding", f"{encoding} where {self._declared} was read")
        if version != _VERSION:
            raise XmlError("version", version)

    def _doctype(self, *_: object) -> int:
        raise XmlError("doctype", f"line {self._line}")

    def _instruction(self, target: str, _: str) -> None:
        raise XmlError("instruction", f"{target}, line {self._line}")

    def _comment(self, _: str) -> None:
        if self._open:
            self._open[-1].commented = True

    def _start(self, name: str, attributes: list[str]) -> None:
        self._elements += 1
        line = self._parser.CurrentLineNumber
        if self._elements > self._limits.xml_elements or len(self._open) >= self._limits.xml_depth:
            raise XmlError("too_many", f"elements at line {line}")
        names = self._names
        tag = names.get(name) or self._named(name)
        if not attributes:
            self._open.append(_Open(tag, _NO_ATTRIBUTES, line))
            return
        if len(attributes) > 2 * self._limits.xml_attributes:
            raise XmlError("too_many", f"attributes at line {line}")
        pairs = iter(attributes)
        named = {
            names.get(key) or self._named(key): value
            for key, value in zip(pairs, pairs, strict=True)
        }
        self._open.append(_Open(tag, MappingProxyType(named), line))

    def _named(self, name: str) -> str:
        """Return a name with its namespace, and keep it: a list has the same few many times."""
        if len(name) > self._limits.xml_names:
            raise XmlError("too_large", f"a name at line {self._line}")
        self._names[name] = found = f"{{{name}" if _SEPARATOR in name else name
        return found

    def _end(self, _: str) -> None:
        element = self._open.pop().close()
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element

    def _characters(self, text: str) -> None:
        self._open[-1].texts.append(text)
