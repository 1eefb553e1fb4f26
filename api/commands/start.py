"""Show the demo: load it into an empty database, and serve."""

import sys
from argparse import ArgumentParser, Namespace

from api.commands.arguments import add_address
from api.commands.command import Command


def describe(parser: ArgumentParser) -> None:
    """Take the address."""
    add_address(parser)


def run(arguments: Namespace) -> int:
    """Load the demo where there is nothing yet, and serve until interrupted."""
    from api.access.demo_accounts import make_demo_accounts, renew_demo_password
    from api.access.gate import gate_of
    from api.commands.first_account import see_to_accounts
    from api.database import ready_database
    from api.demo import load_demo, register_is_empty
    from api.server import chosen_settings, serve

    settings = chosen_settings(arguments.host, arguments.port)
    engine = ready_database(settings.database_url)
    gate = gate_of(settings)
    if register_is_empty(engine):
        print("Läser in demon …", file=sys.stderr)
        load_demo(engine)
        make_demo_accounts(engine, gate)
    else:
        renew_demo_password(engine, gate)
    see_to_accounts(engine, gate, ask=True)
    engine.dispose()
    serve(settings)
    return 0


COMMAND = Command("start", "Visa registret i webbläsaren; i ett tomt register läses demon in först.", describe, run)
