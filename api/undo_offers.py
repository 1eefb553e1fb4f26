"""Whether somebody is offered to take a change set back: not where they may not, or where nothing would happen."""

from enum import StrEnum

from api.access.viewer import Viewer
from api.queries.history import ChangeSet
from api.queries.past import Past
from api.undo_plan import plan_undo
from models.errors import ForbiddenError
from models.vocabulary import ChangeKind

MOST_PLANNED = 500
"""Change sets of more records are planned when somebody asks for it, and not whenever they are looked at."""


class Offer(StrEnum):
    """What is offered."""

    NOTHING = "nothing"
    REASONS = "reasons"
    """To be told what stands in the way."""
    UNDO = "undo"


def undo_offer(past: Past, viewer: Viewer, change_set: ChangeSet) -> Offer:
    """Return what somebody who looks at a change set is offered."""
    if not viewer.may_change or change_set.kind is ChangeKind.ERASURE:
        return Offer.NOTHING
    if sum(counts.total for counts in change_set.counts.values()) > MOST_PLANNED:
        return Offer.UNDO if viewer.is_admin or past.edited else Offer.NOTHING
    try:
        planned, in_the_way = plan_undo(past.connection, viewer, change_set.id)
    except ForbiddenError:
        return Offer.NOTHING
    if in_the_way:
        return Offer.REASONS
    return Offer.UNDO if any(True for _ in planned.records) else Offer.NOTHING
