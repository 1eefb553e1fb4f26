"""What a reader of the map has chosen to see: sectors, levels, channels, a name, one actor."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query

from api.language import message
from graph.derivation import Network
from models.text import search_key
from models.vocabulary import Level, Sector

NO_LEVEL = "unknown"
"""Stands for actors whose level is not registered."""

CHANNELS = ("direct", "agreement", "activity", "forum")
LEVELS: Mapping[str, str] = {level: level.label for level in Level} | {NO_LEVEL: message("nivå inte registrerad")}
"""The levels with their words."""


@dataclass(frozen=True)
class MapChoices:
    """What an address of the map asks for. Nothing chosen of a kind means all; unknown codes are ignored."""

    sector: Annotated[list[str] | None, Query(description="Sectors to show.", max_length=20)] = None
    level: Annotated[list[str] | None, Query(description="Levels of actors to show.", max_length=20)] = None
    channel: Annotated[list[str] | None, Query(description="Channels to show.", max_length=20)] = None
    q: Annotated[str, Query(description="A name or part of one.", max_length=200)] = ""
    actor: Annotated[str, Query(description="The actor to highlight.", max_length=100)] = ""

    @property
    def sectors(self) -> frozenset[str]:
        """The sectors to show."""
        return _chosen(self.sector, Sector)

    @property
    def levels(self) -> frozenset[str]:
        """The levels to show, `unknown` among them."""
        return _chosen(self.level, LEVELS)

    @property
    def channels(self) -> frozenset[str]:
        """The channels to show."""
        return _chosen(self.channel, CHANNELS)

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return (len(self.sectors), len(self.levels), len(self.channels)) != (
            len(Sector),
            len(LEVELS),
            len(CHANNELS),
        )

    def shows_actor(self, actor: Mapping[str, Any]) -> bool:
        """Tell whether an actor, given as a node's attributes, is to be shown."""
        return actor["sector"] in self.sectors and (actor["level"] or NO_LEVEL) in self.levels

    def shows_channels(self, channels: Iterable[str]) -> bool:
        """Tell whether a tie through these channels is to be shown between two actors that are."""
        return not self.channels.isdisjoint(channels)

    def finds(self, name: str) -> bool:
        """Tell whether a name is among those searched for; without a search none is."""
        return bool(self.q.strip()) and search_key(self.q) in search_key(name)

    def filters(self) -> dict[str, list[str]]:
        """Return the filters as an address has them, so that a link to one actor keeps them."""
        asked = {"sector": self.sector, "level": self.level, "channel": self.channel}
        return {name: codes for name, codes in asked.items() if codes}


@dataclass(frozen=True)
class Choice:
    """One box to tick: its code, how many it stands for, and whether it is ticked."""

    code: str
    count: int
    chosen: bool


ChosenOnMap = Annotated[MapChoices, Depends()]


def _chosen(codes: Iterable[str] | None, known: Iterable[str]) -> frozenset[str]:
    everything = frozenset(map(str, known))
    return everything.intersection(codes or ()) or everything


def sector_choices(network: Network, choices: MapChoices) -> tuple[Choice, ...]:
    """Return a box for each sector that occurs."""
    counts = Counter(actor["sector"] for _, actor in network.nodes(data=True))
    return _boxes(Sector, counts, choices.sectors)


def level_choices(network: Network, choices: MapChoices) -> tuple[Choice, ...]:
    """Return a box for each level that occurs."""
    counts = Counter(actor["level"] or NO_LEVEL for _, actor in network.nodes(data=True))
    return _boxes(LEVELS, counts, choices.levels)


def channel_choices(network: Network, choices: MapChoices) -> tuple[Choice, ...]:
    """Return a box for each channel that occurs."""
    counts = Counter(channel for _, _, tie in network.edges(data=True) for channel in tie["channels"])
    return _boxes(CHANNELS, counts, choices.channels)


def _boxes(codes: Iterable[str], counts: Mapping[str, int], chosen: frozenset[str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, counts[code], code in chosen) for code in codes if code in counts)
