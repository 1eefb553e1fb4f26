"""Who does what as a table for a spreadsheet, in words rather than codes."""

from collections.abc import Iterable

from graph.gaps.activities import group_name
from graph.message import Message, Translate
from graph.packages.cells import cell
from graph.packages.csv_text import write_spreadsheet
from graph.system import System
from graph.who_does_what import Deed

COLUMNS = (
    Message("Aktör"),
    Message("Sektor"),
    Message("Verksamhet"),
    Message("Plats"),
    Message("Sakfrågor"),
    Message("Målgrupper"),
    Message("Riktar sig mot"),
    Message("Räckvidd"),
    Message("Läge"),
    Message("Finansiering"),
    Message("Aktören får bidrag av"),
    Message("Från och med"),
    Message("Första dag som inte gäller"),
    Message("Källa"),
    Message("Läget den dag"),
)


def who_does_what_csv(system: System, found: Iterable[Deed], translate: Translate, decimal_sign: str = ",") -> bytes:
    """Return the deeds as CSV, one row for each.

    Args:
        system: the place's system.
        found: the deeds, in the order of the rows.
        translate: the language of headings and codes.
        decimal_sign: the one that the language writes, which decides what divides the cells.
    """
    heading = [column.render(translate) for column in COLUMNS]
    return write_spreadsheet(heading, (_cells(system, deed, translate) for deed in found), decimal_sign)


def _cells(system: System, deed: Deed, translate: Translate) -> list[str]:
    activity, register = deed.activity, system.snapshot.register
    actor = system.actor[deed.actor]
    return [
        actor.name,
        translate(actor.sector.label),
        activity.title,
        register.place[deed.place].name,
        "; ".join(translate(theme.label) for theme in activity.themes),
        "; ".join(group_name(group).render(translate) for group in activity.target_groups),
        translate(activity.direction.label),
        translate(activity.scope.label),
        translate(activity.status.label),
        translate(activity.funding.label),
        "; ".join(sorted(register.actor[funder].name for funder in deed.funders)),
        cell(activity.valid_from),
        cell(activity.valid_to),
        activity.source or "",
        cell(system.day),
    ]
