"""Gap rules about forums: without the mandate to act, without residents, and areas without any."""

from collections.abc import Iterator
from datetime import date

from graph.gaps.finding import Draft
from graph.gaps.registry import gap_rule
from graph.gaps.situation import Situation
from graph.message import Message
from models.dates import add_months
from models.records import Forum
from models.vocabulary import ForumKind, ForumRole, ForumStatus, Level, Theme

DIALOGUE_MONTHS = 12
"""How long a citizen dialogue counts after it was held."""


@gap_rule(
    "G08",
    "Forum utan mandat",
    questions=("K2.1.3", "K2.2", "C-present"),
    why="Utan någon som får besluta i frågan kan forumet bara informera och föreslå.",
    trap="Ett forum som bara är till för att träffas klarar sig utan mandat.",
)
def forum_without_mandate(situation: Situation) -> Iterator[Draft]:
    """Forum without mandate."""
    for forum in situation.live_forums:
        lacking = themes_without_decider(situation, forum)
        if lacking:
            yield Draft(
                subjects=(forum.id,),
                urgency=len(lacking) / len(forum.themes),
                kappa=situation.system.inventory.kappa("mandates"),
                needs=situation.needs_of_forum(forum),
                evidence=(f"forums:{forum.id}",),
                sentence=Message(
                    "I {forum} finns ingen registrerad medlem som beslutar om {themes}.",
                    {"forum": forum.name, "themes": lacking},
                ),
                next_step=_invite_the_holder(situation, forum, lacking),
            )


def themes_without_decider(situation: Situation, forum: Forum) -> tuple[Theme, ...]:
    """Return the themes of a forum on which no counted member decides for its place."""
    members = situation.members_of(forum)
    return tuple(
        theme
        for theme in forum.themes
        if members.isdisjoint(situation.system.nodes(m.actor_id for m in situation.deciders(theme, forum.place_id)))
    )


def _invite_the_holder(situation: Situation, forum: Forum, themes: tuple[Theme, ...]) -> Message:
    actors = situation.system.snapshot.actors
    holders = {mandate.actor_id for theme in themes for mandate in situation.deciders(theme, forum.place_id)}
    if holders:
        names = tuple(actors[holder].name for holder in sorted(holders))
        return Message("Bjud in {names}, som har mandatet, till {forum}.", {"names": names, "forum": forum.name})
    return Message("Ta reda på vem som beslutar om {themes} och bjud in dem.", {"themes": themes})


@gap_rule(
    "G11",
    "Område utan forum",
    questions=("F2.1.4", "K2.3"),
    why="Ett område med behov men utan mötesplats för dem som samverkar får sina frågor avgjorda någon annanstans.",
    trap="Ett forum för hela kommunen kan täcka området.",
    about_needs=True,
)
def area_without_forum(situation: Situation) -> Iterator[Draft]:
    """Area without a forum."""
    system = situation.system
    tree, places = system.snapshot.tree, system.snapshot.register.place
    for area in sorted(place for place in system.belonging.inside if places[place].level is Level.AREA):
        needs = [need for need in system.belonging.needs if system.place_of(need.place_id) == area]
        held = [forum for forum in situation.live_forums if tree.covers(area, system.place_of(forum.place_id))]
        if needs and not held:
            yield Draft(
                subjects=(area,),
                urgency=1.0,
                kappa=system.inventory.kappa("forums"),
                needs=needs,
                evidence=tuple(sorted(f"needs:{need.id}" for need in needs)),
                sentence=Message(
                    "{area} har behov men inget registrerat forum i området.", {"area": places[area].name}
                ),
                next_step=_extend_a_forum(situation, area),
            )


def _extend_a_forum(situation: Situation, area: str) -> Message:
    tree, place = situation.system.snapshot.tree, situation.system.snapshot.register.place[area]
    near = [f for f in situation.live_forums if tree.overlap(situation.system.place_of(f.place_id), area)]
    best = min(near, key=lambda forum: (-len(situation.members_of(forum)), forum.id), default=None)
    if best is None:
        return Message("Samla dem som är verksamma i {area} till ett första möte.", {"area": place.name})
    return Message("Låt {forum} mötas i {area} eller bilda en grupp för området.",
                   {"forum": best.name, "area": place.name})  # fmt: skip


@gap_rule(
    "G12",
    "Invånarna saknas",
    questions=("F2.2", "K2.4"),
    why="Beslut som rör invånarna blir bättre och håller längre när de själva är med.",
    trap="Ett forum för yrkesverksamma kan ha goda skäl att inte ha invånare med.",
)
def forum_without_residents(situation: Situation) -> Iterator[Draft]:
    """Residents missing."""
    for forum in situation.live_forums:
        if not has_residents(situation, forum):
            yield Draft(
                subjects=(forum.id,),
                urgency=1.0,
                kappa=situation.system.inventory.kappa("forums"),
                needs=situation.needs_of_forum(forum),
                evidence=(f"forums:{forum.id}",),
                sentence=Message(
                    "I {forum} finns ingen registrerad företrädare för invånarna, "
                    "och ingen registrerad medborgardialog har hållits där det senaste året.",
                    {"forum": forum.name},
                ),
                next_step=_meet_residents(situation, forum),
            )


def has_residents(situation: Situation, forum: Forum) -> bool:
    """Tell whether residents are heard in a forum, or were in a citizen dialogue there during the last year."""
    actors = situation.system.snapshot.actors
    represented = any(
        membership.role is ForumRole.RESIDENT_REPRESENTATIVE or actors[membership.actor_id].represents_residents
        for membership in situation.memberships_of(forum)
    )
    return represented or any(_is_dialogue_at(situation, other, forum) for other in situation.known_forums)


def _is_dialogue_at(situation: Situation, dialogue: Forum, forum: Forum) -> bool:
    if dialogue.kind is not ForumKind.CITIZEN_DIALOGUE or not _was_held(dialogue, situation.system.day):
        return False
    if dialogue.place_id is None:
        return any(dialogue.id == live.id for live in situation.live_forums)
    return situation.system.overlap(dialogue.place_id, forum.place_id)


def _was_held(dialogue: Forum, day: date) -> bool:
    """Tell whether the dialogue's dates touch the twelve months that end on `day`."""
    if dialogue.status is ForumStatus.ENDED and dialogue.valid_to is None:
        return False
    if dialogue.status not in (ForumStatus.ONGOING, ForumStatus.ENDED):
        return False
    begun = dialogue.valid_from is None or dialogue.valid_from <= day
    return begun and (dialogue.valid_to is None or dialogue.valid_to > add_months(day, -DIALOGUE_MONTHS))


def _meet_residents(situation: Situation, forum: Forum) -> Message:
    voices = [
        actor.name
        for actor in sorted(situation.system.snapshot.actors.values(), key=lambda actor: actor.id)
        if actor.represents_residents and actor.id in situation.system.belonging.actors
    ]
    if voices:
        return Message("Bjud in {voice}, som företräder invånare, eller håll en medborgardialog.", {"voice": voices[0]})
    return Message("Håll en medborgardialog om det som {forum} arbetar med.", {"forum": forum.name})
