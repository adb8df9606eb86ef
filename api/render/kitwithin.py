"""What a kit says of a signature inside an original, and the commands that hold both together.

Its octets verify whatever was added behind them: an expert who sees every command succeed must see,
at the same place, what the report found that no such command looks at.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from api.render.edition import Edition, Lang
from api.render.inside import inside_of
from api.render.kitwords import ASIC, PDF, Bounds
from api.render.visible import quoted, visible
from verify.codes.table import CODES

if TYPE_CHECKING:
    from ingest.kit.values import KitProof, KitWithin

__all__ = ["FAMILIES", "within_commands", "within_notes"]

FAMILIES: Mapping[str, Bounds] = {"pdf": PDF, "asic": ASIC}
"""What is said once of all signatures inside originals of a family."""

_WHAT = {
    "pdf": (
        "字节范围（ByteRange）内的字节，依规范应为签名时那一版文件，仅签名值自身除外",
        "the octets in its ByteRange, which should be the file as it was then but for the value",
    ),
    "ofd": (
        "其中该签名的描述文件 Signature.xml，其中列有各部件的摘要",
        "its Signature.xml, which lists the digests of the parts",
    ),
    "asic": (
        "其中该签名所涵盖的清单（列有各文件的摘要），没有清单的为数据文件本身",
        "the manifest that it is over, with the digests of the files; without one, the data file",
    ),
    "cms": ("其中所含的原文", "the content inside it"),
}
_TAKEN = (
    "{covered} 取自 {original}，是该签名所涵盖的内容：{what}。",
    "{covered} is what this signature covers, taken out of {original}: {what}.",
)
_BEHIND = (
    "{original} 共 {size} 字节，最后 {left} 字节不在其内，该签名的各命令均不涉及。",
    (
        "{original} has {size} octets; the last {left} are not among these: no command of this"
        " signature looks at them."
    ),
)
_ONLY = (
    "退出码为零，只表示这些字节由该签名所签；不表示该文件现在的内容就是签名时的内容。",
    (
        "Exit code zero says only that this signature is over these octets; not that what the"
        " file says now is what was signed."
    ),
)
_REPORTED = (
    "报告查明而上述命令不能显示的：{words}。",
    "What the report found and these commands cannot show: {words}.",
)
_ALSO = ("报告对该签名另有：", "The report also has of this signature: ")
_LEFT_OUT = (
    "未取出所涵盖的内容（超出本包的上限），请用其他工具从 {original} 取出。",
    "What it covers was not taken out (over the limit of a kit): take it out of {original}.",
)
_LANGUAGES: tuple[Lang, Lang] = ("zh", "en")
_TOLD_INSIDE = ("embedded.changed_", "embedded.not_whole")
"""Codes whose sense the words on the place already have."""


def within_commands(proof: "KitProof") -> Iterator[str]:
    """Yield the commands that find what a signature covers in the original."""
    within = proof.within
    if within is None or proof.covered is None:
        return
    for one in within.spans:
        yield (
            f"cmp -n {one.length} -i {one.covered}:{one.original} {proof.covered} {within.original}"
        )
    if within.member:
        yield f"unzip -p {within.original} {within.member} | cmp - {proof.covered}"


def within_notes(proof: "KitProof") -> Iterator[str]:
    """Yield what is covered, what exit code zero says, and what the report found besides."""
    within = proof.within
    if within is None:
        return
    for lang in (0, 1):
        if proof.covered is None:
            yield _LEFT_OUT[lang].format(original=within.original)
        else:
            what = _WHAT[within.family][lang]
            yield _TAKEN[lang].format(covered=proof.covered, original=within.original, what=what)
            yield from _behind(within, lang)
            yield _ONLY[lang]
        yield from _found(within, Edition(CODES, _LANGUAGES[lang]), lang)


def _behind(within: "KitWithin", lang: int) -> Iterator[str]:
    end = max((one.original + one.length for one in within.spans), default=within.size)
    if end < within.size:
        left = within.size - end
        yield _BEHIND[lang].format(original=within.original, size=within.size, left=left)


def _found(within: "KitWithin", edition: Edition, lang: int) -> Iterator[str]:
    """Yield what the report has on the place of the signature, in its words."""
    inside = inside_of(edition, within.reported) if within.reported else None
    if inside is None:
        return
    words = inside.words
    if inside.places:
        words = edition.aside(words, f"{inside.placed}: {' '.join(map(quoted, inside.places))}")
    yield _REPORTED[lang].format(words=words)
    for one in within.reported["findings"]:
        remark = edition.remark(one)
        if remark.open and not remark.code.startswith(_TOLD_INSIDE):
            seen = f" {quoted(remark.observed)}" if remark.observed else ""
            yield f"{_ALSO[lang]}{visible(remark.sentence)}{seen} [{remark.code}]"
