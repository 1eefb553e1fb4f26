"""What the fields of records say, in words: the labels of codes, and the names of places and actors."""

from collections.abc import Iterable, Mapping
from functools import cache

from api.pages.editing.forms import FORM_OF
from api.pages.facts import Word
from models.package_files import FILES
from models.records import Actor, Place

IN_LISTS = frozenset({"aliases", "federation_ids", "themes", "tags"})


class FieldWords:
    """Tells values in words.

    Args:
        actors, places: those that the reader sees.
    """

    def __init__(self, actors: Mapping[str, Actor], places: Iterable[Place]) -> None:
        self._names = {
            "actors": {actor.id: actor.name for actor in actors.values()},
            "places": {place.id: place.name for place in places},
        }

    def words(self, file: str, column: str, text: str) -> tuple[Word, ...]:
        """Return what a cell of the package says; a code or an id that nobody knows stays as it is written."""
        labels = _labels(file).get(column, {})
        names = self._names.get(FILES[file].references.get(column, ""), {})
        parts = [part for part in (text.split(";") if column in IN_LISTS else [text]) if part]
        return tuple(Word(labels.get(part) or names.get(part, part), part in labels) for part in parts)


@cache
def _labels(file: str) -> Mapping[str, Mapping[str, str]]:
    form = FORM_OF.get(file)
    fields = form.fields if form else ()
    return {field.name: {option.value: option.label for option in field.options} for field in fields}
