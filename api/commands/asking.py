"""What a person at the terminal is asked."""

import sys
from getpass import getpass

from models.errors import InvalidRequestError

MOST_TRIES = 5
NO_TERMINAL = "Här går det inte att skriva ett lösenord. Lägg till --link för att få en länk där det väljs."
GIVEN_UP = "Inget lösenord valdes."


def is_interactive() -> bool:
    """Tell whether somebody sits at the terminal and can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_for_password(about: tuple[str, ...]) -> str:
    """Ask twice for a new password, without showing it.

    Args:
        about: the account's address and name, which the password may not be made of.

    Raises:
        InvalidRequestError: nobody can answer, or no answer would do.
    """
    from api.access.password_rules import fault_of

    if not is_interactive():
        raise InvalidRequestError(NO_TERMINAL)
    for _ in range(MOST_TRIES):
        password = getpass("Lösenord (minst 12 tecken, syns inte): ")
        fault = fault_of(password, about)
        if fault is None and getpass("En gång till: ") == password:
            return password
        print(fault or "De två lösenorden är inte likadana.", file=sys.stderr)
    raise InvalidRequestError(GIVEN_UP)


def is_sure(question: str) -> bool:
    """Ask something that is answered with yes; where nobody can answer it is no."""
    if not is_interactive():
        return False
    try:
        return input(question).strip().casefold() in ("ja", "j")
    except EOFError:
        return False
