"""The brokers of a place: who connects actors that have no registered contact of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Query, Request, Response

from api.pages.betweenness import SECTION
from api.pages.facts import ActorLink, link_to
from api.pages.heading import PlaceHeading
from api.pages.sights import SeenWithBrokers, Sight
from api.templating import Page, page
from graph.brokers import Broker
from graph.verdict import Verdict, verdicts
from models.text import swedish_order

router = APIRouter(include_in_schema=False)

DESCRIBED_IN_WORDS = 5


class Order(StrEnum):
    """What the table can be sorted by."""

    CROSS_SECTOR = "cross_sector"
    NAME = "name"
    CONTACTS = "contacts"
    SOLE = "sole"
    CIRCLES = "circles"
    LOST = "lost"


@dataclass(frozen=True)
class BrokerRow:
    """An actor with the profile of its brokerage, and what may be said of it beyond the counts."""

    actor: ActorLink
    broker: Broker
    verdict: Verdict


_KEYS: Mapping[Order, Callable[[BrokerRow], Any]] = {
    Order.CROSS_SECTOR: lambda row: (-row.broker.roles.between_groups, -row.broker.roles.open_pairs),
    Order.NAME: lambda row: swedish_order(row.actor.name),
    Order.CONTACTS: lambda row: -row.broker.degree,
    Order.SOLE: lambda row: -row.broker.bridging.sole_pairs,
    Order.CIRCLES: lambda row: -(row.broker.effective_size or 0.0),
    Order.LOST: lambda row: -row.broker.loss.pairs_lost,
}


@dataclass(frozen=True)
class BrokersPage(Page):
    """Who connects whom.

    Attributes:
        heading: place, day and caveats.
        most_connecting: the few with most open pairs across sectors, to describe in words.
        rows: all actors, in the chosen order.
        order: what the table is sorted by.
    """

    template: ClassVar[str] = "pages/brokers.html"
    betweenness_section: ClassVar[str] = SECTION

    heading: PlaceHeading
    most_connecting: tuple[BrokerRow, ...]
    rows: tuple[BrokerRow, ...]
    order: Order


@router.get("/platser/{place_id}/brobyggare")
def show_brokers(
    request: Request,
    seen: SeenWithBrokers,
    order: Annotated[Order, Query(description="What to sort by.")] = Order.CROSS_SECTOR,
) -> Response:
    """Show who connects whom at a place."""
    return page(request, brokers_page(seen, order))


def brokers_page(seen: Sight, order: Order = Order.CROSS_SECTOR) -> BrokersPage:
    """Return the brokers of the place that is seen."""
    heading = seen.heading("brobyggare")
    also = seen.other.brokers if seen.other else ()
    judged = verdicts(seen.system, _by_chance(seen.analysis.brokers), _by_chance(also))
    actors = seen.system.actor
    rows = tuple(
        BrokerRow(link_to(actors[broker.id], heading.viewpoint), broker, judged[broker.id])
        for broker in seen.analysis.brokers
    )
    connecting = (row for row in in_order(rows, Order.CROSS_SECTOR) if row.broker.roles.open_pairs)
    return BrokersPage(heading, tuple(connecting)[:DESCRIBED_IN_WORDS], in_order(rows, order), order)


def in_order(rows: tuple[BrokerRow, ...], order: Order) -> tuple[BrokerRow, ...]:
    """Sort by what was asked for; equal ones stand in alphabetical order."""
    by_name = sorted(rows, key=_KEYS[Order.NAME])
    return tuple(sorted(by_name, key=_KEYS[order]))


def _by_chance(brokers: tuple[Broker, ...]) -> dict[str, float | None]:
    """Return how probable at least the open pairs across sectors of each broker are by chance."""
    return {broker.id: broker.p_cross_sector for broker in brokers}
