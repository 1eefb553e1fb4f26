"""What a reader supposes on the page of thoughts: read from the address, listed again, and offered to choose from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query

from api.pages.options import Option
from api.problems import status_of
from api.requests import LONGEST_SHOWN
from api.viewpoints import Viewpoint
from graph.message import Message
from graph.supposed_register import MOST_SUPPOSITIONS, refuse_impossible
from graph.suppositions import (
    ImpossibleSuppositionError,
    Supposition,
    UnreadableSuppositionError,
    WithoutActor,
    WithoutAgreement,
    WithoutForum,
    WithTie,
    read_removal,
    read_tie,
    supposable,
    written,
)
from graph.system import System
from models.errors import NotFoundError
from models.text import swedish_order
from models.vocabulary import Ladder, Sector

SECTION = "tank-om"


@dataclass(frozen=True)
class Thought:
    """What an address of the page supposes. The form sends the ends and the step of a new tie one by one."""

    utan: Annotated[list[str] | None, Query(description="What is left out, as `actors:k1`.")] = None
    med: Annotated[list[str] | None, Query(description="Supposed ties, as `k1~c1~dialogue`.")] = None
    a: Annotated[str, Query(description="One end of a tie that the form adds.")] = ""
    b: Annotated[str, Query(description="The other end.")] = ""
    steg: Annotated[str, Query(description="Its step of the ladder.")] = ""

    @property
    def from_form(self) -> bool:
        """Whether the address is one that the form made, and not the short one of the same thought."""
        return bool(self.a or self.b or self.steg) or "" in (self.utan or ())

    def readings(self) -> list[tuple[Callable[[str], Supposition], str]]:
        """Return what is written, each with what reads it; a field left empty says nothing."""
        found: list[tuple[Callable[[str], Supposition], str]] = []
        found += [(read_removal, text) for text in self.utan or () if text]
        found += [(read_tie, text) for text in self.med or () if text]
        if self.a or self.b:
            found.append((_read_ends, f"{self.a}~{self.b}~{self.steg}"))
        return found


ThoughtOfAddress = Annotated[Thought, Depends()]


def _read_ends(text: str) -> Supposition:
    a, b, *_ = text.split("~")
    if not a or not b:
        raise ImpossibleSuppositionError(Message("Välj båda aktörerna i det tänkta samarbetet."))
    return read_tie(text)


@dataclass(frozen=True)
class Refusal:
    """What cannot be supposed, in words, with the status of the answer."""

    said: Message
    status: HTTPStatus


def read_thought(system: System, thought: Thought) -> tuple[tuple[Supposition, ...], tuple[Refusal, ...]]:
    """Return what can be supposed of a system, and why the rest of what the address says cannot."""
    kept: dict[Supposition, None] = {}
    refused: dict[str, Refusal] = {}
    for read, text in thought.readings():
        try:
            supposed = read(text)
            refuse_impossible(system, [*kept, *({supposed} - kept.keys())])
        except (NotFoundError, ImpossibleSuppositionError) as error:
            refusal = Refusal(_words_for(error), status_of(error))
            refused.setdefault(str(error), refusal)
            if len(refused) == MOST_SUPPOSITIONS or len(kept) == MOST_SUPPOSITIONS:
                break
        else:
            kept[supposed] = None
    return tuple(kept), tuple(refused.values())


def _words_for(error: NotFoundError | ImpossibleSuppositionError) -> Message:
    if isinstance(error, UnreadableSuppositionError):
        return Message("En del av adressen går inte att läsa. Välj i listorna nedan i stället.")
    if isinstance(error, ImpossibleSuppositionError):
        return error.said
    return Message(
        "Posten ”{id}” finns inte i registret; välj i listan i stället.", {"id": error.record_id[:LONGEST_SHOWN]}
    )


def parameters(suppositions: Iterable[Supposition]) -> dict[str, list[str]]:
    """Return what an address says of suppositions."""
    said: dict[str, list[str]] = {"utan": [], "med": []}
    for supposed in suppositions:
        said["med" if isinstance(supposed, WithTie) else "utan"].append(written(supposed))
    return said


def address_of(viewpoint: Viewpoint, suppositions: Iterable[Supposition]) -> str:
    """Return the address of a thought; without suppositions that of the page to begin with."""
    said = parameters(suppositions)
    return viewpoint.address(SECTION, utan=said["utan"], med=said["med"])


def words_of(system: System, supposed: Supposition) -> Message:
    """Return a supposition as the beginning of a sentence: without this actor, with a tie between these two."""
    register = system.snapshot.register
    match supposed:
        case WithoutActor(actor_id):
            return Message("Utan {name}", {"name": register.actor[actor_id].name})
        case WithoutForum(forum_id):
            return Message("Utan forumet {name}", {"name": next(f.name for f in register.forums if f.id == forum_id)})
        case WithoutAgreement(agreement_id):
            titles = (agreement.title for agreement in register.agreements if agreement.id == agreement_id)
            return Message("Utan avtalet {name}", {"name": next(titles)})
        case WithTie(a, b, level):
            ends = {"a": register.actor[a].name, "b": register.actor[b].name, "level": level}
            return Message("Med ett samarbete ({level}) mellan {a} och {b}", ends)


@dataclass(frozen=True)
class ChosenSupposition:
    """One supposition of the thought: in words, as the form carries it along, and the address without it."""

    said: Message
    parameter: str
    value: str
    without: str


def chosen(
    system: System, viewpoint: Viewpoint, suppositions: tuple[Supposition, ...]
) -> tuple[ChosenSupposition, ...]:
    """Return the suppositions as the page lists them."""
    return tuple(
        ChosenSupposition(
            said=words_of(system, supposed),
            parameter="med" if isinstance(supposed, WithTie) else "utan",
            value=written(supposed),
            without=address_of(viewpoint, [other for other in suppositions if other != supposed]),
        )
        for supposed in suppositions
    )


@dataclass(frozen=True)
class Offer:
    """What the form offers, in alphabetical order.

    Attributes:
        actors: the actors of each sector that has any; the value is the actor's id.
        forums, agreements: what can be left out beside actors.
        steps: the steps of the ladder, lowest first.
    """

    actors: Mapping[Sector, tuple[Option, ...]]
    forums: tuple[Option, ...]
    agreements: tuple[Option, ...]
    steps: tuple[Ladder, ...] = tuple(step for step in Ladder if step.step)


def offer(system: System, suppositions: Iterable[Supposition]) -> Offer:
    """Return what else can be supposed of a system."""
    known, taken = supposable(system), set(map(written, suppositions))
    actors = [
        (actor["sector"], Option(actor_id, actor["name"]))
        for actor_id, actor in system.network.nodes(data=True)
        if f"actors:{actor_id}" not in taken
    ]
    present = {sector: [option for of, option in actors if of is sector] for sector in Sector}
    forums = (Option(f"forums:{forum.id}", forum.name) for forum in known.forums)
    agreements = (Option(f"agreements:{agreement.id}", agreement.title) for agreement in known.agreements)
    return Offer(
        actors={sector: _in_order(options) for sector, options in present.items() if options},
        forums=_in_order(option for option in forums if option.value not in taken),
        agreements=_in_order(option for option in agreements if option.value not in taken),
    )


def _in_order(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(sorted(options, key=lambda option: (swedish_order(option.name), option.value)))
