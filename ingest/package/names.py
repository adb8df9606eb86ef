"""Names of files in bags and archives that are not ours (formats, package 4 and 6).

Any name is accepted, GBK too, as long as it stays inside the bag; a name that is not UTF-8 is
told. Two names that some file system would take for one are aliases: under NFC and casefold.
"""

import re
import unicodedata

__all__ = ["alias_key", "decode_name", "is_inside", "is_system_file", "is_utf8"]

_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_DRIVE = re.compile(r"[A-Za-z]:|%[A-Za-z]+%|~")


def is_utf8(name: bytes) -> bool:
    """Whether a name is UTF-8."""
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True


def decode_name(name: bytes) -> str:
    """Return a member's name: UTF-8, else GBK as Windows writes it, else with escapes."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("ascii", "backslashreplace")


def is_inside(path: str) -> bool:
    """Whether a path stays inside the bag on every system that it may be unpacked on."""
    if not path or "\0" in path or path.startswith(("/", "\\")) or _DRIVE.match(path):
        return False
    plain = path.replace("\\", "")
    return ".." not in plain.split("/") and ".." not in re.split(r"[/\\]", path)


def alias_key(path: str) -> str:
    """Return what is equal for paths that a file system may take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def is_system_file(path: str) -> bool:
    """Whether a file is one that operating systems add and remove by themselves."""
    return path.rpartition("/")[2].lower() in _SYSTEM_FILES
