"""The admission part of a batch as lines of a terminal: what to do first, then why each case."""

from collections.abc import Iterator

from api.render.columns import clipped, padded, wrapped
from api.render.edition import Edition
from api.render.routes import BatchAdmission, Route
from api.render.visible import quoted, visible

__all__ = ["advice_lines", "route_lines"]

_COLUMNS = 88
_KEY = 44


def _headed(text: str) -> Iterator[str]:
    yield ""
    yield text


def advice_lines(edition: Edition, own: BatchAdmission) -> Iterator[str]:
    """Advice first: what frees most cases, how many have which verdict, what a person decides."""
    yield from _headed(f"{edition.say('advice')}  {own.sentence}")
    yield from wrapped(edition.say("advice_only"), columns=_COLUMNS, indent=2)
    counts = "  ".join(f"{count.word} {count.n:,}" for count in own.counts if count.n)
    yield from wrapped(counts, columns=_COLUMNS, indent=2)
    if own.papers:
        yield from _headed(f"{edition.say('papers')}  {edition.say('papers_note')}")
    for paper in own.papers:
        yield from wrapped(f"- {visible(paper.sentence)}", columns=_COLUMNS, indent=2, hanging=2)
        for kind, words in paper.documents:
            yield from wrapped(f"{kind}  {visible(words)}", columns=_COLUMNS, indent=6, hanging=2)
    yield from _questions(edition, own)


def _questions(edition: Edition, own: BatchAdmission) -> Iterator[str]:
    if own.blocking:
        yield from _headed(f"{edition.say('person_first')}  {edition.say('person_first_note')}")
    for one in own.blocking:
        cases = padded(edition.say("frees", n=f"{one.cases or 0:,}"), 10)
        line = f"  {cases}{one.article} {one.sentence}"
        yield from wrapped(line, columns=_COLUMNS, hanging=12)
        key = f" {quoted(clipped(visible(one.key), _KEY))}" if one.key else ""
        yield f"            {one.reach}{key} · {one.who} [{one.code}]"


def route_lines(edition: Edition, own: BatchAdmission) -> Iterator[str]:
    """Yield the defects over the batch, then the cases under their verdicts."""
    if own.defects:
        yield from _headed(f"{edition.say('defects_of_batch')}  {edition.say('causes_note')}")
    for defect in own.defects:
        cases = padded(edition.say("frees", n=f"{defect.cases:,}"), 10)
        line = f"  {cases}{defect.articles} {defect.sentence} [{defect.code}]"
        yield from wrapped(line, columns=_COLUMNS, hanging=12)
        if defect.cure:
            cure = f"{edition.say('cure')} {defect.cure}"
            yield from wrapped(cure, columns=_COLUMNS, indent=12, hanging=2)
    for route in own.routes:
        yield from _headed(f"{route.word}  {edition.say('judged', n=f'{route.n:,}')}")
        yield from _route(route)


def _route(route: Route) -> Iterator[str]:
    """The cases of one verdict, each with its reasons; of those without any, the keys alone."""
    if not any(case.reasons for case in route.cases):
        keys = " ".join(case.case_key for case in route.cases)
        yield from wrapped(keys, columns=_COLUMNS, indent=2)
    else:
        for case in route.cases:
            yield f"  {case.case_key}"
            for reason in (*case.reasons, *([case.more] if case.more else [])):
                yield from wrapped(f"- {reason}", columns=_COLUMNS, indent=4, hanging=2)
    if route.cut:
        yield f"  {route.cut}"
