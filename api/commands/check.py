"""Look for what makes the installation dangerous."""

from argparse import ArgumentParser, Namespace

from api.commands.arguments import add_address
from api.commands.command import Command


def describe(parser: ArgumentParser) -> None:
    """Take the address that the service is to listen on."""
    add_address(parser)


def run(arguments: Namespace) -> int:
    """Say what each check found, and return 1 when the service should not run like this."""
    from api.self_check import Verdict, check_installation
    from api.server import chosen_settings

    refused = False
    for finding in check_installation(chosen_settings(arguments.host, arguments.port)):
        print(finding, flush=True)
        refused |= finding.verdict is Verdict.REFUSAL
    print("Tjänsten bör inte köras så här." if refused else "Inget hindrar att tjänsten körs.")
    return int(refused)


COMMAND = Command("check", "Kontrollera inställningar, filer och register; 1 när något är farligt.", describe, run)
