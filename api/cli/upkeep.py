"""The commands of who runs a service: attempts, backup, restore, clients, trust export, import."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import JsonOption
from api.cli.service import ConfigOption

__all__ = [
    "add_upkeep_commands", "attempts", "backup", "clients", "restore", "trust_export",
    "trust_import",
]  # fmt: skip

NewFolder = Annotated[
    Path, typer.Argument(file_okay=False, help="目录，不存在时创建 a folder, made where absent")
]
Folder = Annotated[
    Path, typer.Argument(exists=True, file_okay=False, help="目录 a folder")
]  # fmt: skip


def backup(folder: NewFolder, config: ConfigOption = None) -> None:
    """Keep rows and blobs in a folder, while the service runs 备份，不停止服务."""
    from api.cli.backup import run_backup  # noqa: PLC0415 - start-up
    from api.cli.configured import read_settings  # noqa: PLC0415

    raise typer.Exit(run_backup(folder, read_settings(config)))


def restore(folder: Folder, config: ConfigOption = None) -> None:
    """Bring a backup back into an empty database 恢复到空数据库."""
    from api.cli.backup import run_restore  # noqa: PLC0415 - start-up
    from api.cli.configured import read_settings  # noqa: PLC0415

    raise typer.Exit(run_restore(folder, read_settings(config)))


def clients(config: ConfigOption = None) -> None:
    """Read the registry of clients again, without a restart 重新读取客户端登记."""
    from api.cli.clients import run_clients  # noqa: PLC0415 - start-up
    from api.cli.configured import read_settings  # noqa: PLC0415

    raise typer.Exit(run_clients(read_settings(config)))


def attempts(
    retry: Annotated[
        str, typer.Option("--retry", metavar="ID", help="重新尝试一项 have one tried again")
    ] = "",
    every: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--all", help="全部重新尝试 have all of it tried again")
    ] = False,
    config: ConfigOption = None,
    json_output: JsonOption = False,  # noqa: FBT002 - as above
) -> None:
    """List what workers gave up, or have it tried again 列出放弃的任务，或者重新尝试."""
    from api.cli.attempts import run_attempts, run_retry, run_retry_every  # noqa: PLC0415 - start-up
    from api.cli.configured import read_settings  # noqa: PLC0415

    if retry and every:
        raise typer.BadParameter("--retry ID, or --all")
    settings = read_settings(config)
    if retry:
        raise typer.Exit(run_retry(retry, settings))
    if every:
        raise typer.Exit(run_retry_every(settings))
    raise typer.Exit(run_attempts(settings, as_json=json_output))


def trust_export(folder: NewFolder, config: ConfigOption = None) -> None:
    """Write the newest version of the trust directory into a new folder 导出信任清单."""
    from api.cli.configured import read_settings  # noqa: PLC0415 - start-up
    from api.cli.trust import run_export  # noqa: PLC0415

    raise typer.Exit(run_export(folder, read_settings(config)))


def trust_import(folder: Folder, config: ConfigOption = None) -> None:
    """Adopt a trust directory as the version that follows the newest 采用新版信任清单."""
    from api.cli.configured import read_settings  # noqa: PLC0415 - start-up
    from api.cli.trust import run_import  # noqa: PLC0415

    raise typer.Exit(run_import(folder, read_settings(config)))


def add_upkeep_commands(app: typer.Typer) -> None:
    """Give the program these commands."""
    for command in (attempts, backup, restore, clients):
        app.command()(command)
    trust = typer.Typer(help="信任清单 the trust directory: export, import", no_args_is_help=True)
    trust.command("export")(trust_export)
    trust.command("import")(trust_import)
    app.add_typer(trust, name="trust")
