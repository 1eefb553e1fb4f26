"""Arguments that several commands take."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from pydantic_core import PydanticCustomError

from models.dates import first_day
from models.instants import read_instant


def read_date(text: str) -> date:
    """Read a date of the command line.

    Raises:
        ArgumentTypeError: when it is none; argparse shows the sentence.
    """
    try:
        day = first_day(text)
    except PydanticCustomError as error:
        raise ArgumentTypeError(error.message()) from None
    assert isinstance(day, date)
    return day


def read_moment(text: str) -> datetime:
    """Read an instant of the command line; a date is the end of that day.

    Raises:
        ArgumentTypeError: when it is none; argparse shows the sentence.
    """
    try:
        return read_instant(text)
    except PydanticCustomError as error:
        raise ArgumentTypeError(error.message()) from None


def add_moment(parser: ArgumentParser) -> None:
    """Add the moment of which the knowledge is wanted."""
    parser.add_argument(
        "--at",
        type=read_moment,
        metavar="TIDPUNKT",
        help="så som registret var då: en dag (till dess slut) eller 2026-11-01T12:30 (annars nu)",
    )


def add_address(parser: ArgumentParser) -> None:
    """Add the address that a server listens on."""
    parser.add_argument("--host", help="adress att lyssna på (annars SAMVERKAN_HOST eller 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port att lyssna på (annars SAMVERKAN_PORT eller 8000)")


def add_deed(deeds: Any, name: str, about: str, deed: Callable[..., None]) -> ArgumentParser:
    """Add something that a command does with an account, and return its parser.

    Args:
        deeds: where argparse keeps what the command can do.
        name: the word for it.
        about: what it does, in Swedish.
        deed: does it.
    """
    parser: ArgumentParser = deeds.add_parser(name, help=about, description=about)
    parser.add_argument("--email", required=True, metavar="ADRESS", help="kontots e-postadress")
    parser.set_defaults(deed=deed)
    return parser
