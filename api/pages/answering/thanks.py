"""What an actor gets out of having answered: its own place in the network, and what is to be had from it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

import sqlalchemy as sa
from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Connection

from api.access.openness import access_of
from api.access.seen import Seen
from api.access.viewer import ANYBODY
from api.analyses import Question
from api.pages.answering.desk import AnswerDesk, AtAnswerDesk, Invitation, invitation_of
from api.pages.answering.neighbourhood import Neighbourhood, neighbourhood_of
from api.pages.answering.own_records import OwnRecords
from api.pages.heading import heading_of
from api.queries.batches import batched
from api.self_service.invitations import told_ties
from api.templating import Page, page
from graph.analysis import Analysis
from graph.gaps import Finding
from graph.knowledge import Knowledge
from graph.message import Message
from graph.packages.remarks import masked
from graph.seeking import seekers
from models.errors import NotFoundError
from models.records import ActorFields
from models.text import swedish_order
from models.vocabulary import Confirmation, Ladder, Sector

router = APIRouter(include_in_schema=False)

MOST_SUGGESTIONS, MOST_SEEKERS, LONGEST_QUOTE = 4, 6, 300


@dataclass(frozen=True)
class Other:
    """Another actor; `address` is that of its page where anybody may see it, else empty."""

    id: str
    name: str
    address: str


@dataclass(frozen=True)
class Contact:
    """Somebody that the actor collaborates with on the map: how closely, and whether both or a document say so."""

    other: Other
    sector: Sector
    step: Ladder
    confirmed: bool


@dataclass(frozen=True)
class Wish:
    """That somebody wishes to get further with the actor."""

    other: Other
    step: Ladder


@dataclass(frozen=True)
class Seeker:
    """Somebody that seeks what the actor offers, in its own words."""

    other: Other
    words: str


@dataclass(frozen=True)
class ThanksPage(Page):
    """What came of the answer.

    Attributes:
        invitation: who was asked by whom.
        answered: whether the actor has sent its answers.
        told: with whom the actor has told of a collaboration by this link.
        contacts: whom it collaborates with.
        wishes: who wishes more.
        suggestions: what would be next steps for it.
        seekers: who seeks what it offers.
        knowledge: how much is known of the place; None where the actor may not see it.
        picture: its neighbourhood; None without any.
        place_address: the place's page where anybody may see it, else empty.
    """

    template: ClassVar[str] = "pages/answering/thanks.html"

    invitation: Invitation
    answered: bool
    told: tuple[str, ...]
    contacts: tuple[Contact, ...]
    wishes: tuple[Wish, ...]
    suggestions: tuple[tuple[Message, Message], ...]
    seekers: tuple[Seeker, ...]
    knowledge: Knowledge | None
    picture: Neighbourhood | None
    place_address: str

    @property
    def confirmed(self) -> int:
        """How many of the collaborations both or a document confirm."""
        return sum(contact.confirmed for contact in self.contacts)


@router.get("/svar/{token}/tack")
async def show_thanks(desk: AtAnswerDesk) -> Response:
    """Show an actor its place in the network after it has answered."""
    question = Question(desk.link.place_id, desk.today, viewer=desk.viewer)
    try:
        analysis: Analysis | None = await desk.request.app.state.analyses.analysed(question, "gaps")
    except NotFoundError:
        analysis = None  # Whoever lives elsewhere may be asked by a place that shows itself to few.
    return page(desk.request, await run_in_threadpool(thanks_page, desk, analysis))


def thanks_page(desk: AnswerDesk, analysis: Analysis | None) -> ThanksPage:
    """Return what came of an answer."""
    actor_id, place_id = desk.link.actor_id, desk.link.place_id
    with desk.looking() as (seen, connection):
        own = desk.own_in(seen, connection)
        links = _Links(connection)
        places = links.open_among("places", [place_id])
        seeking = _seeking(analysis, own)
        shown = [*_around(analysis, actor_id), *(actor.id for actor in (*seeking, *own.register.actors))]
        links.open = links.open_among("actors", shown)
        picture = _picture(desk, analysis, links.open)
        return ThanksPage(
            invitation=invitation_of(desk, connection, own.actor.name),
            answered=desk.link.answered_at is not None,
            told=tuple(_told(connection, desk, own)),
            contacts=tuple(sorted(_contacts(analysis, actor_id, links), key=lambda one: swedish_order(one.other.name))),
            wishes=tuple(_wishes(own, links)),
            suggestions=tuple(_suggestions(analysis.gaps if analysis else (), actor_id)),
            seekers=tuple(Seeker(links.to(one.id, one.name), _words(one)) for one in seeking),
            knowledge=analysis.system.knowledge if analysis else None,
            picture=picture,
            place_address=f"/platser/{quote(place_id)}" if places else "",
        )


class _Links:
    """Leads to the pages of actors that anybody may see, and to no others."""

    def __init__(self, connection: Connection) -> None:
        self._seen = Seen(connection, access_of(connection, ANYBODY))
        self.open: frozenset[str] = frozenset()

    def open_among(self, table: str, ids: Collection[str]) -> frozenset[str]:
        """Return those of these records that anybody may see."""
        rows = self._seen[table].c
        if table == "places" and self._seen.access.places is not None:
            ids = self._seen.access.places.intersection(ids)
        found = set[str]()
        for some in batched(sorted(set(ids))):
            found.update(self._seen.execute(sa.select(rows.id).where(rows.id.in_(some))).scalars())
        return frozenset(found)

    def to(self, actor_id: str, name: str) -> Other:
        return Other(actor_id, name, f"/aktorer/{quote(actor_id)}" if actor_id in self.open else "")


def _picture(desk: AnswerDesk, analysis: Analysis | None, open_to_all: frozenset[str]) -> Neighbourhood | None:
    if analysis is None:
        return None
    heading = heading_of(analysis.system, (), desk.today, "")
    return neighbourhood_of(heading, analysis.system.network, desk.link.actor_id, open_to_all)


def _told(connection: Connection, desk: AnswerDesk, own: OwnRecords) -> Iterator[str]:
    """Yield with whom the actor has told of a collaboration since it got its link."""
    new, link = told_ties(connection, desk.link), desk.link
    for tie in own.register.ties:
        if tie.id in new and tie.confirmation is not Confirmation.DISPUTED:
            other = tie.actor_b if tie.actor_a == link.actor_id else tie.actor_a
            yield own.register.actor[other].name


def _contacts(analysis: Analysis | None, actor_id: str, links: _Links) -> Iterator[Contact]:
    if analysis is None or actor_id not in analysis.system.plus:
        return
    plus, minus = analysis.system.plus, analysis.system.minus
    for other, tie in plus[actor_id].items():
        node = plus.nodes[other]
        yield Contact(links.to(other, node["name"]), node["sector"], tie["step"], minus.has_edge(actor_id, other))


def _wishes(own: OwnRecords, links: _Links) -> Iterator[Wish]:
    for tie in own.register.ties:
        theirs = tie.desired_by not in (None, own.actor.id)
        if tie.desired_level and theirs and tie.confirmation is not Confirmation.DISPUTED:
            other = own.register.actor[str(tie.desired_by)]
            yield Wish(links.to(other.id, other.name), tie.desired_level)


def _suggestions(findings: Sequence[Finding], actor_id: str) -> Iterator[tuple[Message, Message]]:
    """Yield what is missing around the actor and the next step, the most severe first."""
    concerning = (
        finding
        for finding in findings
        if actor_id in finding.subjects
        or (finding.suggestion and actor_id in {finding.suggestion.a, finding.suggestion.b, *finding.suggestion.asked})
    )
    for finding, _ in zip(concerning, range(MOST_SUGGESTIONS), strict=False):
        yield finding.sentence, finding.next_step


def _seeking(analysis: Analysis | None, own: OwnRecords) -> Sequence[ActorFields]:
    """Return those who seek what the actor offers, as many as are shown."""
    if analysis is None:
        return ()
    others = sorted(analysis.system.actor.values(), key=lambda actor: swedish_order(actor.name))
    return seekers(own.actor, others)[:MOST_SEEKERS]


def _words(seeking: ActorFields) -> str:
    return masked(seeking.seeks or "")[:LONGEST_QUOTE]


def _around(analysis: Analysis | None, actor_id: str) -> frozenset[str]:
    """Return whom the actor has ties with: those who are listed or drawn with it."""
    if analysis is None:
        return frozenset()
    networks = (analysis.system.network, analysis.system.plus)
    return frozenset(other for network in networks if actor_id in network for other in network[actor_id])
