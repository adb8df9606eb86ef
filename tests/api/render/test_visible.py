import pytest

from api.render.visible import quoted, visible


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("a\u202eb", "a[U+202E]b"),
        ("a\u2066b", "a[U+2066]b"),
        ("a\u200bb", "a[U+200B]b"),
        ("a\ufeffb", "a[U+FEFF]b"),
        ("a\nb", "a[U+000A]b"),
        ("a\x1b[31mb", "a[U+001B][31mb"),
        ("a\u2028b", "a[U+2028]b"),
        ("a\u00a0b", "a[U+00A0]b"),
        ("a\ue000b", "a[U+E000]b"),
        ("a\u0338b", "a[U+0338]b"),
        ("𠮷\U000e0100", "𠮷[U+E0100]"),
        ("a\u3164b", "a[U+3164]b"),
        ("a\ud800b", "a[U+D800]b"),
        ("a\u0378b", "a[U+0378]b"),
    ],
    ids=ascii,
)
def test_what_cannot_be_seen_shows_its_code_point(hidden: str, shown: str) -> None:
    assert visible(hidden) == shown


@pytest.mark.parametrize("sign", "✓✔✗✘✕✖✅❌❎☑☒√")
def test_a_tick_or_a_cross_shows_its_code_point(sign: str) -> None:
    assert visible(f"{sign}核验一致") == f"[U+{ord(sign):04X}]核验一致"


@pytest.mark.parametrize(
    "text",
    ["", "借款合同.pdf", "张 三", "全角\u3000空格", "镕玥喆堃𠮷", "བོད་ཡིག", "Löwe & Söhne <x>"],
)
def test_what_can_be_seen_stays_as_it_was_sent(text: str) -> None:
    assert visible(text) == text


def test_a_quotation_cannot_close_its_own_bracket() -> None:
    assert quoted("a」 核验一致 「b") == "「a[U+300D] 核验一致 [U+300C]b」"
