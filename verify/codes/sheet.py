"""Codes of the filled element list: the workbook or CSV as a file, its cells, its attachments.

FAILED refuses the file before it is read; INDETERMINATE is a cell or attachment to be corrected
before the cases can be packed; PASSED is only told.
"""

from verify.codes.refusal import refused, told
from verify.findings import CheckStatus, CodeRow, SubIndication

__all__ = ["ROWS"]

_FORM = "formats package 16"
_SAVE = (
    "请在本院模板中填写，另存为 .xlsx（不含宏、公式、外部链接、嵌入对象）后重新提交。",
    "Fill in the court's template and save it as .xlsx without macros, formulas, links, objects.",
)
_SPLIT = ("请拆分成较小的批次提交。", "Split the batch into smaller ones.")
_CSV = (
    "请另存为 UTF-8 编码的 CSV 后重新提交。",
    "Save as CSV in UTF-8 and send it again.",
)
_TEXT = (
    "请将该列设为“文本”格式后重新录入，不要由电子表格换算。",
    "Format the column as text and enter the value again.",
)
_FILL = ("请按模板更正该单元格。", "Correct the cell by the template.")
_SHEET = (
    "请重新下载模板，按其工作表和列名填写。",
    "Take the template anew, with its sheets and columns.",
)
_FILES = (
    "请更正附件的位置、名称或者“附件路径”一列。",
    "Correct where the attachment lies, its name, or the column of paths.",
)


def _wrong(code: str, zh: str, en: str, cure: tuple[str, str] = _FILL) -> CodeRow:
    """Return the row of a code that has to be corrected before cases can be packed."""
    return CodeRow(
        code, (CheckStatus.INDETERMINATE,), _FORM, zh, en,
        sub_indication=SubIndication.GENERIC, cure_zh=cure[0], cure_en=cure[1],
    )  # fmt: skip


_FILE = (
    refused(
        "sheet.not_a_workbook", _FORM,
        "不是要素列表：不是 .xlsx 工作簿，也不是 CSV。",
        "This is no element list: neither an .xlsx workbook nor CSV.", _SAVE,
    ),
    refused(
        "sheet.old_or_encrypted", _FORM,
        "工作簿为旧版 .xls 或者已加密，不予读取。",
        "The workbook is of the old .xls form, or encrypted; it is not read.", _SAVE,
    ),
    refused(
        "sheet.strict_form", _FORM,
        "工作簿以“严格 Open XML 电子表格”格式保存，不予读取。",
        "The workbook was saved in the strict form of Open XML; it is not read.",
        ("请另存为普通的“Excel 工作簿（*.xlsx）”后重新提交。",
         "Save it as an ordinary Excel workbook (*.xlsx) and send it again."),
    ),
    refused(
        "sheet.sheet_twice", _FORM,
        "有两个同名的工作表，无法确定以哪个为准。",
        "Two sheets have one name, so that it is open which of them counts.", _SAVE,
    ),
    refused(
        "sheet.archive_unsafe", "formats package 6",
        "工作簿的压缩结构不合规范，不予读取。",
        "The archive that the workbook is, is malformed; it is not read.", _SAVE,
    ),
    refused(
        "sheet.document_type", "formats package 16",
        "工作簿内的 XML 含文档类型声明或者实体，不予读取。",
        "XML in the workbook declares a document type or entities; it is not read.", _SAVE,
    ),
    refused(
        "sheet.xml_encoding", "formats package 16",
        "工作簿内的 XML 不是 UTF-8 编码，不予读取。",
        "XML in the workbook is not in UTF-8; it is not read.", _SAVE,
    ),
    refused(
        "sheet.macro", _FORM,
        "工作簿含宏，不予读取。",
        "The workbook has macros; it is not read.", _SAVE,
    ),
    refused(
        "sheet.external_link", _FORM,
        "工作簿含外部链接或者外部数据连接，不予读取。",
        "The workbook links to other files or data sources; it is not read.", _SAVE,
    ),
    refused(
        "sheet.embedded_object", _FORM,
        "工作簿含嵌入对象或者控件，不予读取。",
        "The workbook has embedded objects or controls; it is not read.", _SAVE,
    ),
    refused(
        "sheet.reference_outside", _FORM,
        "工作簿的单元格或者行号超出可读范围，或者写法异常，不予读取。",
        "A cell or row of the workbook lies outside what is read, or is oddly written.", _SAVE,
    ),
    refused(
        "sheet.cells_disordered", _FORM,
        "工作簿的行或者单元格重复或者次序颠倒，无法确定各格的值，不予读取。",
        "Rows or cells of the workbook stand twice or out of order: which counts is open.", _SAVE,
    ),
    refused(
        "sheet.limit_exceeded", "Limits",
        "要素列表超出大小上限，不予读取。",
        "The element list exceeds a limit; it is not read.", _SPLIT,
    ),
    refused(
        "sheet.reader_stopped", "Limits",
        "读取工作簿所用时间或者内存超出上限，已中止。",
        "Reading the workbook took more time or memory than it may, and was stopped.", _SAVE,
    ),
    refused(
        "sheet.unreadable", _FORM,
        "要素列表已损坏，无法读取。",
        "The element list is damaged and cannot be read.", _SAVE,
    ),
    refused(
        "sheet.text_encoding", "RFC 4180",
        "CSV 既不是 UTF-8 也不是 GB18030 编码。",
        "The CSV is neither in UTF-8 nor in GB18030.", _CSV,
    ),
    refused(
        "sheet.csv_separator", "RFC 4180 2",
        "CSV 的各列不是以英文逗号分隔。",
        "The columns of the CSV are not separated by commas.",
        ("请另存为“CSV UTF-8（逗号分隔）（*.csv）”后重新提交。",
         "Save as CSV UTF-8 (comma delimited) and send it again."),
    ),
    refused(
        "sheet.csv_malformed", "RFC 4180 2",
        "CSV 的结构不合规范（引号未闭合、字段过长等）。",
        "The CSV is malformed: an open quote, a field that is too long.", _CSV,
    ),
)  # fmt: skip

_LAYOUT = (
    _wrong("sheet.sheet_missing", "缺少工作表。", "A sheet is absent.", _SHEET),
    _wrong("sheet.template_version", "模板版本不符，或者未载明。",
           "The template is of another version, or does not say of which.", _SHEET),
    _wrong("sheet.header_twice", "列名或者项目名重复。", "A column or label stands twice.", _SHEET),
    _wrong("sheet.column_missing", "缺少必填列或者必填项目。",
           "A mandatory column or label is absent.", _SHEET),
    _wrong("sheet.merged_cells", "存在合并单元格，无法确定各行的值。",
           "Cells are merged, so that it is open which row has the value.",
           ("请取消合并单元格，逐格填写。", "Unmerge the cells and fill in each.")),
    _wrong("sheet.no_cases", "“案件”工作表没有案件。", "The sheet of cases has none.",
           ("请在“案件”工作表中一案一行填写；“示例”行不作为案件读取。",
            "Fill in the sheet of cases, a row each; the row of the example is not read.")),
    _wrong("sheet.example_changed", "该行标有“示例”但内容已改动，无法确定是否为案件。",
           "The row is marked as the example, yet was changed: is it a case?",
           ("是案件的，请删除该行的“示例”标记；不是的，请删除整行。",
            "Remove the mark where it is a case, the row where it is none.")),
    _wrong("sheet.case_twice", "同一合同编号、借据编号出现在多行。",
           "The same contract and loan number stand in several rows.",
           ("请删除重复的行；确为不同借款的，请填写各自的借据编号。",
            "Remove the row, or state the number of each loan where they are several.")),
    _wrong("sheet.row_orphan", "该行的合同编号、借据编号在“案件”工作表中没有对应案件。",
           "No case has the contract and loan number of this row.",
           ("请使该行的合同编号、借据编号与“案件”工作表中的完全一致，或者删除该行。",
            "Write both numbers exactly as on the sheet of cases, or remove the row.")),
    _wrong("sheet.row_ambiguous", "该合同有多笔借款，该行未填借据编号，无法对应。",
           "The contract has several loans, and this row names none.",
           ("请在该行填写借据编号。", "State the number of the loan in this row.")),
    told("sheet.column_unknown", _FORM,
         "有模板之外的列，已原样保留，不参与审查。",
         "A column is none of the template's; it is kept as it stands, and not judged."),
    told("sheet.sheet_unknown", _FORM,
         "有模板之外的工作表，未读取。", "A sheet is none of the template's; it is not read."),
    told("sheet.column_unread", _FORM,
         "该列没有列名，或者模板之外的列过多，其值未读取。",
         "The column has no label, or there are too many columns of the sender's: it is not read."),
    told("sheet.hidden_sheet", _FORM,
         "有隐藏的工作表，已一并读取。", "A hidden sheet has values; they are read."),
    told("sheet.hidden_row", _FORM,
         "有隐藏的行，已一并读取。", "A hidden row has values; they are read."),
    told("sheet.hidden_column", _FORM,
         "有隐藏的列，已一并读取。", "A hidden column has values; they are read."),
    _wrong("sheet.more_faults", "缺陷数量超出列示上限，其余仅计数。",
           "There are more faults than are listed; the others are counted."),
)  # fmt: skip

_CELLS = (
    _wrong("sheet.formula", "单元格为公式，不予采用。", "The cell is a formula; it is not taken.",
           ("请以“选择性粘贴—数值”替换公式。", "Replace the formula by its value.")),
    _wrong("sheet.number_as_text", "应填文本的单元格为数字，位数或者前导零可能已丢失。",
           "A number where text belongs: digits or leading zeros may be lost.", _TEXT),
    _wrong("sheet.number_inexact", "数字的小数位数超出要求，或者超出精确范围。",
           "The number has more decimal places than it may, or is beyond exact numbers."),
    _wrong("sheet.percent_cell", "利率单元格为百分比格式，应直接填百分数（12.00 即 12%）。",
           "The cell is formatted as a percentage; the rate is to stand as 12.00 for 12 %.",
           _TEXT),
    _wrong("sheet.serial_date", "日期单元格为未设日期格式的数字，无法确定日期。",
           "The cell of a date is a bare number.",
           ("请按 2024-06-08 的形式以文本填写。", "Write the date as text: 2024-06-08.")),
    _wrong("sheet.date_as_text", "应填文本或者数字的单元格为日期，原值可能已被电子表格改写。",
           "A date where none belongs: the spreadsheet may have rewritten what was entered.",
           _TEXT),
    _wrong("sheet.cell_type", "单元格为逻辑值，该列不接受。", "The cell is a truth value.", _TEXT),
    _wrong("sheet.invisible_character", "单元格含看不见的字符（零宽字符、控制书写方向的字符等）。",
           "The cell has a character that cannot be seen.",
           ("请清空该单元格，重新手工录入。", "Clear the cell and type the value again.")),
    _wrong("sheet.number_spacing", "号码、金额、利率、日期等之中有空格或者全角字符。",
           "A number, amount, rate or date has blanks inside, or characters of full width.",
           ("请删除其中的空格，并改用半角的数字、字母和符号。",
            "Take the blanks out, and write it in characters of half width.")),
    _wrong("sheet.cell_error", "单元格为错误值。", "The cell holds an error of the spreadsheet."),
)  # fmt: skip

_ATTACHMENTS = (
    refused(
        "sheet.attachments_unreadable", "formats package 4, 6",
        "附件不是目录或者可读取的 ZIP，或者其结构不合规范。",
        "The attachments are no folder and no readable ZIP, or one that is malformed.",
        ("请以目录或者不加密、不分卷的 ZIP 提交附件。", "Send a folder, or a plain ZIP."),
    ),
    _wrong("sheet.path_unresolved", "“附件路径”所列的文件不存在。",
           "No attachment lies at a path of the column of paths.", _FILES),
    _wrong("sheet.attachment_category", "附件不在以 01 至 10 开头的目录之下，无法确定类别。",
           "The attachment lies under no folder that begins with 01 to 10.", _FILES),
    _wrong("sheet.shared_category", "借款人身份材料、身份认证证据不能作为共用材料。",
           "What identifies a borrower cannot be shared by cases.", _FILES),
    _wrong("sheet.attachment_too_large", "附件超出大小上限。", "An attachment exceeds the limit.",
           ("请压缩或者拆分该文件。", "Make the file smaller, or split it.")),
    _wrong("sheet.attachment_empty", "附件为空文件。", "An attachment is empty.", _FILES),
    _wrong("sheet.attachments_too_many", "附件数量超出上限。",
           "There are more attachments than there may be.", _FILES),
    _wrong("sheet.attachment_conflict", "同一附件被不同合同引用。",
           "Several contracts name the same attachment.", _FILES),
    told("sheet.attachment_missing", "formats package 16",
         "缺少指引第七条所列类别的附件。",
         "No attachment of a category that Article 7 names."),
    told("sheet.attachment_extra", "formats package 16",
         "附件未对应任何案件，未收入证据包。",
         "The attachment belongs to no case; it is not packed."),
    told("sheet.attachment_twice", "formats package 16",
         "同一附件（内容相同）用于多个案件。",
         "The same attachment, by its content, serves several cases."),
    told("sheet.attachment_name", "formats package 4",
         "附件名不是 UTF-8，按 GB18030 读取。",
         "A name of the archive is not UTF-8; it was read as GB18030."),
)  # fmt: skip

ROWS = (*_FILE, *_LAYOUT, *_CELLS, *_ATTACHMENTS)
