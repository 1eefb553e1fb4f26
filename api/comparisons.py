"""Which places can be set side by side, on which day, and the comparison itself out of the database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from anyio import to_thread

from api.access.viewer import Viewer
from api.access.window import Window
from api.analyses import Analyses, Question
from api.queries.groups import municipality_groups
from graph.comparison.beside import Comparison
from graph.comparison.peers import peer_group, peers_of
from graph.system import View
from models.errors import InvalidRequestError

COMPARED = ("gaps", "indicators")
"""The parts of an analysis that a comparison reads."""

FEWEST_PLACES, MOST_PLACES = 2, 12
"""More places than that cannot be read beside each other."""


def questions(places: Sequence[str], day: date, viewer: Viewer) -> list[Question]:
    """Return what to ask of each place, once and in the order given: places compare in the organisation view.

    Raises:
        InvalidRequestError: when there are fewer than two different places, or too many.
    """
    different = list(dict.fromkeys(places))
    if not FEWEST_PLACES <= len(different) <= MOST_PLACES:
        raise InvalidRequestError(f"Välj minst två och högst {MOST_PLACES} olika platser att jämföra.")
    return [Question(place, day, View.ORGANISATION, viewer=viewer) for place in different]


def common_day(opening_days: Iterable[date]) -> date:
    """Return the day on which places that open on different days are compared: the latest of them.

    On an earlier one the places whose data describe a later day would look empty.
    """
    return max(opening_days)


async def compare(analyses: Analyses, window: Window, places: Sequence[str], day: date, viewer: Viewer) -> Comparison:
    """Return places beside each other, each with its peers, without keeping a thread of the pages busy.

    Raises:
        InvalidRequestError: when there are fewer than two different places, or too many.
        NotFoundError: when the register lacks one of them.
    """
    asked = questions(places, day, viewer)
    compared = tuple([await analyses.analysed(question, *COMPARED) for question in asked])
    groups = await to_thread.run_sync(_groups, window)
    peers = {
        place: peer_group(groups[place], await analyses.peer_figures(peers_of(place, groups), day))
        for place in (question.place_id for question in asked)
        if place in groups
    }
    return Comparison(compared, peers)


def _groups(window: Window) -> Mapping[str, str]:
    """Return the groups of all municipalities: peers lend their figures whether or not they show their own map."""
    with window.seeing() as seen:
        return municipality_groups(seen)
