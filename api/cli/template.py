"""`evidence template`: the court's element list to fill in, as a workbook or as CSV."""

from pathlib import Path

import typer

from api.cli.exits import files_in_reach, refuse

__all__ = ["run_template"]

_WORKBOOK = ".xlsx"


def run_template(out: Path | None, csv: Path | None) -> int:
    """Write the template where it was asked for; return the exit code."""
    from ingest.adapters.elements.template import (  # noqa: PLC0415 - start-up
        write_csv_template,
        write_template,
    )

    if out is None and csv is None:
        raise refuse("请指定 -o 要素列表.xlsx 或者 --csv 目录 give -o FILE.xlsx or --csv DIR")
    if out is not None and out.suffix.lower() != _WORKBOOK:
        raise refuse(f"模板须为 .xlsx 文件 the template is an .xlsx file: {out}")
    if out is not None and out.exists():
        raise refuse(f"文件已经存在，为免覆盖已填内容，请另指定 is there already: {out}")
    with files_in_reach():
        written = [] if out is None else [out]
        if out is not None:
            write_template(out)
        if csv is not None:
            written += write_csv_template(csv)
    for path in written:
        typer.echo(f"已写出 written: {path}")
    return 0
