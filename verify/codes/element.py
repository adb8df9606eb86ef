"""Codes of the element list: what is missing, what is malformed, what is only told."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Role, Scope

__all__ = ["ROWS"]

_OPEN = (CheckStatus.INDETERMINATE,)
_TOLD = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""
_FILL, _FILL_EN = (
    "请在要素列表中填写该项后重新提交。",
    "Fill in the element and send the list again.",
)
_MEND, _MEND_EN = (
    "请按所示的格式更正该项后重新提交。",
    "Correct the element to the form shown and send again.",
)
_CHECK, _CHECK_EN = "请核对并更正该号码后重新提交。", "Check the number, correct it and send again."
_LIST = "指引第六条"


def _form(name: str, zh: str, en: str, rule: str = _LIST) -> CodeRow:
    return CodeRow(f"element.{name}_form", _OPEN, rule, zh, en, cure_zh=_MEND, cure_en=_MEND_EN)


ROWS = (
    CodeRow(
        "element.missing", _OPEN, _LIST,
        "要素列表的必填项没有填写。", "An element that is always called for is not filled in.",
        cure_zh=_FILL, cure_en=_FILL_EN,
    ),
    CodeRow(
        "element.missing_here", _OPEN, _LIST,
        "依其他要素的内容，该项应当填写而没有填写。",
        "What other elements say calls for this one, and it is not filled in.",
        cure_zh=_FILL, cure_en=_FILL_EN,
    ),
    _form("text", "文字过长，或者含有控制字符等不能显示的字符。",
          "The text is too long, is no text, or has characters that cannot be shown."),
    _form("choice", "所填内容不在可选项之内。", "The value is none of those to choose from."),
    _form("money", "金额应当为文本，以元为单位、恰好两位小数，不带千分位，不为负数。",
          "An amount is text with exactly two decimal places, no separators, not negative."),
    _form("rate", "利率应当为文本，以百分数表示，至多六位小数，不带百分号。",
          "A rate is text: per cent, with up to six decimal places and no sign."),
    _form("day", "日期应当为“年-月-日”（如 2024-06-08），并且确有其日。",
          "A day is written year-month-day and has to exist.", "RFC 3339 5.6"),
    _form("instant", "时间应当为“年-月-日T时:分:秒”并注明时区（无时区的按北京时间）。",
          "A time is written as RFC 3339 has it; without a zone it is of Beijing.", "RFC 3339 5.6"),
    _form("count", "应当为不带小数的非负整数，以文本填写。", "A whole number, not negative, as digits."),
    _form("region", "区划代码应当为六位数字，前两位为省级代码。",
          "A division is six digits, of which the first two are a province.", "GB/T 2260"),
    _form("phone", "电话号码的格式不符。", "This is not the form of a telephone number."),
    _form("mobile", "手机号码应当为 1 开头的十一位数字。",
          "A mobile number has eleven digits, the first of them 1."),
    _form("email", "电子邮箱的格式不符（域名应当为英文字母、数字）。",
          "This is not the form of an address of electronic mail with a domain in ASCII."),
    _form("rows", "该表不是逐行填写的列表，或者行数过多。",
          "This is no list of rows, or one that is too long."),
    CodeRow(
        "element.credit_code_form", _OPEN, "GB 32100-2015",
        "统一社会信用代码的格式或者校验码不符；校验码只说明号码的形式，不证明主体。",
        "Form or check character of the credit code is wrong; it tells the form of a code, not whose it is.",
        cure_zh=_CHECK, cure_en=_CHECK_EN,
    ),
    CodeRow(
        "element.credit_code_part", _TOLD, "GB 11714-1997",
        "统一社会信用代码中组织机构代码部分的校验码不符（仅提示，不影响结论）。",
        "The organisation code within the credit code has another check character (only told).",
        warns_only=True,
    ),
    CodeRow(
        "element.identity_no_form", _OPEN, "GB 11643-1999",
        "证件号码不符合该类证件的格式或者校验码；校验码只说明号码的形式，不证明身份。",
        "The number has not the form or check character of its kind of document; a check character tells the form of a number, not an identity.",
        cure_zh=_CHECK, cure_en=_CHECK_EN,
    ),
    CodeRow(
        "element.identity_no_old", (CheckStatus.HUMAN,), "GB 11643-1999",
        "证件号码为已停止使用的十五位号码，需人工核对。",
        "The number is of fifteen digits, which are no longer in use: a person has to look at it.",
        cure_zh="请填写十八位公民身份号码。", cure_en="State the number of eighteen digits.",
        asks=Asks(Scope.CASE, Effect.ADVISORY, Role.CLERK),
    ),
    CodeRow(
        "element.birth_date_differs", _OPEN, "GB 11643-1999",
        "所填出生日期与证件号码所载的出生日期不同。",
        "The stated birth date is not the one in the document's number.",
        cure_zh="请核对出生日期和证件号码并更正。", cure_en="Check birth date and number, and correct them.",
    ),
    CodeRow(
        "element.term_reversed", _OPEN, _LIST,
        "期间的截止日早于起始日。", "A term ends before it begins.",
        cure_zh="请核对起止日期并更正。", cure_en="Check both days and correct them.",
    ),
    CodeRow(
        "element.card_checksum", _TOLD, _LIST,
        "账号的位数与银行卡号相同而校验位不符，可能有误（仅提示，不影响结论）。",
        "An account is as long as a card number and has another check digit (only told).",
        warns_only=True,
    ),
    CodeRow(
        "element.more_faults", _OPEN, "Limits.element_faults",
        "该表的问题过多，超出列示上限，其余未列出。",
        "This list has more faults than are told.",
        cure_zh="请逐行核对该表，更正全部同类问题后重新提交。",
        cure_en="Check the list row by row, and correct everything of the kinds that are told.",
    ),
)  # fmt: skip
