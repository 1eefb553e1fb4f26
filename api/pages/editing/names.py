"""Looks up the actors that a form names: those few, never all that are registered."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

import sqlalchemy as sa

from api.access.seen import Seen
from api.pages.editing.directory import Directory, KnownActor, KnownPlace
from models.text import search_key, swedish_order

MOST_SUGGESTED = 1_000
"""So many names a browser is given to choose from; any other actor is found by writing its whole name."""

MOST_ALIKE, MOST_TEXTS_COMPARED, MOST_NAMES_COMPARED = 5, 5, 2_000
"""For so few texts that name nobody, so few names are proposed, out of so many that begin alike."""

_LETTERS_ALIKE = 2


def load_directory(seen: Seen, ids: Iterable[str] = (), texts: Iterable[str] = (), home: str = "") -> Directory:
    """Return all places, and the actors that a form has to do with.

    Args:
        seen: the register as the viewer sees it.
        ids: of actors that it names.
        texts: what was written where an actor is to be named.
        home: the place at which the form is filled in.
    """
    # No name holds a NUL, and PostgreSQL refuses to look for one.
    written = {text.strip() for text in texts if text.strip() and "\0" not in text}
    found = _named(seen, {*ids, *written}, {key for text in written for key in _keys(text)})
    unknown = _unknown(written, found)
    if unknown:
        found |= _by_alias(seen, unknown)
        unknown = _unknown(written, found)
    resembling = {search_key(text): _resembling(seen, text) for text in sorted(unknown)[:MOST_TEXTS_COMPARED]}
    for alike in resembling.values():
        found |= {actor.id: actor for actor in alike}
    proposed = {key: tuple(actor.id for actor in alike) for key, alike in resembling.items()}
    return Directory(_with_namesakes(seen, found).values(), _places(seen), home, proposed)


def suggested_names(seen: Seen, place_id: str | None) -> tuple[str, ...]:
    """Return the labels that a browser offers at a place: those near it first, as many as it can hold."""
    actors, places = seen["actors"].c, _places(seen)
    tree = Directory((), places)
    near = tree.line(place_id) if place_id else frozenset()
    order = (sa.case((actors.place_id.in_(sorted(near)), 0), else_=1), sa.case((actors.place_id.is_(None), 0), else_=1))
    first = _load(seen, sa.true(), (*order, actors.search_key), MOST_SUGGESTED)
    directory = Directory(_with_namesakes(seen, first).values(), places)
    return tuple(sorted(map(directory.label, first), key=swedish_order))


def _places(seen: Seen) -> list[KnownPlace]:
    places = seen["places"].c
    lying = seen.execute(sa.select(places.id, places.name, places.level, places.parent_id))
    return [KnownPlace(*row) for row in lying]


def _load(
    seen: Seen, condition: sa.ColumnElement[bool], order: Sequence[sa.ColumnElement[int]] = (), most: int | None = None
) -> dict[str, KnownActor]:
    actors = seen["actors"].c
    asked = sa.select(actors.id, actors.name, actors.aliases, actors.sector, actors.place_id).where(condition)
    rows = seen.execute(asked.order_by(*order).limit(most))
    return {row.id: KnownActor(*row) for row in rows}


def _named(seen: Seen, ids: Iterable[str], keys: Iterable[str]) -> dict[str, KnownActor]:
    actors = seen["actors"].c
    wanted = [column.in_(sorted(any_of)) for column, any_of in ((actors.id, ids), (actors.search_key, keys)) if any_of]
    return _load(seen, sa.or_(*wanted)) if wanted else {}


def _with_namesakes(seen: Seen, found: Mapping[str, KnownActor]) -> dict[str, KnownActor]:
    """Return actors with all others of the same name, from whom their labels have to tell them."""
    keys = sorted({search_key(actor.name) for actor in found.values()})
    return {**found, **(_load(seen, seen["actors"].c.search_key.in_(keys)) if keys else {})}


def _keys(text: str) -> set[str]:
    """Return the search keys of the names that a label may stand for: it may end with a place or an id."""
    return {search_key(text), *(search_key(text[: start.start()]) for start in re.finditer(r"\s\(", text))}


def _unknown(written: Iterable[str], found: Mapping[str, KnownActor]) -> set[str]:
    names = {search_key(actor.name) for actor in found.values()}
    names |= {search_key(alias) for actor in found.values() for alias in actor.aliases}
    return {text for text in written if text not in found and not names & _keys(text)}


def _by_alias(seen: Seen, texts: Iterable[str]) -> dict[str, KnownActor]:
    """Return the actors that are also called so. Few have other names, and those are compared here."""
    keys = {search_key(text) for text in texts}
    actors = seen["actors"].c
    others = seen.execute(sa.select(actors.id, actors.aliases).where(sa.cast(actors.aliases, sa.String) != "[]"))
    ids = [row.id for row in others if not keys.isdisjoint(map(search_key, row.aliases))]
    return _named(seen, ids, ())


def _resembling(seen: Seen, text: str) -> list[KnownActor]:
    """Return actors whose names hold a text, or begin as it does and are written nearly so."""
    key, column = search_key(text), seen["actors"].c.search_key
    holding = _load(seen, column.contains(key, autoescape=True), (column,), MOST_ALIKE)
    beginning = column.startswith(key[:_LETTERS_ALIKE], autoescape=True)
    near = {search_key(actor.name): actor for actor in _load(seen, beginning, (column,), MOST_NAMES_COMPARED).values()}
    alike = [near[name] for name in get_close_matches(key, list(near), MOST_ALIKE, 0.7)]
    return list({actor.id: actor for actor in (*holding.values(), *alike)}.values())[:MOST_ALIKE]
