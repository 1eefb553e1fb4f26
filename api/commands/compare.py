"""Print several places side by side as JSON."""

import sys
from argparse import ArgumentParser, Namespace

from api.commands.arguments import read_date
from api.commands.command import Command


def describe(parser: ArgumentParser) -> None:
    """Take places and a date."""
    parser.add_argument("places", metavar="PLATS", nargs="+", help="platsernas id, minst två")
    parser.add_argument("--date", type=read_date, metavar="DATUM", help="dagen som jämförelsen gäller (annars i dag)")


def run(arguments: Namespace) -> int:
    """Analyse each place in the organisation view and print them beside each other."""
    import anyio
    import orjson

    from api.access.viewer import OPERATOR
    from api.access.window import Window
    from api.analyses import Analyses
    from api.comparisons import compare
    from api.database import ready_database
    from api.settings import Settings
    from graph.comparison.beside import comparison_object
    from models.dates import now

    window = Window(ready_database(Settings().database_url))
    day = arguments.date or now().date()
    compared = comparison_object(anyio.run(compare, Analyses(window), window, arguments.places, day, OPERATOR))
    sys.stdout.buffer.write(orjson.dumps(compared, option=orjson.OPT_INDENT_2) + b"\n")
    return 0


COMMAND = Command("compare", "Skriv två eller flera platser sida vid sida som JSON.", describe, run)
