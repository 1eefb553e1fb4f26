"""A registration that waits as those see it who decide: what was said, and who it may be already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.seen import Seen
from api.access.viewer import Viewer
from api.pages.editing.faults import Fault
from api.pages.editing.resemblance import all_places
from api.pages.joining.form import JOINING_FORM
from api.pages.joining.readings import Likenesses, Reading
from api.pages.lists.doubt_views import DoubtViews, PairView
from api.pages.permission import changeable
from api.queries.register import load_table
from graph.doubles import Match
from graph.message import Message
from graph.packages.cells import cell
from models.package_files import FILES
from models.records import Actor
from models.vocabulary import ActorVisibility

ACTORS = FILES["actors"]


@dataclass(frozen=True)
class SameView:
    """A registered actor that the organisation may be.

    Attributes:
        id, name, address: the actor.
        reasons: why.
        pairs: both, field by field; what the organisation said comes first.
        version: of the actor.
        changeable: whether the viewer may take something over into it, and let somebody in to its link.
    """

    id: str
    name: str
    address: str
    reasons: tuple[Message, ...]
    pairs: tuple[PairView, ...]
    version: int
    changeable: bool

    @property
    def news(self) -> tuple[PairView, ...]:
        """What can be taken over: what the organisation said, and the actor does not say."""
        return tuple(pair for pair in self.pairs if pair.one and not pair.same and JOINING_FORM.field(pair.name))


@dataclass(frozen=True)
class WaitingView:
    """A registration that waits.

    Attributes:
        id, name, sent_at: which.
        said: what was filled in, in words.
        closed: who may see the actor, where that is not everybody.
        faults: what has to be put right before it can be registered.
        traces: what looks as if it belonged to a person.
        others: the registered actors that it may be.
        waiting: what others that wait are called and it may be as well.
    """

    id: str
    name: str
    sent_at: datetime
    said: tuple[PairView, ...]
    closed: ActorVisibility | None
    faults: tuple[Fault, ...]
    traces: tuple[Fault, ...]
    others: tuple[SameView, ...]
    waiting: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing has to be looked at before it is registered."""
        return not (self.faults or self.others or self.traces)


class WaitingViews:
    """Shows registrations that wait.

    Args:
        connection: the one that `seen` reads with.
        seen: the register as the viewer sees it.
        likenesses: who they may be.
    """

    def __init__(self, connection: Connection, seen: Seen, viewer: Viewer, likenesses: Likenesses) -> None:
        ids = sorted({match.other.id for found in likenesses.registered.values() for match in found})
        rows = seen["actors"].c
        found = load_table(seen, "actors", {"actors": rows.id.in_(ids)}) if ids else ()
        self._actors: Mapping[str, Actor] = {each.id: each for each in found if isinstance(each, Actor)}
        versions = seen.execute(sa.select(rows.id, rows.version).where(rows.id.in_(ids))) if ids else ()
        self._versions: Mapping[str, int] = {row[0]: row[1] for row in versions}
        self._changeable = changeable(connection, viewer, ACTORS, found)
        self._likenesses = likenesses
        self._words = DoubtViews(self._actors, tuple(all_places(seen)), {})

    def show(self, reading: Reading) -> WaitingView:
        """Return a registration as the page shows it."""
        registration, actor = reading.registration, reading.actor
        mine = _cells(actor) if actor else _typed(reading)
        visibility = actor.visibility if actor else ActorVisibility.PUBLIC
        matches = self._likenesses.registered.get(registration.id, ())
        return WaitingView(
            id=registration.id,
            name=registration.name,
            sent_at=registration.sent_at,
            said=tuple(pair for pair in self._words.compare(mine, {}) if JOINING_FORM.field(pair.name)),
            closed=None if visibility is ActorVisibility.PUBLIC else visibility,
            faults=reading.judged.faults,
            traces=reading.judged.traces,
            others=tuple(self._same(mine, match) for match in matches if match.other.id in self._actors),
            waiting=self._likenesses.waiting.get(registration.id, ()),
        )

    def _same(self, mine: Mapping[str, str], match: Match) -> SameView:
        actor = self._actors[match.other.id]
        return SameView(
            id=actor.id,
            name=actor.name,
            address=f"/aktorer/{quote(actor.id)}",
            reasons=tuple(reason.said for reason in match.reasons),
            pairs=tuple(self._words.compare(mine, _cells(actor))),
            version=self._versions[actor.id],
            changeable=actor.id in self._changeable,
        )


def _cells(actor: Actor) -> Mapping[str, str]:
    return {column: cell(getattr(actor, column)) for column in ACTORS.columns}


def _typed(reading: Reading) -> Mapping[str, str]:
    """Return what was typed, where it is no actor as it is."""
    said: Mapping[str, Sequence[str]] = reading.registration.said
    return {name: ";".join(filter(None, texts)) for name, texts in said.items()}
