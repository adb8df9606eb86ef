"""The program by its module, for processes that start others of it."""

from api.cli.main import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
