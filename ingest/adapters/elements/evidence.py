"""Rows of evidence for attachments: what each is, by its folder and its name (Art. 7)."""

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from anchors.limits import LIMITS
from ingest.adapters.elements.attachments import Attachment
from ingest.package.sniff import sniff_media_type

__all__ = ["FileFacts", "evidence_row", "file_facts", "shared_kind", "stored_suffix"]

_EVENTS = {
    1: "other", 2: "identity", 3: "other", 4: "identity", 5: "contract",
    6: "contract", 7: "other", 8: "disbursement", 9: "repayment", 10: "other",
}  # fmt: skip
_EVENT_WORDS = {
    9: (("欠款", "other"), ("明细", "other"), ("计算", "other")),
    10: (("催收", "collection"), ("催告", "collection"), ("通知", "notice")),
}
"""Words of a name that tell another event than the category's own."""
_PURPOSES = {
    1: "证明贷款人主体资格", 2: "证明借款人主体资格", 3: "证明代理权限",
    4: "证明借款人身份认证", 5: "展示线上贷款全流程", 6: "证明借款合同成立",
    7: "证明电子数据已存证", 8: "证明贷款人已发放贷款", 9: "证明还款及欠款情况",
    10: "证明案件其他事实",
}  # fmt: skip
_SHARED_KINDS = (
    ("法定代表人身份", "legal-representative-id"),
    ("法定代表人", "legal-representative"),
    ("营业执照", "licence"),
    ("工商登记", "licence"),
    ("许可", "loan-licence"),
    ("授权", "authority"),
    ("委托", "authority"),
    ("撤回", "withdrawal-consent"),
    ("执行", "execution-consent"),
    ("催收", "collection-procedure"),
)
"""Words of a name that tell what a shared document is; the first that stands there."""
_SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,8})$")


class FileFacts(NamedTuple):
    """What reading one attachment established."""

    size: int
    crc: int
    sha256: bytes
    media_type: str


def file_facts(chunks: Iterable[bytes]) -> FileFacts:
    """Return size, CRC-32, digest and media type of an attachment, read once."""
    size, crc, digest, head = 0, 0, hashlib.sha256(), b""
    for chunk in chunks:
        if len(head) < LIMITS.sniffed_octets:
            head += chunk[: LIMITS.sniffed_octets - len(head)]
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        digest.update(chunk)
    return FileFacts(size, crc, digest.digest(), sniff_media_type(head))


def stored_suffix(attachment: Attachment) -> str:
    """Return the suffix under which a file lies in the package."""
    found = _SUFFIX.search(attachment.name)
    return found[1].lower() if found else "bin"


def shared_kind(attachment: Attachment) -> str:
    """Return what a shared document is, by the words of its name."""
    for word, kind in _SHARED_KINDS:
        if word in attachment.name:
            return kind
    return f"category-{attachment.category:02}"


def _shown(name: str) -> str:
    """Return a file's name with its control characters as code points: a line may hold none."""
    return "".join(f"\\u{{{ord(c):x}}}" if unicodedata.category(c) == "Cc" else c for c in name)


def evidence_row(
    attachment: Attachment, facts: FileFacts, *, name: str, path: str
) -> dict[str, object]:
    """Return a row of evidence as a case line has it; nobody deposited it."""
    category = attachment.category or 10
    shown = _shown(attachment.name)
    stem = shown.rpartition(".")[0] or shown
    return {
        "id": name,
        "category": category,
        "event": _event(category, attachment.name),
        "title": stem[: LIMITS.text_characters],
        "purpose": _PURPOSES[category],
        "path": path,
        "file_name": shown,
        "media_type": facts.media_type,
        "size": facts.size,
        "digests": {"sha256": facts.sha256.hex()},
        "origin": None,
        "generated_at": None,
        "deposit": None,
    }


def _event(category: int, name: str) -> str:
    for word, event in _EVENT_WORDS.get(category, ()):
        if word in name:
            return event
    return _EVENTS[category]
