"""Print the measures of any network in two CSV files as JSON."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.command import Command

if TYPE_CHECKING:
    from graph.network_files import NetworkFile


def describe(parser: ArgumentParser) -> None:
    """Take the two files, which column holds the groups, and whether ties have a direction."""
    parser.add_argument("--nodes", required=True, type=Path, metavar="FIL", help="csv med kolumnen id, och gärna fler")
    parser.add_argument(
        "--edges", required=True, type=Path, metavar="FIL", help="csv med kolumnerna source och target, kanske weight"
    )
    parser.add_argument("--group", metavar="KOLUMN", help="den kolumn bland noderna som säger vilken grupp de hör till")
    parser.add_argument("--directed", action="store_true", help="förbindelserna går bara från source till target")


def run(arguments: Namespace) -> int:
    """Read the files, measure the network and print the object; no database is needed."""
    import orjson

    from graph.measure_object import measure_object
    from graph.network_files import FiledNetwork, read_network

    nodes, edges = _open(arguments.nodes), _open(arguments.edges)
    network = read_network(nodes, edges, group=arguments.group, directed=arguments.directed)
    if not isinstance(network, FiledNetwork):
        for error in network:
            print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(orjson.dumps(measure_object(network), option=orjson.OPT_INDENT_2) + b"\n")
    return 0


def _open(path: Path) -> "NetworkFile":
    from graph.network_files import LARGEST_FILE, NetworkFile
    from graph.packages.limits import MEGABYTE
    from graph.packages.remarks import quoted
    from models.errors import InvalidRequestError

    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InvalidRequestError(f"{quoted(str(path))} är större än {LARGEST_FILE // MEGABYTE} MB.")
        return NetworkFile(path.name, path.read_bytes())
    except OSError as error:
        raise InvalidRequestError(f"{quoted(str(path))} kan inte läsas. Kontrollera sökvägen.") from error


COMMAND = Command("measure", "Skriv måtten för vilket nätverk som helst, i två csv-filer, som JSON.", describe, run)
