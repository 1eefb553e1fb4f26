"""Load the demo packages."""

import sys
from argparse import ArgumentParser, Namespace

from api.commands.command import Command


def describe(parser: ArgumentParser) -> None:
    """Take nothing."""


def run(arguments: Namespace) -> int:
    """Import each package and enter what it is."""
    from api.database import ready_database
    from api.demo import load_demo
    from api.settings import Settings

    titles = load_demo(ready_database(Settings().database_url))
    print("Demon är inläst: " + ", ".join(titles) + ".", file=sys.stderr)
    return 0


COMMAND = Command("demo", "Läs in demopaketen i registret.", describe, run)
