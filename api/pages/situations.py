"""What keeps something from being stored without being a fault of it: told beside what was typed, shown again."""

from api.database_faults import DATABASE_ERRORS, situation_of
from models.errors import (
    DatabaseBusyError,
    DatabaseUnreachableError,
    ForbiddenError,
    NotFoundError,
    SamverkanError,
    SignInRequiredError,
    StorageFullError,
    TooMuchSaidError,
)

SITUATIONS: tuple[type[Exception], ...] = (
    SignInRequiredError,
    ForbiddenError,
    NotFoundError,
    DatabaseBusyError,
    DatabaseUnreachableError,
    StorageFullError,
    TooMuchSaidError,
    *DATABASE_ERRORS,
)
"""Those that are no fault of a form whose own faults are told field by field."""

ANY_SITUATION: tuple[type[Exception], ...] = (SamverkanError, *DATABASE_ERRORS)
"""Those, and everything else that somebody can be told."""


def situation_told(error: Exception) -> SamverkanError:
    """Return what somebody is told of an error.

    Raises:
        Exception: the error itself, where it is a mistake of ours.
    """
    situation = error if isinstance(error, SamverkanError) else situation_of(error)
    if situation is None:
        raise error
    return situation
