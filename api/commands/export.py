"""Write the register, or a place's part of it, as a package."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from api.commands.arguments import add_moment
from api.commands.command import Command


def describe(parser: ArgumentParser) -> None:
    """Take where to write, which place, and the format."""
    parser.add_argument("out", metavar="UT", type=Path, help="en mapp, eller en fil som slutar på .zip eller .xlsx")
    parser.add_argument("--place", metavar="PLATS", help="bara den här platsens system (annars allt)")
    parser.add_argument(
        "--format", choices=("package", "xlsx"), help="package skriver en mapp eller .zip, xlsx en arbetsbok"
    )
    add_moment(parser)


def run(arguments: Namespace) -> int:
    """Write the package and say how much it holds."""
    from api.access.window import Window
    from api.database import ready_database
    from api.exports import package_of, write_package
    from api.past_exports import package_at
    from api.settings import Settings

    engine = ready_database(Settings().database_url)
    if arguments.at:
        register = package_at(engine, arguments.at, arguments.place)
    else:
        with Window(engine).seeing() as seen:
            register = package_of(seen, arguments.place)
    write_package(register, arguments.out, arguments.format)
    held = {name: len(records) for name, records in register.tables().items() if records}
    print(f"{arguments.out}: " + ", ".join(f"{name} {count}" for name, count in held.items()), file=sys.stderr)
    return 0


COMMAND = Command(
    "export", "Skriv registret, eller en plats med allt som den hänvisar till, som ett paket.", describe, run
)
