"""Tools of the machine that some tests need; where one is missing, the run says so at its end."""

import shutil

__all__ = ["has_systemd", "systemd_words"]


def has_systemd() -> bool:
    """Whether units can be read by systemd itself."""
    return shutil.which("systemd-analyze") is not None


def systemd_words() -> str:
    """Say whether the units were read by systemd."""
    return "units read by systemd-analyze" if has_systemd() else "NO systemd: units were not read"
