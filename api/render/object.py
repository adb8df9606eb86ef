"""What `evidence verify` says of one object, in words: its result, who and when, what was found.

Who signed and when is told of a consistent object alone. Of a package only the numbers are told:
its items are for `evidence check`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from api.render.columns import clipped, wrapped
from api.render.edition import Codes, Edition, Lang, Remark
from api.render.inside import inside_of
from api.render.measures import beijing
from api.render.visible import quoted, visible
from api.render.words import NUMERALS
from verify.findings import CheckStatus

__all__ = ["render_object", "render_object_head"]

_COLUMNS = 88
_SAID = 72

_WORDS = {
    "consistent": ("核验一致", "consistent"),
    "digest_differs": ("核验不一致", "inconsistent: the data differ"),
    "failed": ("核验未通过", "did not verify"),
    "open": ("无法核验", "cannot be verified"),
    "refused": ("证据包未予接收", "package refused"),
    "signer": ("签名证书主体", "Signer"),
    "proven_time": ("最迟于此时已存在", "Existed no later than"),
    "gen_time": ("时间戳所载时间", "Time in the token"),
    "platform": ("存证平台", "Deposit platform"),
    "deposit_no": ("存证编号", "Deposit number"),
    "subject": ("证书主体", "Certificate subject"),
    "issuer": ("签发者", "Issuer"),
    "not_before": ("有效期自", "Valid from"),
    "not_after": ("有效期至", "Valid to"),
    "this_update": ("签发时间", "Issued at"),
    "next_update": ("下次更新", "Next update"),
    "produced_at": ("应答时间", "Answered at"),
    "sealed_by": ("证据包签名", "Package seal"),
    "sealed_at": ("签名最迟于此时已存在", "Sealed no later than"),
    "ledger": ("链上位置", "Place on the chain"),
    "operator": ("链的运营方", "Run by"),
    "counts": (
        "{cases} 件案件、{items} 项证据；{cases_to_see} 件案件需要查看。",
        "{cases} cases, {items} items; cases to look at: {cases_to_see}.",
    ),
    "see_check": ("逐项结果请用 evidence check。", "For each item use evidence check."),
    "no_package": (
        "不是证据包，只检查了压缩包结构。",
        "This is no evidence package; only its archive was looked at.",
    ),
    "category": ("第七条（{numeral}）（按文件名）", "Art. 7 ({n}), by its name"),
    "times": ("（同一代码共 {n} 处）", " ({n} of this code)"),
    "head": (
        "非法院出具。核验时点 {at}（北京时间）；{trust}。",
        "Not issued by a court. Validation time {at} (Beijing); {trust}.",
    ),
    "trust": ("信任清单 {digest}…", "trust list {digest}…"),
    "trust_none": (
        "未提供信任清单，不信任任何根证书", "nothing is trusted (no --trust)",
    ),
}  # fmt: skip
_TIMES = frozenset(
    {
        "proven_time", "gen_time", "not_before", "not_after", "this_update", "next_update",
        "produced_at", "sealed_at",
    }
)  # fmt: skip
_TOLD = (
    "sealed_by", "sealed_at", "platform", "deposit_no", "signer", "gen_time", "subject", "issuer",
    "not_before", "not_after", "this_update", "next_update", "produced_at", "proven_time",
)  # fmt: skip
_OF_DOCUMENT = ("embedded.changed_", "embedded.not_whole", "ofd.part_", "asic.member_")
_RESULTS = ("consistent", "inconsistent", "unverifiable", "unproven")


class _Speaker(NamedTuple):
    """Our words in one language beside the edition's."""

    edition: Edition

    def say(self, key: str, **values: object) -> str:
        return _WORDS[key][self.edition.lang == "en"].format(**values)

    def fact(self, key: str, value: str) -> str:
        told = beijing(value) if key in _TIMES else quoted(clipped(visible(value), _SAID))
        return f"    {self.say(key)} {told}"


def render_object_head(at: str, trust_digest: str | None, lang: Lang) -> str:
    """Return the first line of all: whose word this is, and what it rests on."""
    speaker = _Speaker(Edition({}, lang))
    trust = (
        speaker.say("trust_none")
        if trust_digest is None
        else speaker.say("trust", digest=trust_digest[:16])
    )
    return speaker.say("head", at=beijing(at), trust=trust) + "\n"


def render_object(line: Mapping[str, Any], *, codes: Codes, lang: Lang) -> Iterator[str]:
    """Yield the lines on one object, each with its newline.

    Args:
        line: what `verify --json` prints of it.
        codes: the code table.
        lang: the language.
    """
    speaker = _Speaker(Edition(codes, lang))
    for part in (_result, _facts, _findings):
        for text in part(speaker, line):
            yield text + "\n"


def _result(speaker: _Speaker, line: Mapping[str, Any]) -> Iterator[str]:
    word = _word(speaker, line)
    yield f"{word}  {visible(line['file'])}  ({line['kind']})"
    if line["kind"] == "archive":
        yield f"    {speaker.say('no_package')}"


def _word(speaker: _Speaker, line: Mapping[str, Any]) -> str:
    facts = line["facts"]
    if facts.get("refused"):
        ours = speaker.edition.refused_here(line["findings"])
        return speaker.edition.say("package_unknown_here") if ours else speaker.say("refused")
    if line["result"] == "inconsistent" and facts["digest_intact"] is False:
        return speaker.say("digest_differs")
    failed = line["status"] == CheckStatus.FAILED
    passed = line["status"] == CheckStatus.PASSED
    return speaker.say("failed" if failed else "consistent" if passed else "open")


def _facts(speaker: _Speaker, line: Mapping[str, Any]) -> Iterator[str]:
    facts = line["facts"]
    if line["status"] == CheckStatus.PASSED:
        yield from _who_and_when(speaker, facts)
    for one in facts.get("inside", ()):
        yield from _inside(speaker, one)
    for one in facts.get("items", ()):
        yield from _item(speaker, one)
    if line["kind"] == "package" and not facts["refused"]:
        counts = facts["counts"]
        yield from _counts(speaker, counts)
        told = {name: counts.get(name, 0) for name in ("cases", "items", "cases_to_see")}
        yield f"    {speaker.say('counts', **told)}"
        yield f"    {speaker.say('see_check')}"


def _item(speaker: _Speaker, item: Mapping[str, Any]) -> Iterator[str]:
    """Yield what an item of a platform's own package is, and its result."""
    name = quoted(clipped(visible(item["file_name"]), _SAID))
    word = item["words"][speaker.edition.lang]
    category = speaker.say("category", n=item["category"], numeral=NUMERALS[item["category"] - 1])
    yield f"  · {name}  {category}  {word}"


def _counts(speaker: _Speaker, counts: Mapping[str, int]) -> Iterator[str]:
    """Yield how many items have which result, as a report counts them."""
    words = (f"{speaker.edition.say(name)} {counts.get(name, 0)}" for name in _RESULTS)
    yield f"    {'  '.join(words)}"


def _who_and_when(speaker: _Speaker, facts: Mapping[str, Any]) -> Iterator[str]:
    for signer in facts.get("signers", ()):
        if signer["subject"]:
            yield speaker.fact("signer", signer["subject"])
        if signer["proven_time"]:
            yield speaker.fact("proven_time", signer["proven_time"])
    ledger = facts.get("ledger")
    if ledger:
        yield f"    {speaker.say('ledger')} {_block(speaker.edition, ledger)}"
        if ledger["operator"]:
            yield speaker.fact("operator", ledger["operator"])
    for key in _TOLD:
        if facts.get(key):
            yield speaker.fact(key, facts[key])


def _block(edition: Edition, ledger: Mapping[str, Any]) -> str:
    """Return where an anchor stands, as far as that is known."""
    parts = [visible(ledger["chain"])]
    if ledger["height"] is not None:
        time = beijing(ledger["block_time"])
        parts.append(edition.say("ledger_block", height=ledger["height"]))
        parts.append(edition.say("ledger_time", time=time, tolerance=ledger["tolerance_s"]))
    if ledger["transaction"] is not None:
        parts.append(edition.say("ledger_transaction", index=ledger["transaction"]))
    return " · ".join(parts)


def _inside(speaker: _Speaker, proof: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a signature inside a document is, covers, and what came after it.

    Who signed is told where nothing is wrong but with the document.
    """
    edition = speaker.edition
    place = inside_of(edition, {**proof, "inside": proof["place"]})
    if place is None:
        return
    name = f" {quoted(visible(place.name))}" if place.name else ""
    yield f"  · {place.kind}{name}  {edition.say(proof['status'])}"
    yield from wrapped(place.words, columns=_COLUMNS, indent=4, hanging=0)
    for where in place.places:
        yield f"    {place.placed} {quoted(visible(where))}"
    if all(code.startswith(_OF_DOCUMENT) for code in proof["findings"]):
        for key in ("signer", "proven_time"):
            if proof[key]:
                yield speaker.fact(key, proof[key])


def _findings(speaker: _Speaker, line: Mapping[str, Any]) -> Iterator[str]:
    """Yield what was found; what was found more than once of one code, once with its number."""
    counts = Counter(one["code"] for one in line["findings"])
    first = {one["code"]: one for one in reversed(line["findings"])}
    ours = speaker.edition.refused_here(line["findings"])
    for code, n in counts.items():
        remark = speaker.edition.remark(first[code])
        yield from _remark(speaker, remark._replace(cure=None) if ours else remark, n)


def _remark(speaker: _Speaker, remark: Remark, n: int) -> Iterator[str]:
    edition = speaker.edition
    times = speaker.say("times", n=n) if n > 1 else ""
    yield from wrapped(f"- {remark.sentence}{times}", columns=_COLUMNS, indent=4, hanging=2)
    for word, said in edition.seen(remark):
        if said is not None:
            yield f"      {word} {quoted(clipped(visible(said), _SAID))}"
    if remark.cure and remark.open:
        cure = f"{edition.say('cure')} {remark.cure}"
        yield from wrapped(cure, columns=_COLUMNS, indent=6, hanging=2)
    yield f"      [{remark.code}] {visible(' · '.join(remark.rules))}"
