"""Which places can be set side by side."""

from collections.abc import Sequence
from datetime import date

from api.access.viewer import Viewer
from api.analyses import Question
from graph.system import View
from models.errors import InvalidRequestError

COMPARED = ("gaps", "indicators")
"""The parts of an analysis that a comparison reads."""

MOST_PLACES = 12
"""More places than that cannot be read beside each other."""


def questions(places: Sequence[str], day: date, viewer: Viewer) -> list[Question]:
    """Return what to ask of each place, once and in the order given: places compare in the organisation view.

    Raises:
        InvalidRequestError: when there are fewer than two different places, or too many.
    """
    different = list(dict.fromkeys(places))
    if not 2 <= len(different) <= MOST_PLACES:
        raise InvalidRequestError(f"Välj minst två och högst {MOST_PLACES} olika platser att jämföra.")
    return [Question(place, day, View.ORGANISATION, viewer=viewer) for place in different]
