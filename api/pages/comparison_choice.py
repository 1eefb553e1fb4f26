"""Choosing the places of a comparison: everything that the form holds stands in the address."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar
from urllib.parse import urlencode

from fastapi import Query
from pydantic import TypeAdapter, ValidationError

from api.comparisons import FEWEST_PLACES, MOST_PLACES
from api.queries.holdings import Holding
from api.requests import LONGEST_SHOWN, WantedDay
from api.templating import Page
from graph.comparison.peers import group_in_words
from graph.message import Message
from models.text import LONGEST_NAME, search_key, swedish_order
from models.vocabulary import Level

MOST_UNFOLDED = 80
"""A longer list of places is folded by county."""

_DAY: TypeAdapter[date | None] = TypeAdapter(WantedDay)


@dataclass(frozen=True)
class Wish:
    """What an address asks for, as it was written, so that a form with a mistake comes back as it was sent.

    Attributes:
        places: the ids of places, each once, in the order given.
        day: the date of the comparison; blank leaves it to the places.
        search, group: what the list of places is narrowed to.
        choosing: whether the list is asked for although places are chosen.
    """

    places: tuple[str, ...] = ()
    day: str = ""
    search: str = ""
    group: str = ""
    choosing: bool = False

    def read_day(self) -> date | None:
        """Return the date that was written.

        Raises:
            ValidationError: when it is none.
        """
        return _DAY.validate_python(self.day.strip())

    def address(self, path: str, day: date, **more: str) -> str:
        """Return an address about the same places on a day that is settled."""
        return f"{path}?{urlencode({'place': self.places, 'date': day.isoformat(), **more}, doseq=True)}"


def read_wish(
    place: Annotated[list[str] | None, Query(description="The id of a place; two to twelve.")] = None,
    day: Annotated[str, Query(alias="date", description="The day that is compared.")] = "",
    q: Annotated[str, Query(description="A part of a place's name.", max_length=LONGEST_NAME)] = "",
    group: Annotated[str, Query(description="An SKR group with its edition.", max_length=LONGEST_NAME)] = "",
    choose: Annotated[str, Query(description="Anything: show the list of places.")] = "",
) -> Wish:
    """Read an address without refusing anything, so that a page can say what is wrong with it."""
    return Wish(tuple(dict.fromkeys(filter(None, place or ()))), day, q.strip(), group, bool(choose))


@dataclass(frozen=True)
class PlaceOption:
    """A place that can be chosen.

    Attributes:
        id, name, level: the place.
        within: the name of the place above it.
        depth: how many steps below its county it stands.
        actors: how many actors belong to it or to a place below it.
        group: its SKR group, None for other places than municipalities.
        opens_on: the day that its earliest collection describes.
        fictitious: whether it is made up.
    """

    id: str
    name: str
    level: Level
    within: str
    depth: int
    actors: int
    group: str | None
    opens_on: date | None
    fictitious: bool


@dataclass(frozen=True)
class Problem:
    """What is wrong with a wish, and the id of the field where it can be mended."""

    field: str
    said: Message


@dataclass(frozen=True)
class ChoicePage(Page):
    """The form.

    Attributes:
        wish: what was asked for, which the form shows again.
        problems: why it cannot be compared.
        chosen: the chosen places that are registered.
        counties: the other places by the name of their county, those without county last under a blank name.
        groups: the SKR groups that municipalities have, each in words.
        most: how many places can be compared.
    """

    template: ClassVar[str] = "pages/comparison_choice.html"

    wish: Wish
    problems: tuple[Problem, ...]
    chosen: tuple[PlaceOption, ...]
    counties: Mapping[str, tuple[PlaceOption, ...]]
    groups: Mapping[str, Message]
    most: int = MOST_PLACES

    @property
    def narrowed(self) -> bool:
        """Whether only a part of the places was asked for."""
        return bool(self.wish.search or self.wish.group)

    @property
    def everything(self) -> str:
        """The address of the whole list, with the same places chosen."""
        return f"/jamfor?{urlencode({'place': self.wish.places, 'date': self.wish.day, 'choose': '1'}, doseq=True)}"

    @property
    def is_empty(self) -> bool:
        """Whether the register has no places."""
        return not (self.chosen or self.counties or self.narrowed)

    @property
    def unfolded(self) -> bool:
        """Whether the list is short enough to be shown unfolded."""
        return self.narrowed or sum(map(len, self.counties.values())) <= MOST_UNFOLDED


def choice_page(wish: Wish, options: Mapping[str, PlaceOption], *, problems: Iterable[Problem] = ()) -> ChoicePage:
    """Return the form over the places that can be chosen."""
    counties: dict[str, list[PlaceOption]] = defaultdict(list)
    county = ""
    for option in options.values():
        if option.depth == 0:
            county = option.name if option.level is Level.REGION else ""
        if option.id not in wish.places and _fits(option, wish):
            counties[county].append(option)
    without_county = counties.pop("", [])
    ordered = {name: tuple(places) for name, places in counties.items()}
    if without_county:
        ordered[""] = tuple(without_county)
    return ChoicePage(
        wish=wish,
        problems=tuple(problems),
        chosen=tuple(options[place] for place in wish.places if place in options),
        counties=ordered,
        groups={group: group_in_words(group) for group in sorted({o.group for o in options.values() if o.group})},
    )


def _fits(option: PlaceOption, wish: Wish) -> bool:
    if wish.group and option.group != wish.group:
        return False
    return search_key(wish.search) in search_key(option.name)


def problems_of(wish: Wish, options: Mapping[str, PlaceOption]) -> list[Problem]:
    """Return why what was asked for cannot be compared; nothing when it can."""
    found = [
        Problem("places", Message("Ingen registrerad plats har id ”{id}”.", {"id": _shown(place)}))
        for place in wish.places
        if place not in options
    ]
    if len(wish.places) < FEWEST_PLACES:
        found.append(Problem("places", Message("Välj minst två olika platser.")))
    if len(wish.places) > MOST_PLACES:
        values = {"most": MOST_PLACES, "count": len(wish.places)}
        found.append(Problem("places", Message("Välj högst {most} platser. Nu är {count} valda.", values)))
    try:
        wish.read_day()
    except ValidationError:
        found.append(Problem("date", Message("Datumet går inte att läsa. Skriv till exempel 2026-11-01.")))
    return found


def _shown(place_id: str) -> str:
    return "".join(filter(str.isprintable, place_id))[:LONGEST_SHOWN]


def place_options(holdings: Iterable[Holding], groups: Mapping[str, str]) -> dict[str, PlaceOption]:
    """Return the places that can be chosen by id: county by county, real ones first, each followed by those below."""
    tree = _Tree(holdings, groups)
    tops = [(held, "", tree.below[held.id]) for held in tree.below[None]]
    nations = [nation for nation in tree.below[None] if nation.level is Level.NATION]
    # A nation stands beside its counties, so that each of them begins a part of the list.
    tops = [(held, within, [] if held in nations else lower) for held, within, lower in tops]
    tops += [(held, nation.name, tree.below[held.id]) for nation in nations for held in tree.below[nation.id]]
    tops.sort(key=lambda top: (top[0].fictitious, swedish_order(top[0].name)))
    return {option.id: option for top in tops for option in tree.options(*top)}


class _Tree:
    """The places by the one above them, in alphabetical order."""

    def __init__(self, holdings: Iterable[Holding], groups: Mapping[str, str]) -> None:
        self.below: dict[str | None, list[Holding]] = defaultdict(list)
        self._groups = groups
        for holding in sorted(holdings, key=lambda held: swedish_order(held.name)):
            self.below[holding.parent_id].append(holding)

    def options(self, held: Holding, within: str, lower: Iterable[Holding], depth: int = 0) -> Iterator[PlaceOption]:
        """Yield a place and those of `lower` with all below them."""
        yield PlaceOption(
            id=held.id,
            name=held.name,
            level=held.level,
            within=within,
            depth=depth,
            actors=self._actors(held),
            group=self._groups.get(held.id),
            opens_on=held.observed_on,
            fictitious=held.fictitious,
        )
        for each in lower:
            yield from self.options(each, held.name, self.below[each.id], depth + 1)

    def _actors(self, held: Holding) -> int:
        return held.actors + sum(map(self._actors, self.below.get(held.id, ())))
