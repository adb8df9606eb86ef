"""Tools of the machine that some tests need; where one is missing, the run says so at its end."""

import shutil
import subprocess
from functools import cache

__all__ = ["docker_words", "has_docker", "has_systemd", "systemd_words"]


def has_systemd() -> bool:
    """Whether units can be read by systemd itself."""
    return shutil.which("systemd-analyze") is not None


@cache
def has_docker() -> bool:
    """Whether an image can be built: a client without its server builds none."""
    if shutil.which("docker") is None:
        return False
    command = ["docker", "info", "--format", "{{.ServerVersion}}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def systemd_words() -> str:
    """Say whether the units were read by systemd."""
    return "units read by systemd-analyze" if has_systemd() else "NO systemd: units were not read"


def docker_words() -> str:
    """Say whether the image was built."""
    return "image built by docker" if has_docker() else "NO docker server: the image was not built"
