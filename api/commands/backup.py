"""Write the whole register, accounts and history included, into one file."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from api.commands.command import Command


def describe(parser: ArgumentParser) -> None:
    """Take where to write."""
    parser.add_argument("file", metavar="FIL", type=Path, help="en ny fil, till exempel samverkan-2026-11-22.zip")


def run(arguments: Namespace) -> int:
    """Make the backup while the service may be running, and say what it holds."""
    from api.access.secret_key import SecretKey
    from api.backups import make_backup
    from api.database import ready_database
    from api.settings import Settings
    from api.terminal import ProgressLine

    settings = Settings()
    with ProgressLine(sys.stderr) as progress:
        manifest = make_backup(ready_database(settings.database_url), arguments.file, SecretKey(settings), progress)
    rows = sum(manifest.counts.values())
    print(f"{arguments.file}: {rows} rader i {len(manifest.counts)} tabeller, skrivning nummer {manifest.revision}.")
    return 0


COMMAND = Command("backup", "Spara hela registret i en fil, också medan tjänsten är igång.", describe, run)
