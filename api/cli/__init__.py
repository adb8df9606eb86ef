"""The `evidence` command. Heavy imports stay inside commands: start-up is under 0.3 s."""

from api.cli.main import main

__all__ = ["main"]
