"""The court's template, written from `ELEMENTS`: a workbook, or one CSV a sheet.

Cells of text, numbers of documents and dates are text (`@`), so that no spreadsheet rewrites them;
amounts are numbers of two places. The row of examples carries its mark in the first cell and is not
read while it stands unchanged. The version stands in the batch sheet and in the document.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anchors.limits import LIMITS
from ingest.adapters.elements.layout import (
    BATCH_COLUMNS,
    BATCH_FIELDS,
    DICTIONARY,
    EXAMPLE,
    INSTRUCTIONS,
    LAYOUTS,
    NOTE,
    PATHS,
    VERSION_LABEL,
    Column,
    Layout,
    column_letter,
)
from ingest.adapters.elements.rows import example_row
from ingest.adapters.elements.workbook import VERSION_PROPERTY
from ingest.adapters.elements.written import written_workbook
from verify.rules.elements.field import Field, Kind, Need, Sheet
from verify.rules.elements.table import TEMPLATE_VERSION

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Styles", "batch_rows", "column_width", "head_of", "hint_of", "instructions", "lay_out",
           "styles_of", "write_csv_template", "write_template"]  # fmt: skip

_ROWS = 10_001
"""Rows that drop-downs reach to: more cases than a person fills in by hand."""
_A4 = 9
_WIDEST, _NARROWEST = 40, 10
_NUMERIC = frozenset({Kind.MONEY})
_CHECKED_LENGTH = {Kind.IDENTITY_NO: 20, Kind.MOBILE: 20, Kind.CREDIT_CODE: 18}
_KIND_HINTS = {
    Kind.MONEY: "金额，元，两位小数",
    Kind.RATE: "百分数，如 12.00 表示 12%，不带百分号",
    Kind.DAY: "日期，如 2024-06-08",
    Kind.INSTANT: "时间，如 2024-06-08T10:01:00+08:00；无时区的按北京时间",
    Kind.COUNT: "整数",
    Kind.REGION: "六位区划代码",
    Kind.CREDIT_CODE: "十八位统一社会信用代码",
    Kind.ROWS: "",
}


class Styles(NamedTuple):
    """Formats of a workbook."""

    text: "Format"
    money: "Format"
    head: "Format"
    required: "Format"
    example: "Format"
    example_money: "Format"
    plain: "Format"
    bad: "Format"


def styles_of(book: "Workbook") -> Styles:
    """Return the formats of our sheets."""
    font = {"font_name": "微软雅黑", "font_size": 10, "valign": "top"}
    bold = {**font, "bold": True, "text_wrap": True, "border": 1}
    grey = {**font, "font_color": "#808080", "italic": True, "bg_color": "#F2F2F2"}
    return Styles(
        book.add_format({**font, "num_format": "@"}),
        book.add_format({**font, "num_format": "0.00"}),
        book.add_format({**bold, "bg_color": "#E7E6E6"}),
        book.add_format({**bold, "bg_color": "#FCE4D6", "font_color": "#9C0006"}),
        book.add_format({**grey, "num_format": "@"}),
        book.add_format({**grey, "num_format": "0.00"}),
        book.add_format({**font, "text_wrap": True}),
        book.add_format(
            {**font, "bg_color": "#FFC7CE", "font_color": "#9C0006", "num_format": "@"}
        ),
    )


def lay_out(sheet: "Worksheet") -> None:
    """Let a sheet print as wide as a page, its head on every one."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def write_template(out: Path) -> None:
    """Write the template as a workbook.

    Raises:
        OSError: it cannot be written.
    """
    with written_workbook(out, default_date_format="yyyy-mm-dd") as book:
        book.set_custom_property(VERSION_PROPERTY, TEMPLATE_VERSION, "text")
        styles = styles_of(book)
        _write_instructions(book.add_worksheet(INSTRUCTIONS), styles)
        batch = book.add_worksheet(Sheet.BATCH.value)
        sheets = {name: book.add_worksheet(name) for name in LAYOUTS}
        names = _write_dictionary(book)
        _write_batch(batch, styles, names)
        for name, layout in LAYOUTS.items():
            _write_sheet(sheets[name], layout, styles, names)
        for sheet in book.worksheets():
            lay_out(sheet)
        batch.activate()


def write_csv_template(folder: Path) -> list[Path]:
    """Write the template as one CSV a sheet, in UTF-8 with its mark, and return the files.

    Raises:
        OSError: one cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[list[str]]] = {Sheet.BATCH.value: [list(BATCH_COLUMNS), *batch_rows()]}
    for name, layout in LAYOUTS.items():
        example = example_row(layout)
        values = [example.get(column.key, "") for column in layout.columns]
        rows[name] = [[head_of(column) for column in layout.columns], values]
    written = []
    for name, lines in rows.items():
        text = StringIO(newline="")
        csv.writer(text).writerows(lines)
        path = folder / f"{name}.csv"
        path.write_bytes(text.getvalue().encode("utf-8-sig"))
        written.append(path)
    return written


def head_of(column: Column) -> str:
    """Return what stands above a column: mandatory ones have a star."""
    return f"{column.label}*" if column.required else column.label


def hint_of(one: Field) -> str:
    """Return how a field is filled in."""
    parts = (one.hint, _KIND_HINTS.get(one.kind, ""), _choices_hint(one))
    return "；".join(part for part in parts if part)


def _choices_hint(one: Field) -> str:
    return f"可选：{'、'.join(one.choices)}" if one.choices else ""


def column_width(label: str) -> int:
    """Return a width at which a label reads well."""
    return max(_NARROWEST, min(_WIDEST, 2 * len(label) + 4))


_NEEDS = {Need.REQUIRED: "必填", Need.CONDITIONAL: "视情形必填", Need.OPTIONAL: "选填"}


def batch_rows() -> Iterator[list[str]]:
    """Yield the rows of the batch sheet, their values blank but for the version."""
    yield [VERSION_LABEL, TEMPLATE_VERSION, "勿改", "本模板的版本", ""]
    for one in BATCH_FIELDS.values():
        yield [one.zh, "", _NEEDS[one.need], hint_of(one), one.example]


def _write_batch(sheet: "Worksheet", styles: Styles, names: dict[tuple[str, ...], str]) -> None:
    sheet.set_column(0, 0, 34, styles.text)
    sheet.set_column(1, 1, 44, styles.text)
    sheet.set_column(2, 2, 12, styles.plain)
    sheet.set_column(3, 4, 48, styles.plain)
    for place, label in enumerate(BATCH_COLUMNS):
        sheet.write_string(0, place, label, styles.head)
    fields = (None, *BATCH_FIELDS.values())
    for number, (row, one) in enumerate(zip(batch_rows(), fields, strict=True), 1):
        required = one is not None and one.need is Need.REQUIRED
        sheet.write_string(number, 0, row[0], styles.required if required else styles.head)
        money = one is not None and one.kind in _NUMERIC
        if row[1]:
            sheet.write_string(number, 1, row[1], styles.text)
        else:
            sheet.write_blank(number, 1, None, styles.money if money else styles.text)
        for place in (2, 3, 4):
            sheet.write_string(number, place, row[place], styles.plain)
        if one is not None:
            _validate(sheet, (number, 1, number, 1), one, names)
    sheet.freeze_panes(1, 1)


def _write_sheet(
    sheet: "Worksheet", layout: Layout, styles: Styles, names: dict[tuple[str, ...], str]
) -> None:
    example = example_row(layout)
    for place, column in enumerate(layout.columns):
        money = column.field is not None and column.field.kind in _NUMERIC
        width = column_width(column.label)
        sheet.set_column(place, place, width, styles.money if money else styles.text)
        style = styles.required if column.required else styles.head
        sheet.write_string(0, place, head_of(column), style)
        hint = _column_hint(column)
        if hint:
            sheet.write_comment(0, place, hint, {"x_scale": 2})
        text = example.get(column.key, "")
        if money and text:
            sheet.write_number(1, place, float(text), styles.example_money)
        elif text:
            sheet.write_string(1, place, text, styles.example)
        if column.field is not None:
            _validate(sheet, (1, place, _ROWS, place), column.field, names)
    sheet.freeze_panes(1, 3)


def _column_hint(column: Column) -> str:
    if column.key == NOTE:
        return f"标有“{EXAMPLE}”的行不作为案件读取；填写案件请另起一行。"
    if column.key == PATHS:
        return "附件在压缩包或者目录中的路径，多个以分号或者换行分隔；已按目录存放的留空。"
    if column.field is None:
        return ""
    return hint_of(column.field)


def _validate(
    sheet: "Worksheet", area: tuple[int, int, int, int], one: Field,
    names: dict[tuple[str, ...], str],
) -> None:  # fmt: skip
    if one.choices:
        sheet.data_validation(*area, {
            "validate": "list", "source": f"={names[one.choices]}",
            "error_title": one.zh[:32], "error_message": "请从下拉列表中选择。",
        })  # fmt: skip
        return
    longest = _CHECKED_LENGTH.get(one.kind, LIMITS.text_characters)
    if one.kind not in _NUMERIC:
        sheet.data_validation(*area, {
            "validate": "length", "criteria": "<=", "value": longest,
            "error_title": one.zh[:32], "error_message": f"至多 {longest} 个字符。",
        })  # fmt: skip


def _write_dictionary(book: "Workbook") -> dict[tuple[str, ...], str]:
    """Write the lists to choose from on a hidden sheet, and return the name of each."""
    sheet = book.add_worksheet(DICTIONARY)
    sheet.hide()
    every = [one for one in BATCH_FIELDS.values() if one.choices]
    every += [c.field for lay in LAYOUTS.values() for c in lay.columns if c.field is not None]
    names: dict[tuple[str, ...], str] = {}
    for one in every:
        if not one.choices or one.choices in names:
            continue
        place = len(names)
        names[one.choices] = f"字典_{place + 1:02}"
        for number, choice in enumerate(one.choices):
            sheet.write_string(number, place, choice)
        letter = column_letter(place)
        last = len(one.choices)
        book.define_name(names[one.choices], f"='{DICTIONARY}'!${letter}$1:${letter}${last}")
    return names


def instructions() -> tuple[str, ...]:
    """Return the lines of the sheet of instructions."""
    return (
        f"要素列表（模板版本 {TEMPLATE_VERSION}）",
        "1. “批次”工作表填写各案相同的内容，每项只填一次；“案件”工作表一案一行。",
        (
            "2. “放款”“还款计划”“还款流水”“催收记录”每行填写合同编号，"
            "同一合同有多笔借款的还须填写借据编号。"
        ),
        (
            "3. 带 * 的红色列为必填；鼠标停在列名上可见填写说明。"
            "合计、天数、出生日期等由系统计算，不必填写。"
        ),
        f"4. 灰色的“{EXAMPLE}”行内容均为虚构，保持不变即不读取；填写案件请另起一行，或者删除该行。",
        "5. 证件号码、日期等列为文本格式，请勿改为数字；不要使用公式、宏、合并单元格、外部链接。",
        "6. 金额以元为单位、两位小数；利率以百分数表示，如 12.00。",
        (
            "7. 附件按“合同编号/01…10 开头的目录/文件”存放，如 HT00000001/06合同/合同.pdf；"
            "各案共用的材料放在“共用/01…”目录；也可以在“附件路径”列写明路径。"
        ),
        (
            "8. 类别：01 贷款人主体资格 02 借款人主体资格 03 授权委托 04 身份认证 "
            "05 线上贷款全流程 06 借款合同 07 存证证明 08 放款 09 还款及欠款明细 10 其他。"
        ),
        "9. 格式核对只说明填写合乎格式，不说明身份或者内容属实。",
    )


def _write_instructions(sheet: "Worksheet", styles: Styles) -> None:
    sheet.set_column(0, 0, 110, styles.plain)
    for number, line in enumerate(instructions()):
        sheet.write_string(number, 0, line, styles.head if number == 0 else styles.plain)
