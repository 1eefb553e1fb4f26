"""Bring the database to the newest revision."""

import sys
from argparse import ArgumentParser, Namespace

from api.commands.command import Command


def describe(parser: ArgumentParser) -> None:
    """Take nothing: which database it is stands in the environment."""


def run(arguments: Namespace) -> int:
    """Upgrade, on SQLite and PostgreSQL alike."""
    from api.database import make_engine, upgrade_to_head
    from api.settings import Settings

    upgrade_to_head(make_engine(Settings().database_url))
    print("Databasen är uppdaterad.", file=sys.stderr)
    return 0


COMMAND = Command("migrate", "Uppdatera databasen till den här versionen av programmet.", describe, run)
