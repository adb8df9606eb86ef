"""Forms with files (RFC 7578), streamed to local disk: nothing is held in memory, or written twice.

Bounded are the whole form by who pours it in, the number of parts, and the size of fields that are
no files.
"""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from anchors.limits import LIMITS
from api.problems import ProblemError

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

__all__ = ["FilePart", "Form", "FormReader"]


class FilePart(NamedTuple):
    """A file of a form."""

    name: str
    """Of the field."""
    file_name: str
    """As the sender calls it: never a path of ours."""
    path: Path
    digest: str
    octets: int


class Form(NamedTuple):
    """A form, whole."""

    files: tuple[FilePart, ...]
    fields: dict[str, str]


class _Part:
    """One part while it comes in."""

    def __init__(self) -> None:
        self.headers: dict[bytes, bytes] = {}
        self.octets = 0
        self.text = bytearray()
        self.hasher = sha256()
        self.file: BinaryIO | None = None
        self.path: Path | None = None
        self.name = self.file_name = ""


class FormReader:
    """Reads one form as it is poured in; everything of it blocks, and belongs in a thread."""

    def __init__(self, content_type: str, folder: Path) -> None:
        """Take the Content-Type of a request, and a folder of this request alone.

        Raises:
            ProblemError: it is no form with files.
        """
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if kind != b"multipart/form-data" or not 0 < len(boundary) <= 70:
            raise ProblemError("http.media_type", "multipart/form-data")
        self._folder = folder
        self._files: list[FilePart] = []
        self._fields: dict[str, str] = {}
        self._part = _Part()
        self._parts = 0
        self._header = [bytearray(), bytearray()]
        self._whole = False
        self._parser = MultipartParser(boundary, self._callbacks())

    def _callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._on_header(0, data[start:end]),
            "on_header_value": lambda data, start, end: self._on_header(1, data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._open,
            "on_part_data": lambda data, start, end: self._take(data[start:end]),
            "on_part_end": self._end,
            "on_end": self._on_end,
        }

    def write(self, octets: bytearray) -> None:
        """Take the next octets.

        Raises:
            ProblemError: they are no form, or it has too much of something.
        """
        try:
            self._parser.write(bytes(octets))
        except FormParserError as error:
            raise ProblemError("http.invalid", "no form of this boundary") from error

    def finish(self) -> Form:
        """Return the form.

        Raises:
            ProblemError: its end is missing.
        """
        if not self._whole:
            raise ProblemError("http.invalid", "the form has no end")
        return Form(tuple(self._files), self._fields)

    def close(self) -> None:
        """Close a file that was cut."""
        if self._part.file is not None:
            self._part.file.close()

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > LIMITS.element_parts:
            raise ProblemError("http.invalid", f"over {LIMITS.element_parts} parts")
        self._part = _Part()

    def _on_header(self, which: int, octets: bytes) -> None:
        self._header[which] += octets

    def _end_header(self) -> None:
        name, value = (bytes(one) for one in self._header)
        self._part.headers[name.lower()] = value
        self._header = [bytearray(), bytearray()]

    def _open(self) -> None:
        """Begin a file, or a field, as the part's headers say."""
        part = self._part
        _, options = parse_options_header(part.headers.get(b"content-disposition", b""))
        part.name = options.get(b"name", b"").decode("utf-8", "replace")
        if b"filename" in options:
            part.file_name = options[b"filename"].decode("utf-8", "replace")
            part.path = self._folder / f"part-{self._parts}"
            part.file = part.path.open("wb")

    def _take(self, octets: bytes) -> None:
        part = self._part
        part.octets += len(octets)
        if part.file is not None:
            part.hasher.update(octets)
            part.file.write(octets)
            return
        part.text += octets
        if part.octets > LIMITS.element_field_octets:
            raise ProblemError("http.too_large", f"{LIMITS.element_field_octets} octets a field")

    def _end(self) -> None:
        part = self._part
        if part.file is None or part.path is None:
            self._fields[part.name] = part.text.decode("utf-8", "replace")
            return
        part.file.close()
        digest = part.hasher.hexdigest()
        self._files.append(FilePart(part.name, part.file_name, part.path, digest, part.octets))

    def _on_end(self) -> None:
        self._whole = True
