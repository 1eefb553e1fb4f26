"""Places side by side on request."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from api.analyses import Analyses
from graph.comparison.beside import comparison_object
from graph.message import Translate
from graph.system import View
from models.errors import InvalidRequestError

MOST_PLACES = 12
"""More places than that cannot be read beside each other."""


def compare_places(
    analyses: Analyses, connection: Connection, places: Sequence[str], day: date, translate: Translate = str
) -> dict[str, Any]:
    """Return places beside each other in the organisation view, in the order asked for.

    Raises:
        InvalidRequestError: when there are fewer than two different places, or too many.
        NotFoundError: when a place does not exist.
    """
    different = list(dict.fromkeys(places))
    if not 2 <= len(different) <= MOST_PLACES:
        raise InvalidRequestError(f"Välj minst två och högst {MOST_PLACES} olika platser att jämföra.")
    compared = [analyses.analysis(connection, place, day, View.ORGANISATION) for place in different]
    return comparison_object([one.system for one in compared], [one.indicators for one in compared], translate)
