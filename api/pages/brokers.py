"""The brokers of a place: who connects actors that have no registered contact of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Query, Request, Response

from api.pages.facts import ActorLink, link_to
from api.pages.heading import PlaceHeading
from api.pages.sights import SeenWithBrokers, Sight
from api.templating import Page, page
from graph.brokers import Broker
from graph.gaps.finding import LEAST_FOR_GAP
from graph.sectors import TAIL
from models.text import swedish_order

router = APIRouter(include_in_schema=False)

DESCRIBED_IN_WORDS = 5
FEWEST_ACTORS = 10
"""In a smaller network chance is too large to call anybody a clear broker."""


class Verdict(StrEnum):
    """What may be said of an actor's brokerage beyond the facts."""

    CLEAR = "clear"
    AS_EXPECTED = "as_expected"
    TOO_LITTLE_KNOWN = "too_little_known"


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
    judge = _judge(seen)
    actors = seen.system.actor
    rows = tuple(
        BrokerRow(link_to(actors[broker.id], heading.viewpoint), broker, judge(broker))
        for broker in seen.analysis.brokers
    )
    connecting = (row for row in in_order(rows, Order.CROSS_SECTOR) if row.broker.roles.open_pairs)
    return BrokersPage(heading, tuple(connecting)[:DESCRIBED_IN_WORDS], in_order(rows, order), order)


def in_order(rows: tuple[BrokerRow, ...], order: Order) -> tuple[BrokerRow, ...]:
    """Sort by what was asked for; equal ones stand in alphabetical order."""
    by_name = sorted(rows, key=_KEYS[Order.NAME])
    return tuple(sorted(by_name, key=_KEYS[order]))


def _judge(seen: Sight) -> Callable[[Broker], Verdict]:
    """Return what judges a broker. "Clear" takes enough actors, enough knowledge, and both readings saying so."""
    if len(seen.system.network) < FEWEST_ACTORS or seen.system.knowledge.kappa() < LEAST_FOR_GAP:
        return lambda _: Verdict.TOO_LITTLE_KNOWN
    candidates = {broker.id for broker in seen.analysis.brokers if _stands_out(broker)}
    if candidates:
        also = seen.other.brokers if seen.other else ()
        candidates &= {broker.id for broker in also if _stands_out(broker)}
    return lambda broker: Verdict.CLEAR if broker.id in candidates else Verdict.AS_EXPECTED


def _stands_out(broker: Broker) -> bool:
    return broker.p_cross_sector is not None and broker.p_cross_sector <= TAIL
