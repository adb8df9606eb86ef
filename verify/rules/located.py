"""Where a point of a letter lies, in words that its reader finds again.

An element by its number and label; a cell of a list by sheet, row and column, rows that are wrong
alike gathered (第 1–200 行); an item of evidence by its id and title; an event by its name.
"""

from collections.abc import Iterable, Mapping

from verify.judging import ItemOutcome
from verify.rules.elements.subject import place_of
from verify.rules.elements.table import ELEMENTS

__all__ = ["element_words", "item_words", "places_of", "quoted"]

_BREAKS = {ord(c): " " for c in "\r\n\t\v\f\x85\u2028\u2029"}
"""A sender's text stays on the line where it is quoted."""
_QUOTED = 200
_RUNS = 12
"""Runs of rows named of one list; what is wrong so unevenly is wrong throughout."""


def places_of(
    keys: Iterable[str], names: Iterable[str], items: Mapping[str, ItemOutcome]
) -> list[str]:
    """Return the places of elements, cells of lists, and items of evidence, each once."""
    every = list(dict.fromkeys(keys))
    single = [key for key in every if not _is_cell(key)]
    cells = [key for key in every if _is_cell(key)]
    places = [element_words(key) for key in single]
    places += [*_gathered(cells), *[item_words(name, items) for name in names]]
    return list(dict.fromkeys(places))


def element_words(key: str) -> str:
    """Return an element by number and label, a cell of a list by sheet, row and column."""
    place = place_of(key)
    if place is None:
        return f"要素 {quoted(key)}"
    name, *rest = key.split("/")
    if rest:
        return _rows(name, f"第 {quoted(rest[0])} 行", rest[1:2])
    listed = f"（“{place.field.sheet.value}”表）" if place.field.rows else ""
    return f"要素 {place.field.code} {place.zh}{listed}"


def item_words(name: str, items: Mapping[str, ItemOutcome]) -> str:
    """Return an item of evidence by its id and title; a document common to cases as such."""
    item = items.get(name)
    title = "" if item is None else quoted(item.evidence.title)
    shared, _, own = name.rpartition(":")
    kind = "公共材料" if shared else "证据"
    return f"{kind} {own}" + (f"“{title}”" if title else "")


def quoted(text: str, most: int = _QUOTED) -> str:
    """Return a sender's text as it is quoted: on one line, its unseen characters as code points."""
    plain = text[:most]
    if plain.isprintable():
        return plain
    plain = plain.translate(_BREAKS)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in plain)


def _is_cell(key: str) -> bool:
    name, *rest = key.split("/")
    known = bool(rest) and name in ELEMENTS and place_of(key) is not None
    return known and rest[0].isascii() and rest[0].isdigit()


def _gathered(cells: Iterable[str]) -> list[str]:
    """Return the cells of each list by runs of rows that are wrong in the same columns."""
    rows: dict[str, dict[int, dict[str, None]]] = {}
    for key in cells:
        name, row, *column = key.split("/")
        rows.setdefault(name, {}).setdefault(int(row), {}).update(dict.fromkeys(column[:1]))
    return [place for name, wrong in rows.items() for place in _of_list(name, wrong)]


def _of_list(name: str, wrong: Mapping[int, Iterable[str]]) -> list[str]:
    alike: dict[tuple[str, ...], list[int]] = {}
    for row in sorted(wrong):
        alike.setdefault(tuple(wrong[row]), []).append(row)
    return [_rows(name, _runs(rows), columns) for columns, rows in alike.items()]


def _rows(name: str, rows: str, columns: Iterable[str]) -> str:
    field = ELEMENTS[name]
    cells = {one.key: one for one in field.rows}
    named = [cells[one] for one in columns]
    codes = dict.fromkeys([one.code for one in named] or [field.code])
    labels = "、".join(f"“{one.zh}”" for one in named)
    return f"“{field.sheet.value}”表本案{rows}{labels}（要素 {'、'.join(codes)}）"


def _runs(rows: list[int]) -> str:
    """Return ascending rows as runs: `第 1–3、7 行`."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], row]
        else:
            runs.append([row])
    told = "、".join("–".join(map(str, dict.fromkeys(run))) for run in runs[:_RUNS])
    return f"第 {told}{' 等' if len(runs) > _RUNS else ''} 行"
