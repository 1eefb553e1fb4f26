"""Serve the pages and the interface for machines."""

from argparse import ArgumentParser, Namespace

from api.commands.arguments import add_address
from api.commands.command import Command


def describe(parser: ArgumentParser) -> None:
    """Take the address and the number of processes."""
    add_address(parser)
    parser.add_argument("--workers", type=int, default=1, help="antal processer (fler än en bara på PostgreSQL)")


def run(arguments: Namespace) -> int:
    """Bring the database up to date where that is allowed, and serve until interrupted."""
    from api.access.gate import gate_of
    from api.commands.first_account import see_to_accounts
    from api.database import ready_database
    from api.server import chosen_settings, serve

    settings = chosen_settings(arguments.host, arguments.port)
    engine = ready_database(settings.database_url)
    see_to_accounts(engine, gate_of(settings))
    engine.dispose()
    serve(settings, arguments.workers)
    return 0


COMMAND = Command("serve", "Visa registret i webbläsaren, utan demodata.", describe, run)
