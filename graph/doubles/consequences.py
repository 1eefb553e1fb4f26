"""What a person must be told of a merge, because it is more than another name in the same record."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.message import Message, Value
from graph.packages.remarks import quoted
from models.package_files import FILES
from models.records import Actor, Grant, Record, Tie


class Outcome(StrEnum):
    """What becomes of a record beside the new reference."""

    FOLDED = "folded"
    WITH_ITSELF = "with_itself"
    TWICE = "twice"
    ACTOR = "actor"


@dataclass(frozen=True)
class Consequence:
    """Something that a merge does.

    Attributes:
        outcome: two records of one key become one; a record goes because it would join the actor with itself; two
            records that now say the same both stay; or the dropped actor itself goes.
        file: the name of the file of the records.
        record: the record of the dropped actor, as it is.
        other: the record beside it, as it will be, where there is one.
        lost: the fields of `record` whose answers nobody gives any more.
        said: the same in a sentence.
    """

    outcome: Outcome
    file: str
    record: Record
    other: Record | None
    lost: tuple[str, ...]
    said: Message


_SAID = {
    ("folded", "forum_members"): Message("Båda är med i {subject}. De två uppgifterna blir en."),
    ("folded", "agreement_parties"): Message("Båda är parter i {subject}. De två uppgifterna blir en."),
    ("folded", "activity_actors"): Message("Båda deltar i {subject}. De två uppgifterna blir en."),
    ("folded", "need_sightings"): Message("Båda ser behovet {subject}. De två uppgifterna blir en."),
    ("folded", "completeness"): Message(
        "Båda har samma dag sagt att alla samarbeten är registrerade. De två uppgifterna blir en."
    ),
    ("with_itself", "ties"): Message(
        "Samarbetet mellan {keep} och {drop} tas bort, för en aktör kan inte samverka med sig själv."
    ),
    ("with_itself", "grants"): Message(
        "Bidraget mellan {keep} och {drop} tas bort, för en aktör kan inte ge bidrag till sig själv."
    ),
    ("twice", "ties"): Message(
        "Två samarbeten säger nu samma sak om samma parter. Båda finns kvar; ta bort det ena om det är samma samarbete."
    ),
    ("actor", "actors"): Message("{drop} tas bort som egen aktör. Namnet finns kvar bland namnen på {keep}."),
}
_OF_OTHERS = {
    Outcome.FOLDED: Message("Båda har samma uppgift. De två blir en."),
    Outcome.WITH_ITSELF: Message("En uppgift tas bort, för den skulle gälla aktören och den själv."),
    Outcome.TWICE: Message("Två uppgifter säger nu samma sak. Båda finns kvar; ta bort den ena om den är överflödig."),
}


class Teller:
    """Says what a merge does with records, in sentences.

    Args:
        keep, drop: the actors as they are.
        titles: what the records are called that links lead to, by file and id.
    """

    def __init__(self, keep: Actor, drop: Actor, titles: Mapping[tuple[str, str], str]) -> None:
        self._names: Mapping[str, Value] = {"keep": quoted(keep.name), "drop": quoted(drop.name)}
        self._titles = titles

    def tell(
        self, outcome: Outcome, file: str, record: Record, other: Record | None = None, lost: tuple[str, ...] = ()
    ) -> Consequence:
        """Return a consequence with its sentence."""
        message = _SAID.get((outcome, file)) or _OF_OTHERS[outcome]
        values = {**self._names, "subject": self._subject(file, record)}
        return Consequence(outcome, file, record, other, lost, Message(message.text, values))

    def _subject(self, file: str, record: Record) -> str:
        """Return the name of what a link leads to, other than an actor."""
        for column, target in FILES[file].references.items():
            if target != "actors" and (title := self._titles.get((target, getattr(record, column)))):
                return quoted(title)
        return ""


def joins_itself(record: Record) -> bool:
    """Tell whether a record joins an actor with itself."""
    if isinstance(record, Tie):
        return record.actor_a == record.actor_b
    return isinstance(record, Grant) and record.grantor_id == record.recipient_id
