"""The commands of the service: serve, worker, migrate, doctor; and submit, of who sends to it."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import JsonOption, PackageArgument

__all__ = ["add_service_commands", "doctor", "migrate", "serve", "submit", "worker"]

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
    from api.counting import counting_together  # noqa: PLC0415

    settings = read_settings(config)
    if port is not None:
        settings = settings.model_copy(update={"port": port})
    if workers is not None:
        jobs = settings.jobs.model_copy(update={"workers": workers})
        settings = settings.model_copy(update={"jobs": jobs})
    with counting_together():
        from api.cli.serve import run_serve  # noqa: PLC0415 - as above, and counts from here on

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


def submit(
    package: PackageArgument,
    url: Annotated[
        str, typer.Option("--url", envvar="EVIDENCE_URL", help="系统地址 address of the service")
    ] = "http://127.0.0.1:8080",
    client: Annotated[
        str, typer.Option("--client", envvar="EVIDENCE_CLIENT", help="客户端编号 the client's id")
    ] = "",
    key: Annotated[
        Path | None,
        typer.Option("--key", dir_okay=False, help="客户端私钥 its private key, PEM or JWK"),
    ] = None,
    secret_file: Annotated[
        Path | None,
        typer.Option("--secret-file", dir_okay=False, help="沙箱密钥文件 its sandbox secret"),
    ] = None,
    resume: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--resume", help="续传 go on with a sending that was cut")
    ] = False,
    wait: Annotated[  # noqa: FBT002 - as above
        bool, typer.Option("--wait", help="等到审查结束 wait for the verdicts")
    ] = False,
    received_at: Annotated[
        str, typer.Option("--received-at", help="仅沙箱：收到时间 sandbox: time of receipt")
    ] = "",
    court_profile: Annotated[
        str, typer.Option("--court-profile", help="仅沙箱：法院配置 sandbox: profile of the court")
    ] = "",
    json_output: JsonOption = False,  # noqa: FBT002
) -> None:
    """Send a package, file by file, and print its receipt 提交证据包，可续传."""
    from api.cli.submit import Asked, run_submit  # noqa: PLC0415 - start-up
    from api.sending.upload import Sandboxed  # noqa: PLC0415

    asked = Asked(package, url, client, key, secret_file, Sandboxed(received_at, court_profile))
    raise typer.Exit(run_submit(asked, resume=resume, wait=wait, as_json=json_output))


def add_service_commands(app: typer.Typer) -> None:
    """Give the program these commands."""
    for command in (serve, worker, migrate, doctor, submit):
        app.command()(command)
