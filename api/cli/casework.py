"""Commands around a case before the guideline: template, pack, debt, decide."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli.exits import refuse
from api.cli.options import AtOption, JsonOption, LangOption, PackageArgument, TrustOption

__all__ = [
    "AttachmentsOption", "MarkOption", "add_commands", "debt", "decide", "pack", "template",
]  # fmt: skip

_FileOption = Annotated[Path | None, typer.Option("--out", "-o", help="写出的文件 the file")]
AttachmentsOption = Annotated[
    Path | None,
    typer.Option("--attachments", help="附件目录或者 ZIP the folder or ZIP of attachments"),
]
MarkOption = Annotated[
    Path | None,
    typer.Option("--mark", dir_okay=False, help="标出错误的要素列表 the list with faults marked"),
]
KeyOption = Annotated[
    Path | None, typer.Option("--key", dir_okay=False, help="签名私钥 the private key")
]
CertOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--cert", dir_okay=False, help="签名证书及其上级证书 its certificate, then its path"
    ),
]


def template(
    out: _FileOption = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", file_okay=False, help="另存 CSV 的目录 folder for CSV")
    ] = None,
) -> None:
    """Write the court's element list to be filled in 生成要素列表模板."""
    from api.cli.template import run_template  # noqa: PLC0415 - start-up

    raise typer.Exit(run_template(out, csv))


def pack(
    out: Annotated[Path, typer.Option("--out", "-o", help="证据包 the package that is written")],
    elements: Annotated[
        Path | None, typer.Option("--elements", help="要素列表 the filled list: XLSX or CSV")
    ] = None,
    attachments: AttachmentsOption = None,
    mark: MarkOption = None,
    folder: Annotated[
        Path | None, typer.Option("--from", file_okay=False, help="平台的目录 a platform's folder")
    ] = None,
    key: KeyOption = None,
    cert: CertOption = None,
    audience: Annotated[str, typer.Option(help="法院 the court")] = "gzinternetcourt",
    environment: Annotated[str, typer.Option(help="production | sandbox")] = "production",
    stage: Annotated[str, typer.Option(help="诉前 | 诉中 | 执行")] = "诉前",
    filing_date: Annotated[
        str | None, typer.Option("--filing-date", help="申请日期，默认今日 filing date, or today")
    ] = None,
    corrects: Annotated[
        str | None, typer.Option("--corrects", help="被补正的证据包编号 the package it corrects")
    ] = None,
    lang: LangOption = "zh",
    json_output: JsonOption = False,  # noqa: FBT002 - a command-line flag
) -> None:
    """Make a package of an element list, or of a platform's folder 打包."""
    from api.cli.pack import pack_options, run_pack, run_pack_folder  # noqa: PLC0415 - start-up

    if (elements is None) == (folder is None):
        raise refuse("请给出 --elements 或者 --from 之一 give --elements or --from, one of them")
    if folder is not None:
        if key is None or not cert:
            raise refuse("--from 需要 --key 和 --cert --from wants --key and --cert")
        code = run_pack_folder(folder, out, key=key, certs=cert, lang=lang, as_json=json_output)
        raise typer.Exit(code)
    assert elements is not None
    options = pack_options(
        audience=audience, environment=environment, stage=stage, filing_date=filing_date,
        corrects=corrects,
    )  # fmt: skip
    code = run_pack(
        elements, attachments, out, mark=mark, options=options, lang=lang, as_json=json_output
    )
    raise typer.Exit(code)


def debt(
    package: PackageArgument,
    case_key: Annotated[str, typer.Argument(help="案件编号 the case")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="计至哪一日，默认欠款截止日 as of which day")
    ] = None,
    trust: TrustOption = None,
    at: AtOption = None,
    lang: LangOption = "zh",
    json_output: JsonOption = False,  # noqa: FBT002 - a command-line flag
) -> None:
    """Compute again what is owed on one case, as of any day 复算欠款."""
    from api.cli.debt import run_debt  # noqa: PLC0415 - start-up
    from api.cli.options import settings_of  # noqa: PLC0415

    try:
        day = None if as_of is None else date.fromisoformat(as_of)
    except ValueError as error:
        raise refuse(f"--as-of 不是日期 --as-of is no date: {as_of}") from error
    settings = settings_of(trust, None, at, 1)
    raise typer.Exit(
        run_debt(package, case_key, settings, as_of=day, lang=lang, as_json=json_output)
    )


def decide(
    report: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="报告 a report.json")],
    question: Annotated[
        str | None, typer.Argument(help="问题的序号或者代码，不填则列出 its number or code")
    ] = None,
    outcome: Annotated[
        Literal[
            "met", "not_met", "released", "admit", "admit_non_litigation", "refuse", "withdrawn"
        ]
        | None,
        typer.Option("--outcome", help="认定结果 what is decided"),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="理由 why")] = "",
    principal: Annotated[str, typer.Option("--principal", help="认定人 who decides")] = "",
    role: Annotated[
        Literal["judge", "clerk", "operator"], typer.Option("--role", help="身份 as what")
    ] = "judge",
    scope: Annotated[
        Literal["case", "batch"], typer.Option("--scope", help="结案范围 an end of what")
    ] = "case",
    days: Annotated[
        int | None, typer.Option("--days", min=0, help="最长天数 at most so many")
    ] = None,
    expires: Annotated[str | None, typer.Option("--expires", help="失效时间 until when")] = None,
    revoke: Annotated[bool, typer.Option("--revoke", help="撤回原认定 take back")] = False,  # noqa: FBT002
    key: KeyOption = None,
    cert: Annotated[
        Path | None, typer.Option("--cert", dir_okay=False, help="本院证书 the court's certificate")
    ] = None,
    out: _FileOption = None,
    at: AtOption = None,
) -> None:
    """Answer an open question of a report, signed by the court 对待认定事项作出认定."""
    from api.cli.decide import Answer, run_decide  # noqa: PLC0415 - start-up
    from api.cli.options import instant_of  # noqa: PLC0415

    answer = None
    if outcome is not None:
        until = None if expires is None else instant_of(expires, "--expires")
        answer = Answer(outcome, reason, principal, role, scope, days, until, revoke)
    when = datetime.now(UTC).replace(microsecond=0) if at is None else instant_of(at, "--at")
    raise typer.Exit(
        run_decide(report, question, answer, key=key, certificate=cert, out=out, at=when)
    )


def add_commands(app: typer.Typer) -> None:
    """Give the program these commands."""
    for command in (template, pack, debt, decide):
        app.command()(command)
