"""The command line: `evenlight COMMAND`; COMMANDS lists them."""

import sys
from importlib import import_module

COMMANDS = {
    "up": "backend.launch.up",
    "api": "backend.commands.api",
    "worker": "backend.commands.worker",
    "seed": "backend.commands.seed",
    "directory": "backend.commands.directory",
    "staff": "backend.commands.staff",
    "keys": "backend.commands.keys",
    "screen": "backend.screening.cli",
    "train-screening": "backend.screening.learned.train",
    "retention": "backend.commands.retention",
    "audit": "backend.commands.audit",
    "master-key": "backend.commands.master_key",
    "doctor": "backend.commands.doctor",
    "drill": "backend.commands.drill",
    "guidance": "backend.commands.guidance",
    "languages": "backend.commands.languages",
    "openapi": "backend.commands.openapi",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    command, *rest = (sys.argv[1:] if arguments is None else arguments) or ["--help"]
    if command in COMMANDS:
        code: int = import_module(COMMANDS[command]).main(rest)
        return code
    print("usage: evenlight " + " | ".join(COMMANDS))
    return 0 if command in {"-h", "--help"} else 2


if __name__ == "__main__":
    sys.exit(main())
