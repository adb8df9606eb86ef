"""Codes of JSON from outside: refused with the path of the field (formats, preamble)."""

from verify.findings import CheckStatus, CodeRow, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_CURE = "请按公布的 JSON Schema 更正该字段后重新提交。"
_CURE_EN = "Correct the field as the published JSON Schema says, and send the package again."


def _row(code: str, rule: str, zh: str, en: str) -> CodeRow:
    return CodeRow(
        code, _FAILED, rule, zh, en,
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    )  # fmt: skip


ROWS = (
    _row(
        "json.malformed", "RFC 8259 2, 8.1",
        "不是合法的 JSON 文本（UTF-8，无字节顺序标记）。",
        "This is not JSON in UTF-8 without a byte order mark.",
    ),
    _row(
        "json.duplicate_key", "RFC 8259 4",
        "同一对象中的键重复，不同程序会读出不同的值。",
        "A key stands twice in one object: two programs would read two values.",
    ),
    _row(
        "json.float", "formats package 14",
        "出现浮点数；金额应写成十进制字符串。",
        "A floating-point number: amounts are written as decimal strings.",
    ),
    _row(
        "json.integer_too_large", "RFC 8259 6",
        "整数超出 2 的 53 次方，部分程序会舍入；应写成字符串。",
        "An integer beyond 2^53, which some programs round: write it as a string.",
    ),
    _row(
        "json.lone_surrogate", "RFC 8259 8.2",
        "字符串含不成对的代理码位，无法写成 UTF-8。",
        "A text holds half of a surrogate pair and cannot be written as UTF-8.",
    ),
    _row(
        "json.too_deep", "Limits.json_depth",
        "JSON 嵌套层数超出上限。",
        "The JSON nests deeper than is read.",
    ),
    _row(
        "json.too_large", "Limits.json_octets, Limits.line_octets",
        "JSON 文本或者单行长度超出上限。",
        "The JSON document or line is longer than is read.",
    ),
    _row(
        "json.field_missing", "formats package 14",
        "缺少必填字段。",
        "A required field is absent.",
    ),
    _row(
        "json.field_type", "formats package 14",
        "字段的类型不符。",
        "A field is of another type.",
    ),
    _row(
        "json.field_value", "formats package 14",
        "字段的值不在允许的范围内。",
        "A field has a value it may not have.",
    ),
)  # fmt: skip
