"""Arguments that several commands take."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date

from pydantic_core import PydanticCustomError

from models.dates import first_day


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


def add_address(parser: ArgumentParser) -> None:
    """Add the address that a server listens on."""
    parser.add_argument("--host", help="adress att lyssna på (annars SAMVERKAN_HOST eller 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port att lyssna på (annars SAMVERKAN_PORT eller 8000)")
