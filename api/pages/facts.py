"""The small parts that pages share: links to records, and where a fact comes from."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from api.self_service.freshness import Freshness
from api.viewpoints import Viewpoint
from models.dates import contains
from models.records import ActorFields, Record
from models.vocabulary import Confirmation, Sector

_ADDRESS = re.compile(r"https?://[^\s;]+")


@dataclass(frozen=True)
class Link:
    """A name with the address of its page."""

    name: str
    address: str


@dataclass(frozen=True)
class Word:
    """A part of a value: a text as somebody wrote it, a label to translate, or a record with its page.

    Attributes:
        text: what is shown.
        label: whether it is translated.
        address: where it leads.
        day: the date, where it is one.
    """

    text: str = ""
    label: bool = False
    address: str | None = None
    day: date | None = None


@dataclass(frozen=True)
class ActorLink:
    """An actor by name, with the address of its page and its sector."""

    id: str
    name: str
    address: str
    sector: Sector


@dataclass(frozen=True)
class Source:
    """One place that a fact was read in; `address` is given when it can be opened in a browser."""

    text: str
    address: str | None = None


@dataclass(frozen=True)
class Provenance:
    """What stands behind a fact: when it holds, who confirms it, and where it was read.

    Attributes:
        first_day: the first day that it holds, None when the source does not say.
        last_day: the last day that it holds, None when the end is open.
        holds: whether it holds on the day that the page is about.
        fresh: how fresh it is; None where the page does not say.
    """

    first_day: date | None
    last_day: date | None
    holds: bool
    confirmation: Confirmation | None
    sources: tuple[Source, ...]
    note: str | None
    fresh: Freshness | None = None


def link_to(actor: ActorFields, viewpoint: Viewpoint) -> ActorLink:
    """Return the link to an actor's page, seen from a place."""
    return ActorLink(actor.id, actor.name, viewpoint.actor_address(actor.id), actor.sector)


def provenance(record: Record, day: date, fresh: Freshness | None = None) -> Provenance:
    """Return what stands behind a record, seen on `day`."""
    first_day: date | None = getattr(record, "valid_from", None)
    day_after: date | None = getattr(record, "valid_to", None)
    return Provenance(
        first_day=first_day,
        last_day=day_after - timedelta(days=1) if day_after else None,
        holds=contains(first_day, day_after, day),
        confirmation=getattr(record, "confirmation", None),
        sources=read_sources(record.source),
        note=record.note,
        fresh=fresh,
    )


def read_sources(text: str | None) -> tuple[Source, ...]:
    """Split the free text of a source: each web address becomes a link named for its host, the rest stays text.

    >>> read_sources("Redovisning 2019, avsnitt 2.1")
    (Source(text='Redovisning 2019, avsnitt 2.1', address=None),)
    >>> read_sources("https://www.umea.se/iop.html ; intervju")
    (Source(text='umea.se', address='https://www.umea.se/iop.html'), Source(text='intervju', address=None))
    """
    rest = (part.strip(" ;,") for part in _ADDRESS.split(text or ""))
    linked = (Source(_host(address), address) for address in _ADDRESS.findall(text or ""))
    return (*linked, *(Source(part) for part in rest if part))


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or address).removeprefix("www.")
    except ValueError:  # What looks like an address need not be one: a lone bracket is enough.
        return address
