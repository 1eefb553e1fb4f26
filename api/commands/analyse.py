"""Print the analysis of a place as JSON."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from api.commands.arguments import add_moment, read_date
from api.commands.command import Command

if TYPE_CHECKING:
    from graph.system import System


def describe(parser: ArgumentParser) -> None:
    """Take a place, a date, a view and a reading."""
    parser.add_argument("place", metavar="PLATS", help="platsens id, till exempel kn")
    parser.add_argument("--date", type=read_date, metavar="DATUM", help="dagen som analysen gäller (annars i dag)")
    parser.add_argument(
        "--view",
        choices=("unit", "organisation"),
        default="unit",
        help="förvaltningar var för sig, eller hela organisationer",
    )
    parser.add_argument(
        "--readings",
        choices=("plus", "minus"),
        default="plus",
        help="allt som är registrerat, eller bara bekräftat",
    )
    add_moment(parser)
    parser.add_argument(
        "--betweenness-test",
        action="store_true",
        help="jämför också mellanhänder med tusen slumpade nätverk, vilket tar en stund",
    )


def run(arguments: Namespace) -> int:
    """Load what the place can reach, analyse it and print the object."""
    import orjson

    from api.access.viewer import OPERATOR
    from api.access.window import Window
    from api.analyses import Analyses, Question
    from api.database import ready_database
    from api.past_analysis import analysis_as_known
    from api.settings import Settings
    from graph.analysis_object import analysis_object
    from graph.system import Reading, View
    from models.dates import now

    day = arguments.date or now().date()
    asked = Question(arguments.place, day, View(arguments.view), Reading(arguments.readings), OPERATOR)
    engine = ready_database(Settings().database_url)
    if arguments.at:
        analysis = analysis_as_known(engine, asked, arguments.at)
    else:
        analysis = Analyses(Window(engine)).analyse(asked)
    printed = analysis_object(analysis)
    if arguments.betweenness_test:
        printed["betweenness_test"] = _betweenness_test(analysis.system)
    sys.stdout.buffer.write(orjson.dumps(printed, option=orjson.OPT_INDENT_2) + b"\n")
    return 0


def _betweenness_test(system: "System") -> dict[str, Any]:
    """Make the comparison, and tell on stderr how far it has come."""
    from api.terminal import ProgressLine
    from graph.betweenness_null import betweenness_test
    from graph.betweenness_object import betweenness_test_object

    with ProgressLine(sys.stderr) as line:
        return betweenness_test_object(betweenness_test(system, lambda done, total: line("Slumpar", done, total)))


COMMAND = Command("analyse", "Skriv analysen av en plats som JSON.", describe, run)
