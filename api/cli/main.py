"""`evidence`: the commands, and the one place where a fault of ours becomes exit code 5.

Exit codes (formats, Command line): 0 consistent, 1 inconsistent or refused, 2 usage, 3 a person has
to act, 4 unverifiable or unproven, 5 internal.
"""

import os
import sys
from typing import Annotated

import typer

from api.cli.casework import AttachmentsOption, MarkOption, add_commands
from api.cli.exits import EXIT_INTERNAL
from api.cli.options import (
    AtOption,
    CertsOption,
    CodeArgument,
    DataOption,
    DecisionsOption,
    DigestOption,
    ExplainLangOption,
    FactsArgument,
    FilesArgument,
    IntegrityOption,
    JobsOption,
    JsonOption,
    KitOption,
    LangOption,
    MemoryOption,
    OutOption,
    PackageArgument,
    PolicyFile,
    PolicyOption,
    RulesOption,
    SecondPolicyFile,
    TrustOption,
)
from api.cli.service import add_service_commands
from api.cli.upkeep import add_upkeep_commands

__all__ = ["app", "main"]

app = typer.Typer(
    help="证据网关 Evidence Gateway: 电子证据逐项核验 — is each item of evidence what it was?",
    add_completion=True,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def check(
    package: PackageArgument,
    trust: TrustOption = None,
    policy: PolicyOption = None,
    at: AtOption = None,
    lang: LangOption = "zh",
    json_output: JsonOption = False,  # noqa: FBT002 - a command-line flag
    out: OutOption = None,
    jobs: JobsOption = None,
    memory: MemoryOption = None,
    decisions: DecisionsOption = None,
    courts: RulesOption = None,
    integrity_only: IntegrityOption = False,  # noqa: FBT002 - a command-line flag
    attachments: AttachmentsOption = None,
    mark: MarkOption = None,
) -> None:
    """Verify a whole evidence package, and judge each case's admission 核验证据包并审查准入."""
    from api.cli.check import Wanted, run_check  # noqa: PLC0415 - start-up
    from api.cli.elements import check_elements  # noqa: PLC0415
    from api.cli.foreign import check_foreign, is_foreign  # noqa: PLC0415
    from api.cli.options import settings_of, with_admission  # noqa: PLC0415
    from ingest.adapters.elements.source import is_element_list  # noqa: PLC0415

    settings = settings_of(trust, policy, at, jobs)
    if not integrity_only:
        settings = with_admission(settings, courts, decisions)
    wanted = Wanted(lang, json_output, out, memory)
    if is_element_list(package):
        raise typer.Exit(check_elements(package, attachments, mark, settings, wanted))
    if is_foreign(package):
        raise typer.Exit(check_foreign(package, settings, wanted))
    raise typer.Exit(run_check(package, settings, wanted))


@app.command()
def verify(
    files: FilesArgument,
    data: DataOption = None,
    digest: DigestOption = None,
    trust: TrustOption = None,
    certs: CertsOption = None,
    policy: PolicyOption = None,
    at: AtOption = None,
    lang: LangOption = "zh",
    json_output: JsonOption = False,  # noqa: FBT002 - a command-line flag
) -> None:
    """Verify single objects: a signature, token, certificate, package … 核验单个文件."""
    from api.cli.options import covered_of, helpers_of, settings_of  # noqa: PLC0415 - start-up
    from api.cli.verify import run_verify  # noqa: PLC0415

    settings = settings_of(trust, policy, at, 1)
    helpers = helpers_of(certs)
    covered = covered_of(data, digest)
    raise typer.Exit(run_verify(files, covered, settings, helpers, lang=lang, as_json=json_output))


@app.command()
def demo(
    out: Annotated[str, typer.Option("--out", "-o", help="输出目录 where the results go")] = (
        "build/demo"
    ),
    lang: LangOption = "zh",
) -> None:
    """Forge packages with a few faults, verify and judge them, leave the reports 演示."""
    from api.cli.demo import run_demo  # noqa: PLC0415 - start-up

    raise typer.Exit(run_demo(out, lang))


@app.command()
def fixtures(
    out: Annotated[str, typer.Argument(help="输出目录 where package and trust directory go")],
    cases: Annotated[int, typer.Option(min=1, max=50_000, help="案件数 number of cases")] = 20,
    item_size: Annotated[
        int, typer.Option(min=1, max=1 << 30, help="每项字节数 octets of one original")
    ] = 4096,
    seed: Annotated[int, typer.Option(help="种子 same seed, same bytes")] = 1,
) -> None:
    """Write a package of any size with the fake world that signs it 生成测试证据包."""
    from api.cli.fixtures import run_fixtures  # noqa: PLC0415 - start-up

    raise typer.Exit(run_fixtures(out, cases=cases, item_size=item_size, seed=seed))


@app.command()
def replay(
    facts: FactsArgument,
    trust: TrustOption = None,
    policy: PolicyOption = None,
    at: AtOption = None,
    lang: LangOption = "zh",
    json_output: JsonOption = False,  # noqa: FBT002 - a command-line flag
    out: OutOption = None,
    decisions: DecisionsOption = None,
    courts: RulesOption = None,
    integrity_only: IntegrityOption = False,  # noqa: FBT002 - a command-line flag
) -> None:
    """Judge stored facts again, without the originals 依已存事实重新核验."""
    from api.cli.check import Wanted, run_replay  # noqa: PLC0415 - start-up
    from api.cli.options import settings_of, with_admission  # noqa: PLC0415

    settings = settings_of(trust, policy, at, 1)
    if not integrity_only:
        settings = with_admission(settings, courts, decisions)
    raise typer.Exit(run_replay(facts, settings, Wanted(lang, json_output, out)))


@app.command()
def kit(
    package: PackageArgument,
    case_key: Annotated[str, typer.Argument(help="案件编号 the case")],
    out: KitOption,
    trust: TrustOption = None,
    policy: PolicyOption = None,
    at: AtOption = None,
    lang: LangOption = "zh",
    jobs: JobsOption = None,
    decisions: DecisionsOption = None,
    courts: RulesOption = None,
    integrity_only: IntegrityOption = False,  # noqa: FBT002 - a command-line flag
) -> None:
    """Write all that an expert needs to repeat the checks of one case 单案核验材料包."""
    from api.cli.kit import run_kit  # noqa: PLC0415 - start-up
    from api.cli.options import settings_of, with_admission  # noqa: PLC0415

    settings = settings_of(trust, policy, at, jobs)
    if not integrity_only:
        settings = with_admission(settings, courts, decisions)
    raise typer.Exit(run_kit(package, case_key, settings, out, lang))


add_commands(app)
add_service_commands(app)
add_upkeep_commands(app)

policy_app = typer.Typer(help="核验策略 the policy: show, diff", no_args_is_help=True)
app.add_typer(policy_app, name="policy")


@policy_app.command("show")
def policy_show(
    policy: PolicyOption = None,
    lang: LangOption = "zh",
    json_output: JsonOption = False,  # noqa: FBT002 - a command-line flag
) -> None:
    """Print every number of a policy with its source 列出策略的每个数值及其依据."""
    from api.cli.policy import run_show  # noqa: PLC0415 - start-up

    raise typer.Exit(run_show(policy, lang=lang, as_json=json_output))


@policy_app.command("diff")
def policy_diff(
    first: PolicyFile,
    second: SecondPolicyFile = None,
    lang: LangOption = "zh",
    json_output: JsonOption = False,  # noqa: FBT002 - a command-line flag
) -> None:
    """Say what a policy tightens of the shipped one, or of another 比较策略."""
    from api.cli.policy import run_diff  # noqa: PLC0415 - start-up

    raise typer.Exit(run_diff(first, second, lang=lang, as_json=json_output))


@app.command()
def explain(
    code: CodeArgument = None,
    every: Annotated[bool, typer.Option("--all", help="列出全部 every code")] = False,  # noqa: FBT002
    lang: ExplainLangOption = "both",
    json_output: JsonOption = False,  # noqa: FBT002 - a command-line flag
) -> None:
    """Explain a finding code: rule, meaning, cure 解释核验结果代码."""
    from api.cli.explain import run_explain  # noqa: PLC0415 - start-up

    raise typer.Exit(run_explain(None if every else code, lang=lang, as_json=json_output))


@app.command()
def version() -> None:
    """Print the version 版本."""
    from verify.version import VERSION  # noqa: PLC0415 - start-up

    typer.echo(VERSION)


def main() -> None:
    """Run the command line; a fault of ours is one line and exit code 5, never a traceback."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except Exception as error:
        if os.environ.get("EVIDENCE_DEBUG"):
            raise
        typer.echo(f"内部错误 internal error: {type(error).__name__}: {error}", err=True)
        raise SystemExit(EXIT_INTERNAL) from None
