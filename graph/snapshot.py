"""The register on one day: the facts whose dates contain it, and the actors that exist then."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar

from graph.places import PlaceTree
from graph.register import Register
from models.records import Activity, Actor, Agreement, Dated, Forum, ForumMember, Mandate, Need, Participation, Tie
from models.vocabulary import (
    ActivityStatus,
    AgreementStage,
    Attendance,
    Confirmation,
    ForumStatus,
    MandateStatus,
    TieStatus,
    TieType,
)

Participants: TypeAlias = Mapping[str, Confirmation]
"""Who takes part in one thing: actor id to the best confirmation of its participation."""

Fact = TypeVar("Fact", bound=Dated)


@dataclass(frozen=True)
class Snapshot:
    """What holds on `day`, anywhere in the register.

    Disputed statements and actors outside their own dates are gone; a tie stays while one of its ends is there.
    `members` are those that count; `listed_members` are also those who stand on the list on paper only.
    """

    day: date
    tree: PlaceTree
    register: Register
    actors: Mapping[str, Actor]
    forums: tuple[Forum, ...]
    agreements: tuple[Agreement, ...]
    activities: tuple[Activity, ...]
    needs: tuple[Need, ...]
    ties: tuple[Tie, ...]
    mandates: tuple[Mandate, ...]
    members: Mapping[str, Participants]
    listed_members: Mapping[str, Participants]
    parties: Mapping[str, Participants]
    runners: Mapping[str, Participants]
    seers: Mapping[str, Participants]


def take_snapshot(register: Register, day: date) -> Snapshot:
    """Return what `register` says held on `day`."""
    actors = {actor.id: actor for actor in _holding(register.actors, day)}
    on_list = [member for member in register.forum_members if member.holds_at(day)]
    counted = [member for member in on_list if is_counted(member, day)]
    sightings = ((s.need_id, s.actor_id, Confirmation.DOCUMENTED) for s in register.need_sightings)
    return Snapshot(
        day=day,
        tree=PlaceTree(register.places),
        register=register,
        actors=actors,
        forums=_holding(register.forums, day),
        agreements=_holding(register.agreements, day),
        activities=_holding(register.activities, day),
        needs=_holding(register.needs, day),
        ties=tuple(tie for tie in _holding(register.ties, day) if _stands(tie, (tie.actor_a, tie.actor_b), actors)),
        mandates=tuple(mandate for mandate in register.mandates if mandate.actor_id in actors),
        members=_gather(((m.forum_id, m.actor_id, m.confirmation) for m in counted), actors),
        listed_members=_gather(((m.forum_id, m.actor_id, m.confirmation) for m in on_list), actors),
        parties=_gather(((p.agreement_id, p.actor_id, p.confirmation) for p in register.agreement_parties), actors),
        runners=_gather(((r.activity_id, r.actor_id, r.confirmation) for r in register.activity_actors), actors),
        seers=_gather(sightings, actors),
    )


def is_counted(member: ForumMember, day: date) -> bool:
    """Tell whether a membership counts on a day: it holds, is not disputed, and is more than a name on paper."""
    return (
        member.holds_at(day)
        and member.attendance is not Attendance.ON_PAPER
        and member.confirmation is not Confirmation.DISPUTED
    )


def makes_edge(tie: Tie) -> bool:
    """Tell whether a tie whose dates hold is evidence of collaboration, by its type and status."""
    return tie.type in (TieType.COLLABORATION, TieType.ASSIGNMENT) and (
        tie.status is TieStatus.ONGOING or (tie.status is TieStatus.COMPLETED and tie.valid_to is not None)
    )


def is_live(forum: Forum) -> bool:
    """Tell whether a forum whose dates hold meets; an ended one did while its end was still to come."""
    return forum.status is ForumStatus.ONGOING or (
        forum.status is ForumStatus.ENDED and forum.valid_to is not None
    )  # fmt: skip


def is_in_force(agreement: Agreement) -> bool:
    """Tell whether an agreement whose dates hold binds; an ended one did while its end was still to come."""
    return agreement.stage is AgreementStage.IN_FORCE or (
        agreement.stage is AgreementStage.ENDED and agreement.valid_to is not None
    )


def is_done(activity: Activity) -> bool:
    """Tell whether an activity whose dates hold is, or was, carried out."""
    return activity.status not in (ActivityStatus.PLANNED, ActivityStatus.CANCELLED)


def is_held(mandate: Mandate) -> bool:
    """Tell whether the actor has the mandate; the sources also name missing and proposed ones."""
    return mandate.status is MandateStatus.HELD


def _holding(facts: Iterable[Fact], day: date) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.holds_at(day))


def _stands(statement: Participation, ends: Iterable[str], actors: Mapping[str, Actor]) -> bool:
    return statement.confirmation is not Confirmation.DISPUTED and any(end in actors for end in ends)


def _gather(
    participations: Iterable[tuple[str, str, Confirmation]], actors: Mapping[str, Actor]
) -> Mapping[str, Participants]:
    """Group by what is taken part in; of two participations of one actor the better confirmed counts."""
    gathered: dict[str, dict[str, Confirmation]] = defaultdict(dict)
    for subject, actor_id, confirmation in participations:
        if confirmation is Confirmation.DISPUTED or actor_id not in actors:
            continue
        known = gathered[subject].get(actor_id)
        if known is None or confirmation.rank < known.rank:
            gathered[subject][actor_id] = confirmation
    return gathered
