"""The command line in Swedish: headings, help and errors, which argparse has in English alone."""

import sys
from argparse import Action, HelpFormatter, _MutuallyExclusiveGroup
from argparse import ArgumentParser as EnglishParser
from collections.abc import Iterable
from typing import Any, NoReturn

USAGE = "användning: "
HELP = "visa den här hjälpen och avsluta"

IN_SWEDISH = (
    ("the following arguments are required: ", "det här saknas: "),
    ("unrecognized arguments: ", "okända argument: "),
    ("expected one argument", "ett värde saknas"),
    ("expected at least one argument", "minst ett värde saknas"),
    ("not allowed with argument", "går inte att använda tillsammans med"),
    ("ambiguous option: ", "flertydigt val: "),
    ("could match", "kan vara"),
    ("ignored explicit argument", "tar inget värde, men fick"),
    ("invalid choice: ", "går inte att välja: "),
    ("(choose from ", "(välj bland "),
    ("invalid int value: ", "är inget heltal: "),
    ("invalid value: ", "går inte att läsa: "),
    ("argument ", ""),
)
"""The pieces of argparse's sentences, longer ones first where one holds another."""


class SwedishHelp(HelpFormatter):
    """Help that begins with the Swedish word for usage."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Action],
        groups: Iterable[_MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Add how the command is called."""
        super().add_usage(usage, actions, groups, USAGE if prefix is None else prefix)


class SwedishParser(EnglishParser):
    """A parser whose help and errors are Swedish; the parsers of its commands are of the same class."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=SwedishHelp, **options)
        self._positionals.title, self._optionals.title = "argument", "val"
        self.add_argument("-h", "--help", action="help", help=HELP)

    def error(self, message: str) -> NoReturn:
        """Say what cannot be understood, and end with 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: fel: {in_swedish(message)}\n")


def in_swedish(message: str) -> str:
    """Return one of argparse's sentences in Swedish, names and values as they are.

    >>> in_swedish("the following arguments are required: --edges")
    'det här saknas: --edges'
    >>> in_swedish("argument --port: invalid int value: 'x'")
    "--port: är inget heltal: 'x'"
    """
    for english, swedish in IN_SWEDISH:
        message = message.replace(english, swedish, 1)
    return message
