"""Codes of associated signature containers: ETSI EN 319 162-1."""

from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_TOLD = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""

_WHOLE = (
    "请提交签名平台出具的原始容器文件，不要解压后重新打包，也不要增删其中的文件。",
    (
        "Send the container as the signing platform gave it: not packed anew, nothing added or left "
        "out."
    ),
)
_SIGNED = (
    "请提交涵盖容器内全部文件的签名容器，或者将未被涵盖的文件作为单独证据提交。",
    (
        "Send a container whose signature covers all of it, or send what it does not cover as an item "
        "of its own."
    ),
)

_COVERAGE = (
    CodeRow(
        "asic.member_changed", _FAILED, "EN 319 162-1 4.4.4.2, A.4.1; judgement 4",
        "容器内文件的摘要与签名清单所载不同，所交文件不是签名时的文件：数据不一致，原因待查。",
        "A file's digest is not the one in the manifest that was signed: it is not what was "
        "signed.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh="请提交签名完成时的原始文件。",
        cure_en="Send the files as they were when they were signed.",
    ),
    CodeRow(
        "asic.member_missing", _OPEN, "EN 319 162-1 A.4.1",
        "签名清单所列文件不在容器内，未能核对。",
        "A file that the signed manifest lists is not in the container.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh=_WHOLE[0], cure_en=_WHOLE[1],
    ),
    CodeRow(
        "asic.member_uncovered", _OPEN, "EN 319 162-1 4.4.4.2; judgement 2",
        "容器内有该签名未涵盖的文件，不能认定整个容器未经改动。",
        "The container has files that this signature does not cover.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh=_SIGNED[0], cure_en=_SIGNED[1],
    ),
    CodeRow(
        "asic.reference_unsafe", _OPEN, "EN 319 162-1 A.4.1; RFC 3986 4.2",
        "签名清单中的文件地址不指向容器内的文件，或者可指向两个不同的文件。",
        "A reference in the manifest names nothing inside the container, or might name two files.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_WHOLE[0], cure_en=_WHOLE[1],
    ),
    CodeRow(
        "asic.digest_weak", _OPEN, "EN 319 162-1 A.4.1; judgement 3",
        "签名清单以 MD5 或者 SHA-1 记载文件摘要，不足以证明文件未经改动。",
        "The manifest gives a file's digest in MD5 or SHA-1 alone, which never suffices.",
        sub_indication=SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
        cure_zh="请提交以 SHA-256、SM3 或者更强算法重新签名或者加盖时间戳的容器。",
        cure_en="Send a container signed or time-stamped with SHA-256, SM3 or better.",
    ),
    CodeRow(
        "asic.digest_unsupported", _OPEN, "EN 319 162-1 A.4.1",
        "签名清单使用的摘要算法本系统不能计算，未能核对。",
        "The manifest uses a digest algorithm that is not computed here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
)  # fmt: skip

_MANIFESTS = (
    CodeRow(
        "asic.manifest_missing", _OPEN, "EN 319 162-1 4.4.4.2",
        "容器内没有说明该签名涵盖哪些文件的清单，未能核验。",
        "No manifest says which files this signature covers.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh=_WHOLE[0], cure_en=_WHOLE[1],
    ),
    CodeRow(
        "asic.manifest_twice", _OPEN, "EN 319 162-1 4.4.4.2, A.4.1",
        "两份清单指向同一个签名，不能确定其签的是哪一份。",
        "Two manifests name one signature: which one was signed cannot be told.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_WHOLE[0], cure_en=_WHOLE[1],
    ),
    CodeRow(
        "asic.manifest_malformed", _OPEN, "EN 319 162-1 A.4.1",
        "签名清单无法读取（格式不合规范）。",
        "A manifest cannot be read: it is not of the form that the standard gives.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_WHOLE[0], cure_en=_WHOLE[1],
    ),
    CodeRow(
        "asic.manifest_alone", _OPEN, "EN 319 162-1 A.4.1",
        "清单所指的签名或者时间戳不在容器内。",
        "The signature or time-stamp that a manifest names is not in the container.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh=_WHOLE[0], cure_en=_WHOLE[1],
    ),
    CodeRow(
        "asic.extension_critical", _OPEN, "EN 319 162-1 A.4.1",
        "签名清单带有必须理解而本系统不识别的扩展。",
        "The manifest has an extension that must be understood and is not known here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
)  # fmt: skip

_CONTAINER = (
    CodeRow(
        "asic.data_object_unclear", _OPEN, "EN 319 162-1 4.3.3.2",
        "单文件签名容器（ASiC-S）中的文件不是恰好一个，不能确定签名所涵盖的文件。",
        "A simple container has not exactly one file: what its signature covers cannot be told.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_WHOLE[0], cure_en=_WHOLE[1],
    ),
    CodeRow(
        "asic.signature_absent", _OPEN, "EN 319 162-1 4.3, 4.4",
        "签名容器中没有找到可以读取的签名或者时间戳。",
        "No signature or time-stamp that can be read was found in the container.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh=_WHOLE[0], cure_en=_WHOLE[1],
    ),
    CodeRow(
        "asic.xades_unsupported", _OPEN, "EN 319 162-1 4.3.3.2, 4.4.3.2; EN 319 132-1",
        "容器使用 XML 签名（XAdES），本系统尚不支持核验；这不表示文件未签名。",
        "The container is signed in XML (XAdES), which is not verified here; it is not unsigned.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "asic.evidence_record_unsupported", _OPEN, "EN 319 162-1 4.3.3.2, 4.4.4.2; RFC 4998",
        "容器带有证据记录（Evidence Record），本系统尚不支持核验。",
        "The container has an evidence record, which is not verified here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "asic.signature_unsupported", _OPEN, "EN 319 162-1 4.3, 4.4",
        "容器带有本系统不支持的签名文件，未能核验。",
        "The container has a signature file of a kind that is not verified here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "asic.nested_signature", _OPEN, "judgement 2",
        "容器内的文件自身带有签名，本系统不核验容器内文件自身的签名。",
        "A file in the container has signatures of its own inside, which are not verified here.",
        sub_indication=SubIndication.GENERIC,
        cure_zh="请将该文件作为单独证据提交。",
        cure_en="Send that file as an item of its own.",
    ),
    CodeRow(
        "asic.mimetype_unusual", _TOLD, "EN 319 162-1 A.1",
        "容器的类型标记（mimetype）写法不合规范（已注明）。",
        "The container's mimetype is not written as the standard asks (stated).",
        warns_only=True,
    ),
    CodeRow(
        "asic.form_unlike_mimetype", _TOLD, "EN 319 162-1 4.3.3, 4.4.4, A.1",
        "容器的类型标记（mimetype）写明为单文件容器（ASiC-S），实际按多文件容器（ASiC-E）的方式签名或者装有多个文件（已注明）。",
        "The mimetype says that the container is a simple one (ASiC-S); it is signed as an extended "
        "one, or has several files (stated).",
        warns_only=True,
    ),
    CodeRow(
        "asic.description_uncovered", _TOLD, "EN 319 162-1 4.4.3.2; judgement 2",
        "容器内的说明文件不在签名范围内，其内容仅为文件名称和类型（已注明）。",
        "A description that no signature covers lies in the container; it has names and types of "
        "files, and nothing else (stated).",
        warns_only=True,
    ),
    CodeRow(
        "asic.folder_empty", _TOLD, "EN 319 162-1 4.4.4.2; judgement 2",
        "容器内有空目录，其名称不在签名范围内（已注明）。",
        "The container has an empty folder, whose name no signature covers (stated).",
        warns_only=True,
    ),
)  # fmt: skip

ROWS = (*_COVERAGE, *_MANIFESTS, *_CONTAINER)
