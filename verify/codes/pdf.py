"""Codes of signatures inside a PDF: ISO 32000-1 12.8, PAdES (ETSI EN 319 142-1)."""

from verify.findings import CheckStatus, CodeRow, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_TOLD = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""
_ORIGINAL_ZH = "请提交签名完成时的原始 PDF 文件。"
_ORIGINAL_EN = "Send the PDF as it was when it was signed."

ROWS: tuple[CodeRow, ...] = (
    CodeRow(
        "pdf.byterange_malformed", _FAILED, "ISO 32000-1 12.8.1",
        "PDF 签名的字节范围（ByteRange）不合规范：不是四个数，或者重叠、越界。",
        "The signature's byte range is not two ranges inside the file that do not overlap.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_ORIGINAL_ZH, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "pdf.byterange_gap", _FAILED, "ISO 32000-1 12.8.1; ETSI EN 319 142-1 5.3",
        "PDF 签名没有涵盖签名值以外的全部字节：其间留有未签名的内容。",
        "The byte range leaves out more than, or other than, the signature's own contents.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_ORIGINAL_ZH, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "pdf.byterange_end", _FAILED, "ISO 32000-1 12.8.1; ETSI EN 319 142-1 5.3",
        "PDF 签名的字节范围没有到达其所在版本的末尾，版本中有未签名的内容。",
        "The byte range does not end where the revision of its signature ends.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_ORIGINAL_ZH, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "pdf.contents_malformed", _FAILED, "ISO 32000-1 12.8.1; ETSI EN 319 142-1 5.3",
        "PDF 签名值（Contents）不是一个完整的签名数据，或者其后另有数据。",
        "The signature's contents are not one message followed by zeros alone.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_ORIGINAL_ZH, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "pdf.subfilter_unsupported", _OPEN, "ISO 32000-1 12.8.3; ETSI EN 319 142-1",
        "PDF 签名的格式（SubFilter）本系统不支持，未能核验。",
        "The signature is in a format that is not read here.",
        sub_indication=SubIndication.GENERIC,
    ),
    CodeRow(
        "pdf.signature_unreferenced", _OPEN, "ISO 32000-1 12.7.4.5",
        "PDF 文件中有不属于任何签名栏的签名数据，未能核验。",
        "There is a signature in the file that no revision of the document leads to.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_ORIGINAL_ZH, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "pdf.signature_removed", _OPEN, "ISO 32000-1 12.7.4.5",
        "该签名在文件的后一版本中被移除或者替换。",
        "A later revision of the document removed or replaced this signature.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh=_ORIGINAL_ZH, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "pdf.change_not_permitted", _OPEN, "ISO 32000-1 12.8.2.2, 12.8.2.4",
        "该签名之后文件有其签名人不允许的改动（认证签名或者锁定的栏目）。",
        "The document was changed after this signature in a way that it, or an earlier one, forbids.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh=_ORIGINAL_ZH, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "pdf.structure_ambiguous", _OPEN, "ISO 32000-1 7.5",
        "PDF 文件结构有歧义：不同的阅读软件可能显示不同的内容，不能认定签名人所见即所交文件。",
        "The file's structure can be read in two ways: readers may show different documents.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_ORIGINAL_ZH, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "pdf.encrypted", _OPEN, "ISO 32000-1 7.6",
        "PDF 文件已加密，其内容和签名未能全部核验。",
        "The document is encrypted: its content and signatures could not be checked in full.",
        sub_indication=SubIndication.FORMAT_FAILURE,
        cure_zh="请提交未加密的原始 PDF 文件。", cure_en="Send the original PDF, not encrypted.",
    ),
    CodeRow(
        "pdf.active_content", _TOLD, "ISO 32000-1 12.6",
        "PDF 文件含有脚本、多媒体或者其他动作，核验时未予执行。",
        "The document has scripts, media or other actions; nothing of it was run.",
        warns_only=True,
    ),
    CodeRow(
        "pdf.dynamic_content", _OPEN, "ISO 32000-1 7.11, 12.6.3, 12.7.8",
        "PDF 文件含有打开时自动执行的动作、动态表单或者文件以外的内容，字节不变而显示可变，不能认定所显示的即所签内容。",
        "What the document shows can change though its octets do not: actions on opening, dynamic "
        "forms, content outside the file.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh="请提交不含脚本、动态表单和外部内容的签名文件，或者由签名人说明。",
        cure_en="Send a signed document without scripts, dynamic forms and outside content.",
    ),
    CodeRow(
        "pdf.hidden_layer", _OPEN, "ISO 32000-1 8.11",
        "PDF 文件含有默认隐藏或者可自动切换的图层，不能认定所显示的即所签内容。",
        "The document has layers that do not show at first, or that switch by themselves.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh="请提交不含隐藏图层的签名文件，或者由签名人说明。",
        cure_en="Send a signed document without hidden layers.",
    ),
)  # fmt: skip
