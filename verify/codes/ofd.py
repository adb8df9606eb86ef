"""Codes of signatures inside OFD documents: GB/T 33190-2016 clause 18, GM/T 0099-2020."""

from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_TOLD = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""
_FORM = SubIndication.FORMAT_FAILURE
_ORIGINAL = "请提交签章完成时的原始 OFD 文件。"
_ORIGINAL_EN = "Send the OFD as it was when it was sealed."
_AGAIN = "请对整份文件（含全部页面、批注、附件）重新签章，或者补充其他证明。"
_AGAIN_EN = (
    "Have the whole document sealed again, with all pages, notes and files, or send another proof."
)

_PARTS = (
    CodeRow(
        "ofd.part_changed", _FAILED, "GB/T 33190 18.2; judgement 2",
        "签章所涵盖的部分与签章时不同：数据不一致，原因待查。",
        "A part that the seal covers is not what it was when it was sealed.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "ofd.part_absent", _FAILED, "GB/T 33190 18.2; judgement 2",
        "签章所涵盖的部分已不在文件中：所交文件与签章时不同，原因待查。",
        "A part that the seal covers is no longer in the document.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "ofd.part_outside_references", _OPEN, "GB/T 33190 18.2; judgement 2",
        "文件中有该签章未涵盖的部分，可能是签章之后加入，不能认定整份文件即所签文件。",
        "The document has parts that the seal does not cover and that may have been added later.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    # No contradiction: nothing that is shown is another, and whoever signs after a lock may have
    # been asked to. But it goes against what the first signer signed, which a person has to settle.
    CodeRow(
        "ofd.list_locked", _OPEN, "GB/T 33190 18.1, 18.2; judgement 2",
        "签章时已锁定签名列表，不允许再加签章，而其后又加入了签章；所显示的内容未因此改动，但须由各方说明。",
        "The seal locked the list of signatures, and a signature was added to it all the same; what "
        "is shown is unchanged by that.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh="请提交后一签章加入之前的文件，或者由各方重新签章。",
        cure_en="Send the document as it was before the later signature, or have all parties sign "
        "it again.",
    ),
    CodeRow(
        "ofd.path_outside", _FAILED, "GB/T 33190 7.6",
        "文件所写的路径指向文件之外。",
        "A path that is written in the document leads out of it.",
        sub_indication=_FORM, cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "ofd.reference_twice", _FAILED, "GB/T 33190 18.2",
        "签章对同一部分写有两个不同的摘要。",
        "The seal gives two different digests for one part.",
        sub_indication=_FORM, cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "ofd.digest_unsupported", _OPEN, "judgement 1; GB/T 33190 18.2",
        "签章所用的摘要方法本系统不识别，各部分未能比对。",
        "The digest method of the references is not known here: no part could be compared.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "ofd.digest_weak", _OPEN, "judgement 3; GB/T 33190 18.2",
        "签章只用 MD5 或者 SHA-1 涵盖文件各部分，不足以单独认定。",
        "The parts are covered by MD5 or SHA-1 alone, which never suffice.",
        sub_indication=SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
        cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
)  # fmt: skip

_STRUCTURE = (
    CodeRow(
        "ofd.encrypted", _OPEN, "GM/T 0099 8; judgement 1",
        "OFD 文件已加密，其中的签章未能核验。",
        "The OFD is encrypted, and what is signed inside could not be verified.",
        sub_indication=SubIndication.GENERIC,
        cure_zh="请提交解密后仍带原签章的文件，或者未加密的原始文件。",
        cure_en="Send the original without encryption, its seals unchanged.",
    ),
    CodeRow(
        "ofd.entry_absent", _OPEN, "GB/T 33190 7.3",
        "文件中没有入口文件 OFD.xml，无法读取。",
        "The document has no OFD.xml and cannot be read.",
        sub_indication=_FORM, cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "ofd.xml_refused", _OPEN, "GB/T 33190 7.4, 18.1; judgement 2",
        "文件的入口或者签名列表不合规范（结构、命名空间、编码，或者含有实体等），未予读取。",
        "OFD.xml or the list of signatures is not read: its structure, namespace or encoding is "
        "wrong, or it has entities.",
        sub_indication=_FORM, cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "ofd.list_absent", _OPEN, "GB/T 33190 18.1",
        "入口文件所指的签名列表不在文件中，签章未能核验。",
        "The list of signatures that OFD.xml names is not in the document.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "ofd.signature_unreadable", _OPEN, "GB/T 33190 18.2; judgement 2",
        "签名列表所列的签名描述文件缺失或者不合规范，该签章未能核验。",
        "The description of a listed signature is missing or is not read.",
        sub_indication=_FORM, cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "ofd.value_absent", _OPEN, "GB/T 33190 18.2",
        "签章的签名值文件不在文件中，该签章未能核验。",
        "The signed value of a listed signature is not in the document.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "ofd.signature_twice", _FAILED, "GB/T 33190 18.1",
        "签名列表重复列出同一签章或者同一标识。",
        "The list of signatures names one signature, or one identifier, twice.",
        sub_indication=_FORM, cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "ofd.signature_unlisted", _OPEN, "GB/T 33190 18.1; judgement 2",
        "文件中有签名列表未列出的签章，可能已被从列表中移除，未能核验。",
        "The document holds a signature that no list names: it may have been taken off the list.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "ofd.type_mismatch", _OPEN, "GB/T 33190 18.1; GM/T 0099 7.2",
        "签名列表所写的类型（签名或者签章）与签名值的实际类型不同。",
        "The list of signatures gives another type than the signed value has.",
        sub_indication=_FORM, cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "ofd.seal_differs", _FAILED, "GB/T 33190 18.2.3",
        "印章文件与签章所用的电子印章不同，所显示的印章不是所签的印章。",
        "The seal in its own file is another than the one that was used: what is shown is not what "
        "was signed.",
        sub_indication=_FORM, cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "ofd.property_differs", _TOLD, "GB/T 38540 7.1; GM/T 0099 7.2",
        "签章所记的保护范围不是其签名描述文件的路径（已注明，不影响结论）。",
        "What the seal says that it covers is not the path of its description (stated; it moves no "
        "result).",
        warns_only=True,
    ),
    CodeRow(
        "ofd.stamp_later", _TOLD, "GB/T 33190 18.2.4; judgement 2",
        "该签章在另一签章之后加盖，印章图样显示在所列位置，可能遮盖原有内容，请核对（已注明，不影响结论）。",
        "This seal was put on after another and is shown at these places: look whether it hides "
        "anything (stated; it moves no result).",
        warns_only=True,
    ),
    CodeRow(
        "ofd.stamp_large", _OPEN,
        "GB/T 33190 18.2.4; judgement 2; Limits.ofd_stamp_side, ofd_stamps_area",
        "在另一签章之后加盖的印章图样大于通常的印章，或者在同一页上合计面积过大，可能遮盖或者改变页面所显示的内容。",
        "A seal that was put on after another is shown larger than seals are, or many are shown on "
        "one page: they may hide or replace what the page shows.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh="请提交加盖该印章之前的文件，或者由各方重新签章。",
        cure_en="Send the document as it was before that seal, or have all parties seal it again.",
    ),
    CodeRow(
        "ofd.list_words", _TOLD, "GB/T 33190 18.1; judgement 2",
        "签名列表中另有注释、文字或者规范之外的内容，不在签章范围内，阅读软件也不显示（已注明，不影响结论）。",
        "The list of signatures has comments or words for which the standard has no place; no "
        "seal has to cover them, and no reader shows them (stated; it moves no result).",
        warns_only=True,
    ),
    CodeRow(
        "ofd.folder_empty", _TOLD, "GB/T 33190 7.2; judgement 2",
        "文件中有空目录，其名称不在签章范围内（已注明，不影响结论）。",
        "The document has an empty folder, whose name no seal covers (stated; it moves no result).",
        warns_only=True,
    ),
    CodeRow(
        "ofd.stamp_page_absent", _TOLD, "GB/T 33190 18.2.4",
        "印章外观所在的页面不在文件中（已注明，不影响结论）。",
        "The page on which the seal is shown is not in the document (stated; it moves no result).",
        warns_only=True,
    ),
)  # fmt: skip

ROWS = (*_PARTS, *_STRUCTURE)
