"""Recognises by the register what a list without headings is a list of."""

from dataclasses import replace
from typing import cast

from api.access.seen import Seen
from api.lists.contents import CellList, ListContent
from api.queries.register import load_table
from graph.lists import ListKind, Names, guess_mapping, names_two
from models.records import Actor


def recognised(seen: Seen, content: ListContent) -> ListContent:
    """Return a list as one of ties when two of its columns name registered actors; else as it was guessed.

    Args:
        seen: the register as the reader sees it.
        content: a list of which nobody has said what it is a list of.
    """
    held = content.held
    if not isinstance(held, CellList) or held.mapping.kind is not ListKind.ACTORS or held.grid.heading:
        return content
    if not names_two(held.grid, Names(cast(tuple[Actor, ...], load_table(seen, "actors")))):
        return content
    return replace(content, held=replace(held, mapping=guess_mapping(held.grid, ListKind.TIES).mapping))
