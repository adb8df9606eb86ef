"""Options that commands share, and what they are turned into; what cannot be used is exit 2."""

import os
import string
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.cli.exits import refuse

if TYPE_CHECKING:
    from ingest.runs import CheckSettings
    from verify.checks.covered import Covered
    from verify.path import HelperSet
    from verify.policy import Policy

__all__ = [
    "AtOption",
    "CertsOption",
    "CodeArgument",
    "DataOption",
    "DecisionsOption",
    "DigestOption",
    "ExplainLangOption",
    "FactsArgument",
    "FilesArgument",
    "IntegrityOption",
    "JobsOption",
    "JsonOption",
    "KitOption",
    "Lang",
    "LangOption",
    "MemoryOption",
    "OutOption",
    "PackageArgument",
    "PolicyFile",
    "PolicyOption",
    "RulesOption",
    "SecondPolicyFile",
    "TrustOption",
    "covered_of",
    "helpers_of",
    "instant_of",
    "policy_of",
    "settings_of",
    "with_admission",
]

Lang = Literal["zh", "en"]


def _there(path: Path | None) -> Path | None:
    """Return a path as given; one that is not there ends with exit 2, said in both languages."""
    if path is not None and not path.exists():
        raise typer.BadParameter(f"不存在 does not exist: {path}")
    return path


def _all_there(paths: list[Path] | None) -> list[Path] | None:
    """Return paths as given; the first that is not there ends with exit 2."""
    for path in paths or []:
        _there(path)
    return paths


def _file(path: Path | None) -> Path | None:
    """Return a path as given; what is a folder ends with exit 2."""
    if path is not None and path.is_dir():
        raise typer.BadParameter(f"不是文件，是目录 is a directory: {path}")
    return _there(path)


def _folder(path: Path | None) -> Path | None:
    """Return a path as given; what is no folder ends with exit 2."""
    if path is not None and path.is_file():
        raise typer.BadParameter(f"不是目录 is no directory: {path}")
    return _there(path)


PackageArgument = Annotated[
    Path,
    typer.Argument(callback=_there, help="证据包：ZIP、tar 或者目录 a ZIP, tar or directory"),
]
FilesArgument = Annotated[
    list[Path], typer.Argument(callback=_all_there, help="文件或者目录 files or directories")
]
FactsArgument = Annotated[
    Path,
    typer.Argument(callback=_folder, help="check -o 留下的 facts 目录 facts"),
]
TrustOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--trust",
        callback=_all_there,
        help="信任清单目录，或者证书（PEM、DER）、其目录；可重复 trust directory, or certificates",
    ),
]
CertsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--certs",
        callback=_all_there,
        help="不受信任的辅助材料：证书、CRL、OCSP 应答；可重复 untrusted helpers",
    ),
]
PolicyOption = Annotated[
    Path | None, typer.Option("--policy", callback=_file, help="核验策略 policy file")
]
PolicyFile = Annotated[Path, typer.Argument(callback=_file, help="核验策略文件 a policy file")]
SecondPolicyFile = Annotated[
    Path | None,
    typer.Argument(callback=_file, help="与之比较的另一文件 what it is compared with"),
]
CodeArgument = Annotated[
    str | None,
    typer.Argument(
        help="结果代码，如 signature.value_wrong，或者一类，如 pdf；默认全部 a finding code or area"
    ),
]
AtOption = Annotated[
    str | None,
    typer.Option("--at", help="核验时间，如 2025-06-10T03:00:00Z；默认现在 validation time"),
]
LangOption = Annotated[Lang, typer.Option("--lang", help="报告语言 language")]
ExplainLangOption = Annotated[
    Literal["zh", "en", "both"], typer.Option("--lang", help="语言 language")
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="标准输出只输出 JSON only JSON on standard output")
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", "-o", file_okay=False, help="报告目录 where the reports are written"),
]
MemoryOption = Annotated[
    Path | None,
    typer.Option(
        "--memory",
        dir_okay=False,
        help="以往证据包的记录，没有则新建 memory of earlier packages, made where there is none",
    ),
]
KitOption = Annotated[
    Path, typer.Option("--out", "-o", dir_okay=False, help="材料包 the ZIP that is written")
]
DecisionsOption = Annotated[
    Path | None,
    typer.Option(
        "--decisions", callback=_folder, help="本院认定所在目录 the court's signed decisions"
    ),
]
RulesOption = Annotated[
    Path | None,
    typer.Option(
        "--courts", callback=_folder, help="其他法院的规则数据 profiles of further courts"
    ),
]
IntegrityOption = Annotated[
    bool, typer.Option("--integrity-only", help="仅核验完整性，不审查准入 integrity alone")
]
JobsOption = Annotated[
    int | None, typer.Option("--jobs", min=1, max=256, help="进程数，默认核数 worker processes")
]
DataOption = Annotated[
    Path | None,
    typer.Option("--data", callback=_file, help="被签名或者被加盖时间戳的文件 covered data"),
]
DigestOption = Annotated[
    str | None, typer.Option("--digest", help="其摘要，如 sha256:9f86… its digest")
]


def settings_of(
    trust: list[Path] | None, policy: Path | None, at: str | None, jobs: int | None
) -> "CheckSettings":
    """Return the settings of a run; a refused store, policy or time ends with exit 2."""
    from ingest.runs import CheckSettings  # noqa: PLC0415 - start-up
    from ingest.trust import load_trust  # noqa: PLC0415
    from verify.errors import TrustError  # noqa: PLC0415

    try:
        store = load_trust(trust or [])
    except (TrustError, OSError) as error:
        raise refuse(f"信任清单不可用 trust list refused: {error}") from error
    return CheckSettings(store, policy_of(policy), _instant(at), jobs or os.cpu_count() or 1)


def with_admission(
    settings: "CheckSettings", courts: Path | None, decisions: Path | None
) -> "CheckSettings":
    """Return settings by which admission is judged too; unusable rules end with exit 2.

    A decision that cannot be applied is told on standard error, and moves nothing.
    """
    from ingest.decisions import load_decisions  # noqa: PLC0415 - start-up
    from ingest.rules import load_rules  # noqa: PLC0415
    from verify.codes.table import CODES  # noqa: PLC0415
    from verify.errors import RuleError  # noqa: PLC0415

    try:
        rules = load_rules(courts)
        for name, record in (settings.trust.courts or {}).items():
            rules.at(name, settings.at, record)  # a record that adds what is no row is refused here
        settings = settings._replace(rules=rules)
        if decisions is None:
            return settings
        loaded = load_decisions(decisions, settings.trust, settings.policy, settings.at)
    except (RuleError, OSError) as error:
        raise refuse(f"规则或者认定不可用 rules or decisions refused: {error}") from error
    for one in loaded.findings:
        typer.echo(f"{one.subject}: {CODES[one.code].zh} {CODES[one.code].en}", err=True)
    return settings._replace(decisions=loaded.decisions)


def policy_of(path: Path | None) -> "Policy":
    """Return the policy of a file, the shipped one without; one that loosens ends with exit 2."""
    from anchors.limits import LIMITS  # noqa: PLC0415
    from ingest.trust import read_bounded  # noqa: PLC0415
    from verify.errors import PolicyError, TrustError  # noqa: PLC0415 - start-up
    from verify.policy import DEFAULT_POLICY  # noqa: PLC0415
    from verify.policyfile import decode_policy  # noqa: PLC0415

    if path is None:
        return DEFAULT_POLICY
    try:
        return decode_policy(read_bounded(path, LIMITS.json_octets))
    except (PolicyError, TrustError, OSError) as error:
        raise refuse(f"核验策略不可用 policy refused: {error}") from error


def _instant(text: str | None) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) if text is None else instant_of(text, "--at")


def instant_of(text: str, option: str) -> datetime:
    """Return the instant that an option gives; what is none ends with exit 2."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise refuse(f"{option} 不是时间 {option} is no time: {text}") from error
    if instant.tzinfo is None:
        raise refuse(f"{option} 缺少时区 {option} has no zone: {text}")
    try:
        return instant.astimezone(UTC)
    except OverflowError as error:
        raise refuse(f"{option} 超出范围 {option} is out of range: {text}") from error


def helpers_of(certs: list[Path] | None) -> "HelperSet":
    """Return the untrusted helpers; one that cannot be read ends with exit 2."""
    from ingest.trust import load_helpers  # noqa: PLC0415 - start-up
    from verify.errors import TrustError  # noqa: PLC0415

    try:
        return load_helpers(certs or [])
    except (TrustError, OSError) as error:
        raise refuse(f"--certs 不可用 --certs refused: {error}") from error


def covered_of(data: Path | None, digest: str | None) -> "Covered | None":
    """Return what a proof should cover, from a file or from a digest."""
    from ingest.objects import covered_file  # noqa: PLC0415 - start-up

    if data is not None and digest is not None:
        raise refuse("--data 与 --digest 只能用一个 give --data or --digest, not both")
    if data is not None:
        if not data.is_file():
            raise refuse(f"--data 不是普通文件 --data is no regular file: {data}")
        return covered_file(data)
    return None if digest is None else _digest(digest)


def _digest(text: str) -> "Covered":
    from anchors.digest import DIGEST_ALGORITHMS  # noqa: PLC0415 - start-up
    from verify.checks.covered import CoveredDigest  # noqa: PLC0415

    name, _, value = text.lower().partition(":")
    algorithm = DIGEST_ALGORITHMS.get(name)
    if algorithm is None:
        known = " ".join(DIGEST_ALGORITHMS)
        raise refuse(f"--digest 算法未知 --digest has an unknown algorithm: {text} ({known})")
    if len(value) != 2 * algorithm.size or set(value) - set(string.hexdigits):
        length = f"{name}:{2 * algorithm.size} hex"
        raise refuse(f"--digest 长度或者字符不对 --digest is not {length}: {text}")
    return CoveredDigest(name, bytes.fromhex(value))
