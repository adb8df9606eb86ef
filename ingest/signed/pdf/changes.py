"""What was changed after each signature: every later revision against the one before it.

Each step from a revision to the next is taken by itself, and a signature answers for all that come
after it: what one revision changed and another changed back was shown to somebody between. Nothing
is compared where no revision follows.
"""

from typing import NamedTuple

from ingest.signed.pdf.call import PdfCall
from ingest.signed.pdf.contents import annotation_deltas, catalog_deltas, page_deltas
from ingest.signed.pdf.document import Document
from ingest.signed.pdf.forms import form_deltas, painted_by
from ingest.signed.pdf.looks import Looks
from ingest.signed.pdf.looktext import shows_other, writes
from ingest.signed.pdf.permissions import Rules, rules_of
from ingest.signed.pdf.revisions import Revision
from ingest.signed.pdf.second import SecondReader
from ingest.signed.pdf.signatures import Held
from ingest.signed.pdf.state import Delta, State, Step, state_of, step_of
from ingest.signed.pdf.syntax import Name, PdfSyntaxError
from ingest.text.pdf import UnreadableError

__all__ = ["Changes", "changes_of"]

_WORSE = ("nothing", "signatures", "form", "annotations", "unknown", "content")
_LISTED = 32
_NOT_PERMITTED = "pdf.change_not_permitted"


class Changes(NamedTuple):
    """What was changed after one signature."""

    worst: str = "nothing"
    places: tuple[str, ...] = ()
    """Worst first."""
    faults: tuple[tuple[str, str], ...] = ()
    """Code and what was seen."""


class _Judged(NamedTuple):
    """One step, by the rules in force before it."""

    deltas: tuple[Delta, ...]
    faults: tuple[tuple[str, str], ...]


def changes_of(
    call: PdfCall, document: Document, revisions: list[Revision], read: list[tuple[Held, int]]
) -> list[Changes]:
    """Return what was changed after each of these signatures of a revision."""
    if not read:
        return []
    first = min(revision for _, revision in read)
    steps: dict[int, _Judged] = {}
    states: dict[int, State] = {}
    second = SecondReader(document.octets, call.second_objects)
    for number in range(first, len(revisions) - 1):
        rules = rules_of([held for held, revision in read if revision <= number])
        # What a later signature is put on, it speaks for; a time-stamp speaks for nothing.
        followed = any(revision > number and not _stamps(held) for held, revision in read)
        deltas = _step(call, document, revisions, states, second, number)
        steps[number] = _judged(deltas, rules, followed=followed)
        states.pop(number, None)
    return [_after([steps[one] for one in steps if one >= revision]) for _, revision in read]


def _step(
    call: PdfCall,
    document: Document,
    revisions: list[Revision],
    states: dict[int, State],
    second: SecondReader,
    number: int,
) -> list[Delta]:
    """Return what the revision after this one changed."""
    try:
        for one in (number, number + 1):
            if one not in states:
                view = document.view(revisions[one].section)
                states[one] = state_of(view, call.objects)
        step = step_of(states[number], states[number + 1], call.objects, call.overlay_percent)
        found = [
            *page_deltas(step), *catalog_deltas(step), *annotation_deltas(step), *form_deltas(step)
        ]  # fmt: skip
    except (PdfSyntaxError, RecursionError) as error:
        return [Delta("unknown", f"not comparable: {error}")]
    mixed = step.before.drawn_with or step.after.drawn_with
    if mixed is not None:
        found.append(Delta("unknown", mixed))
    if all(delta.kind in ("signatures", "form") for delta in found):
        found += _papered(document, revisions, step, found, number)
    if all(delta.kind in ("signatures", "form") for delta in found):
        sections = revisions[number].section, revisions[number + 1].section
        word = second.doubt(*sections, len(step.after.view.entries))
        if word is not None:
            found.append(Delta("unknown", word))
    return found


def _papered(
    document: Document, revisions: list[Revision], step: Step, deltas: list[Delta], number: int
) -> list[Delta]:
    """Return the fields put in or filled in that hide what the page says, or write beside it."""
    before = document.octets[: revisions[number].reach]
    after = document.octets[: revisions[number + 1].reach]
    looks = Looks(before, after)
    filled = dict.fromkeys(delta.field for delta in deltas if delta.field is not None)
    found = []
    for name in filled:
        field = step.after.fields[name]
        try:
            for widget, page, box in painted_by(step.after, field):
                if looks.papered(page, box, writes=writes(step.after.view, widget)):
                    found.append(Delta("annotations", f"field {name} over page {page + 1}"))
            shown = [(step.after, after)]
            if name in step.before.fields:
                shown.append((step.before, before))
            if any(shows_other(one.view, octets, one.fields[name]) for one, octets in shown):
                found.append(Delta("unknown", f"field {name} shows another text"))
        except (UnreadableError, PdfSyntaxError, RecursionError) as error:
            found.append(Delta("unknown", f"field {name}: {error}"))
    return found


def _stamps(held: Held) -> bool:
    return held.view.deref(held.entries.get("SubFilter")) == Name("ETSI.RFC3161")


def _judged(deltas: list[Delta], rules: Rules, *, followed: bool) -> _Judged:
    found, faults = [Delta("signatures", "revision")], []
    for delta in deltas:
        kind, fault = _kind(delta, rules, followed=followed)
        found.append(delta._replace(kind=kind))
        if fault:
            faults.append((_NOT_PERMITTED, delta.place))
    return _Judged(tuple(found), tuple(faults))


def _kind(delta: Delta, rules: Rules, *, followed: bool) -> tuple[str, bool]:
    """Return what a change comes to by these rules, and whether they forbid it."""
    if delta.field is None:
        return delta.kind, False
    locked = rules.locked(delta.field)
    if delta.kind == "signatures":
        # A document time-stamp is validation data (ISO 32000-2 12.8.2.2.2).
        return delta.kind, locked or (rules.permission == 1 and not delta.stamps)
    if delta.kind != "form":
        return delta.kind, False
    if locked or rules.permission == 1:
        return "content", True
    if delta.was_empty:
        # Who signed a form without a word of its fields did not say that they may be filled in.
        return ("form" if followed or rules.opened(delta.field) else "annotations"), False
    # Without a certification nobody permitted that a value somebody signed becomes another; with
    # one it may be filled in, but who signed another value did not sign this one.
    return ("content" if rules.permission is None else "unknown"), False


def _after(steps: list[_Judged]) -> Changes:
    deltas = [delta for step in steps for delta in step.deltas]
    deltas.sort(key=lambda one: -_WORSE.index(one.kind))
    worst = deltas[0].kind if deltas else "nothing"
    places = dict.fromkeys(delta.place for delta in deltas if delta.place != "revision")
    faults = tuple(dict.fromkeys(fault for step in steps for fault in step.faults))
    return Changes(worst, tuple(places)[:_LISTED], faults[:_LISTED])
