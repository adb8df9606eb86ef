"""An amount of money in Chinese capitals, as contracts write it beside the digits.

As in the rules for filling in negotiable instruments (正确填写票据和结算凭证的基本规定 1).
"""

__all__ = ["amount_in_capitals"]

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_GROUP = 10_000


def amount_in_capitals(cents: int) -> str:
    """Return the amount in capitals with 元; nothing for an amount too large to be one."""
    yuan, rest = divmod(cents, 100)
    if yuan >= _GROUP ** len(_GROUPS) or cents < 0:
        return ""
    whole = f"{_whole(yuan)}元" if yuan else ""
    tens, ones = divmod(rest, 10)
    if not rest:
        return f"{whole or '零元'}整"
    jiao = f"{_DIGITS[tens]}角" if tens else "零" * bool(yuan)
    return whole + jiao + (f"{_DIGITS[ones]}分" if ones else "")


def _whole(yuan: int) -> str:
    found, gap, place = "", False, 0
    while yuan:
        yuan, group = divmod(yuan, _GROUP)
        if group:
            found = _group(group) + _GROUPS[place] + ("零" if gap and found else "") + found
        # A zero stands where a place before the next digit is empty.
        gap = group < _GROUP // 10
        place += 1
    return found


def _group(group: int) -> str:
    found, gap = "", False
    for place, digit in enumerate(reversed(str(group))):
        if digit == "0":
            gap = bool(found)
            continue
        found = _DIGITS[int(digit)] + _PLACES[place] + ("零" if gap else "") + found
        gap = False
    return found
