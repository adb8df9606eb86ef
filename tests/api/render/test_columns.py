from api.render.columns import cell_width, clipped, padded, wrapped


def test_a_chinese_character_fills_two_columns() -> None:
    assert cell_width("核验 ok") == 7


def test_padding_counts_columns_and_leaves_a_gap() -> None:
    assert [padded("核验", 6), padded("核验", 3)] == ["核验  ", "核验 "]


def test_a_long_text_is_cut_at_a_whole_character() -> None:
    assert [clipped("核验一致", 8), clipped("核验一致", 7)] == ["核验一致", "核验一…"]


def test_lines_fit_the_columns_and_hang() -> None:
    lines = list(wrapped("核验一致，无证明 and more words", columns=12, indent=2, hanging=1))
    assert lines == ["  核验一致，", "   无证明", "   and more", "   words"]


def test_no_line_is_broken_inside_a_quotation() -> None:
    assert list(wrapped("x 「a b c d e f」", columns=8)) == ["x", "「a b c d e f」"]


def test_nothing_gives_no_line() -> None:
    assert list(wrapped("", columns=8)) == []
