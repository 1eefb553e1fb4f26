"""Read a package into the register."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from api.commands.command import Command


def describe(parser: ArgumentParser) -> None:
    """Take a package, and how careful to be with it."""
    parser.add_argument("package", metavar="PAKET", type=Path, help="mapp, .zip eller .xlsx")
    parser.add_argument("--dry-run", action="store_true", help="visa bara vad som skulle hända")
    parser.add_argument(
        "--accept-valid", action="store_true", help="läs in de rader som går att läsa in, fast andra har fel"
    )


def run(arguments: Namespace) -> int:
    """Import, say what happened, and return 1 when rows had errors."""
    from api.database import ready_database
    from api.imports import import_package
    from api.settings import Settings
    from api.terminal import ProgressLine, import_summary

    engine = ready_database(Settings().database_url)
    with ProgressLine(sys.stderr) as progress:
        report = import_package(
            engine,
            arguments.package,
            dry_run=arguments.dry_run,
            accept_valid=arguments.accept_valid,
            progress=progress,
        )
    for remark in (*report.errors, *report.warnings):
        print(remark, file=sys.stderr)
    print(import_summary(report))
    return 1 if report.errors else 0


COMMAND = Command("import", "Läs in ett paket: en mapp, en .zip eller en .xlsx.", describe, run)
