"""Write the register, or a place's part of it, as a package or as a network for other programs."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.arguments import add_moment, read_date
from api.commands.command import Command

if TYPE_CHECKING:
    from graph.register import Register

FORMATS = ("package", "xlsx", "graphml", "gexf", "kumu", "gephi")


def describe(parser: ArgumentParser) -> None:
    """Take where to write, which place, the format, and for a network its day, view and reading."""
    out = "en mapp, eller en fil vars ändelse säger formatet, till exempel .zip eller .gexf"
    forms = (
        "package skriver posterna som mapp eller .zip, xlsx som arbetsbok; "
        "graphml, gexf, kumu (.json) och gephi (tabeller i en .zip) skriver nätverket"
    )
    parser.add_argument("out", metavar="UT", type=Path, help=out)
    parser.add_argument("--place", metavar="PLATS", help="bara den här platsens system (annars allt)")
    parser.add_argument("--format", choices=FORMATS, help=forms)
    parser.add_argument("--date", type=read_date, metavar="DATUM", help="nätverkets dag (annars i dag)")
    parser.add_argument(
        "--view",
        choices=("unit", "organisation"),
        default="unit",
        help="i nätverket: förvaltningar var för sig, eller hela organisationer",
    )
    parser.add_argument(
        "--readings",
        choices=("plus", "minus"),
        default="plus",
        help="i nätverket: allt som är registrerat, eller bara bekräftat",
    )
    add_moment(parser)


def run(arguments: Namespace) -> int:
    """Write the file and say how much it holds."""
    from api.exports import NETWORK_FORMATS, format_of, network_of, require_no_choice, write_network, write_package
    from graph.system import Reading, View
    from models.dates import now

    view, reading = View(arguments.view), Reading(arguments.readings)
    if format_of(arguments.out, arguments.format) in NETWORK_FORMATS:
        day = arguments.date or now().date()
        shown = network_of(_register(arguments), arguments.place, day, view, reading)
        write_network(shown, arguments.out, arguments.format)
        held = {"actors": len(shown.network), "edges": shown.network.number_of_edges()}
    else:
        require_no_choice(arguments.date, view, reading)
        register = _register(arguments)
        write_package(register, arguments.out, arguments.format)
        held = {name: len(records) for name, records in register.tables().items() if records}
    print(f"{arguments.out}: " + ", ".join(f"{name} {count}" for name, count in held.items()), file=sys.stderr)
    return 0


def _register(arguments: Namespace) -> "Register":
    from api.access.window import Window
    from api.database import ready_database
    from api.exports import package_of
    from api.past_exports import package_at
    from api.settings import Settings

    engine = ready_database(Settings().database_url)
    if arguments.at:
        return package_at(engine, arguments.at, arguments.place)
    with Window(engine).seeing() as seen:
        return package_of(seen, arguments.place)


COMMAND = Command(
    "export",
    "Skriv registret eller en plats som ett paket, eller nätverket för andra program.",
    describe,
    run,
)
