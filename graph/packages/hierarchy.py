"""Places form a tree, and so do the parts of a legal person: no circles, small places below larger ones."""

from collections.abc import Iterator, Mapping
from typing import cast

from graph.packages.draft import Draft, Fault
from models.records import Actor, Place
from models.vocabulary import Level

FROM_LARGEST = (Level.NATION, Level.REGION, Level.MUNICIPALITY, Level.AREA)
LONGEST_PATH_SHOWN = 6
CIRCLE = "går i cirkel: {path}; ta bort en av hänvisningarna"
UNTOLD_CIRCLE = "går i cirkel; ta bort hänvisningen"
UNTOLD_BELOW = "det ligger redan en plats här under som inte ryms i {level}"

DEEPEST = 12
"""How many places may lie above a place; pages show the whole tree."""

TOO_DEEP = f"platsen ligger djupare än {DEEPEST} nivåer; lägg området direkt under kommunen eller ett större område"


def circles(draft: Draft) -> Iterator[Fault]:
    """Yield the rows of the package that close a circle of places, or of parts of one legal person."""
    for name in ("places", "actors"):
        if not draft.read(name):
            continue
        records = cast(Mapping[tuple[str], Place | Actor], draft.after(name))
        parents = {key[0]: record.parent_id for key, record in records.items() if record.parent_id}
        for circle in find_circles(parents):
            shown = " → ".join([*circle[:LONGEST_PATH_SHOWN], "…" if len(circle) > LONGEST_PATH_SHOWN else circle[0]])
            reason = CIRCLE.format(path=shown) if draft.tells_of(name, circle) else UNTOLD_CIRCLE
            for member in circle:
                if (member,) in draft.read(name):
                    yield Fault(name, (member,), "parent_id", reason)


def find_circles(parents: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield every circle of a mapping from child to parent, each once.

    >>> list(find_circles({"a": "b", "b": "c", "c": "b", "d": "d"}))
    [['b', 'c'], ['d']]
    """
    done: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        node: str | None = start
        while node is not None and node not in done and node not in path:
            path[node] = None
            node = parents.get(node)
        if node is not None and node in path:
            steps = list(path)
            yield steps[steps.index(node) :]
        done.update(path)


def misplaced(draft: Draft) -> Iterator[Fault]:
    """Yield places that do not lie below a larger one; only areas may lie in areas."""
    read = draft.read("places")
    if not read:
        return
    places = cast(Mapping[tuple[str], Place], draft.after("places"))
    for key, place in places.items():
        if key in read and _depth(places, place) > DEEPEST:
            yield Fault("places", key, "parent_id", TOO_DEEP)
            continue
        parent = places.get((place.parent_id,)) if place.parent_id else None
        if parent is None or _may_lie_in(place.level, parent.level):
            continue
        if key in read:
            reason = f"{place.level} kan inte ligga under {parent.level}; rätta level eller parent_id"
            yield Fault("places", key, "parent_id", reason)
        elif (parent.id,) in read:
            reason = f"{place.id} ({place.level}) ligger redan under platsen och ryms inte i {parent.level}"
            told = reason if draft.tells_of("places", [place.id]) else UNTOLD_BELOW.format(level=parent.level)
            yield Fault("places", (parent.id,), "level", told)


def _depth(places: Mapping[tuple[str], Place], place: Place) -> int:
    """Count the places above; in a circle there are none, which is told elsewhere."""
    above: set[str] = set()
    parent_id = place.parent_id
    while parent_id is not None:
        if parent_id in above:
            return 0
        above.add(parent_id)
        parent = places.get((parent_id,))
        parent_id = parent.parent_id if parent else None
    return len(above)


def _may_lie_in(level: Level, parent: Level) -> bool:
    larger = FROM_LARGEST.index(parent) < FROM_LARGEST.index(level)
    return larger or level is parent is Level.AREA
