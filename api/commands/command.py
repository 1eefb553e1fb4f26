"""What a command of the command line is."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """A command.

    Attributes:
        name: the word that calls it.
        about: what it does, as the help says.
        describe: adds its arguments to a parser.
        run: does it, and returns the exit code.
    """

    name: str
    about: str
    describe: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
