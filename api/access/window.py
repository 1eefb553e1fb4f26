"""The window onto the register: whoever reads it looks through here and sees what a viewer may see."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.openness import EVERYTHING, Access, access_of
from api.access.seen import Seen
from api.access.unseen import Unseen, find_unseen
from api.access.viewer import OPERATOR, Viewer
from api.database import reading
from api.queries.revision import current_revision

MOST_VIEWERS, MOST_KINDS = 256, 16
"""So many different viewers' access, and so many kinds of it, are remembered until the register changes."""


@dataclass(frozen=True)
class _View:
    """What all who have the same access share in one state of the register: what is unseen, and tables without it."""

    unseen: Unseen
    tables: dict[str, sa.FromClause] = field(default_factory=dict)


class Window:
    """Shows the register to viewers.

    Args:
        engine: the register.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._guard = Lock()
        self._views: OrderedDict[tuple[int, Access], _View] = OrderedDict()
        self._known: OrderedDict[tuple[int, Viewer], Access] = OrderedDict()

    @contextmanager
    def seeing(self, viewer: Viewer = OPERATOR) -> Iterator[Seen]:
        """Give the register as a viewer may see it, in one unchanging state."""
        with self.looking(viewer) as (seen, _):
            yield seen

    @contextmanager
    def looking(self, viewer: Viewer) -> Iterator[tuple[Seen, Connection]]:
        """Give the register as a viewer may see it, and a connection for what stands behind it, in the same state."""
        with reading(self.engine) as connection:
            revision = current_revision(connection)
            access = self._access(connection, revision, viewer)
            view = self._view(connection, revision, access)
            yield Seen(connection, access, revision, view.unseen, view.tables), connection

    def _view(self, connection: Connection, revision: int, access: Access) -> _View:
        with self._guard:
            known = self._views.get((revision, access))
        if known is None:
            known = _View(find_unseen(connection, access))
            with self._guard:
                known = self._views.setdefault((revision, access), known)
                while len(self._views) > MOST_KINDS:
                    self._views.popitem(last=False)
        return known

    def _access(self, connection: Connection, revision: int, viewer: Viewer) -> Access:
        if viewer.is_admin:
            return EVERYTHING
        with self._guard:
            known = self._known.get((revision, viewer))
        if known is None:
            known = access_of(connection, viewer)
            with self._guard:
                self._known[revision, viewer] = known
                while len(self._known) > MOST_VIEWERS:
                    self._known.popitem(last=False)
        return known
