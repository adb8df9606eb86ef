"""The commands of the service: serve, worker, migrate, doctor."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import JsonOption

__all__ = ["add_service_commands", "doctor", "migrate", "serve", "worker"]

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", exists=True, dir_okay=False, help="设置文件 settings, TOML"),
]


WithParentOption = Annotated[
    bool,
    typer.Option("--with-parent", hidden=True, help="标准输入结束时停止 stop with standard input"),
]


def serve(
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65_535, help="端口，0 为任一空闲端口 the port"),
    ] = None,
    config: ConfigOption = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=0, max=256, help="核验进程数 worker processes")
    ] = None,
    json_output: JsonOption = False,  # noqa: FBT002 - a command-line flag
) -> None:
    """Run the service over HTTP; without any setting, a sandbox 启动服务，未设置时为沙箱."""
    from api.cli.configured import read_settings  # noqa: PLC0415 - start-up
    from api.cli.serve import run_serve  # noqa: PLC0415

    settings = read_settings(config)
    if port is not None:
        settings = settings.model_copy(update={"port": port})
    if workers is not None:
        jobs = settings.jobs.model_copy(update={"workers": workers})
        settings = settings.model_copy(update={"jobs": jobs})
    raise typer.Exit(run_serve(settings, config, as_json=json_output))


def worker(
    config: ConfigOption = None,
    with_parent: WithParentOption = False,  # noqa: FBT002 - a command-line flag
) -> None:
    """Judge what the service received, beside others that do 增加一个核验进程."""
    from api.cli.configured import read_settings  # noqa: PLC0415 - start-up
    from api.cli.worker import run_worker  # noqa: PLC0415

    raise typer.Exit(run_worker(read_settings(config), with_parent=with_parent))


def migrate(config: ConfigOption = None) -> None:
    """Bring the database to this program's version, wholly or not at all 升级数据库."""
    from api.cli.configured import read_settings  # noqa: PLC0415 - start-up
    from api.cli.migrate import run_migrate  # noqa: PLC0415

    raise typer.Exit(run_migrate(read_settings(config)))


def doctor(
    config: ConfigOption = None,
    json_output: JsonOption = False,  # noqa: FBT002 - a command-line flag
) -> None:
    """Say what of the service is well and what is not 检查设置、数据库、存储、时钟、密钥."""
    from api.cli.configured import read_settings  # noqa: PLC0415 - start-up
    from api.cli.doctor import run_doctor  # noqa: PLC0415

    raise typer.Exit(run_doctor(read_settings(config), as_json=json_output))


def add_service_commands(app: typer.Typer) -> None:
    """Give the program these commands."""
    for command in (serve, worker, migrate, doctor):
        app.command()(command)
