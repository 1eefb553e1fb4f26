"""What making two actors one does beside the actors themselves, and what is in the way, in plain words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.doubles.merging import Proposal
from api.language import message
from api.pages.editing.actor_form import ACTOR_FORM
from api.pages.editing.faults import BACKWARDS, ONLY_ORGANISATIONS, Fault, fault_of
from api.pages.history.words import FIELDS
from api.queries.change_details import Names, RecordChange, name_of
from api.table_words import SEVERAL
from graph.doubles import Outcome
from graph.doubles.merge_obstacles import TWO_NUMBERS
from graph.message import Message
from graph.packages import RowError
from models.package_files import FILES, PackageFile
from models.records import Record

MOST_NAMED = 20

DIFFERENT_NUMBERS = message(
    "är olika, och två organisationsnummer betyder två juridiska personer. Slå bara ihop dem om det ena numret är "
    "fel: välj då det som är rätt"
)
ONE_SIDED = message(
    "ett IOP som de är part i skulle sakna en offentlig eller en idéburen part. Välj den andra samhällssektorn, "
    "eller ändra avtalet först"
)


@dataclass(frozen=True)
class Named:
    """How many records of a kind, a Swedish message, and what the first of them are called."""

    what: str
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class ToldOutcome:
    """Something that happens to what both had.

    Attributes:
        said: the sentence.
        lost: the questions, Swedish messages, whose answers nobody gives any more.
    """

    said: Message
    lost: tuple[str, ...]


def named_along(proposal: Proposal) -> tuple[Named, ...]:
    """Return what leads to the kept actor afterwards instead of the dropped one."""
    return tuple(_named(proposal, FILES[name], records) for name, records in proposal.along.items())


def named_refused(proposal: Proposal) -> tuple[Named, ...]:
    """Return what the viewer may not write, though it would have to be; what they do not see is not named."""
    by_file: dict[str, list[Record]] = {}
    for file, record in proposal.refused:
        by_file.setdefault(file.name, []).append(record)
    return tuple(_named(proposal, FILES[name], records) for name, records in by_file.items())


def told_outcomes(proposal: Proposal) -> tuple[ToldOutcome, ...]:
    """Return what happens to what both had, sentence by sentence. The same sentence is said once."""
    found: dict[str, ToldOutcome] = {}
    for told in proposal.told:
        # What is lost of the actor itself was chosen field by field.
        lost = () if told.outcome is Outcome.ACTOR else told.lost
        found.setdefault(told.said.render(str), ToldOutcome(told.said, tuple(FIELDS[name] for name in lost)))
    return tuple(found.values())


def obstacle_faults(proposal: Proposal) -> tuple[Fault, ...]:
    """Return what is in the way, pointing at the question in which it can be put right."""
    return tuple(dict.fromkeys(map(_fault, proposal.obstacles)))


def _fault(found: RowError) -> Fault:
    said = {"valid_to": BACKWARDS, "org_number": ONLY_ORGANISATIONS, "sector": ONE_SIDED}.get(found.column)
    if found.reason == TWO_NUMBERS:
        said = DIFFERENT_NUMBERS
    return fault_of(ACTOR_FORM, found.column, said or found.reason)


def _named(proposal: Proposal, file: PackageFile, records: list[Record] | tuple[Record, ...]) -> Named:
    names = _names_around(proposal)
    called = (_name(file, record, names) for record in records if proposal.is_seen(file, record))
    return Named(SEVERAL[file.name], len(records), tuple(filter(None, called))[:MOST_NAMED])


def _names_around(proposal: Proposal) -> Names:
    """Return what the records are called that those concerned name, without the two actors themselves."""
    return {
        name: dict(_called(records, {proposal.drop.id} if name == "actors" else set()))
        for name, records in proposal.shown.tables().items()
    }


def _called(records: tuple[Record, ...], but: set[str]) -> Iterator[tuple[str, str]]:
    for record in records:
        values: Mapping[str, str] = vars(record)
        if (name := values.get("name") or values.get("title")) and values["id"] not in but:
            yield values["id"], name


def _name(file: PackageFile, record: Record, names: Names) -> str:
    """Return what a person calls a record: its name, those at its other ends, else what it is about or when."""
    values = vars(record)
    other = name_of(RecordChange(file, record, None), names)
    return other or str(values.get("issue") or values.get("date") or "")
