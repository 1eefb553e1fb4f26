"""Gap rules about what is done: only consequences, activities against each other, groups that nobody reaches."""

from collections.abc import Iterator

from graph.gaps.finding import Draft
from graph.gaps.registry import gap_rule
from graph.gaps.situation import Situation
from graph.gaps.wording import need_in_words
from graph.message import Message, Value
from models.records import Activity, Need
from models.vocabulary import ALL_RESIDENTS, Direction, Theme

GENERAL_KAPPA = 0.6
"""What is known at most of a group when some activity there is for everyone."""


@gap_rule(
    "G06",
    "Målgrupp som inte nås",
    questions=("F2.3.4–6", "K1.1.2"),
    why="En grupp som inte nås får inte del av det som görs, och dess röst hörs inte.",
    trap="En verksamhet för alla invånare kan nå gruppen utan att den nämns.",
    about_needs=True,
)
def unreached_group(situation: Situation) -> Iterator[Draft]:
    """Target group not reached."""
    inventory = situation.system.inventory
    for need in situation.system.belonging.needs:
        near = _activities_near(situation, need)
        general = any(
            ALL_RESIDENTS in activity.target_groups and situation.system.overlap(activity.place_id, need.place_id)
            for activity in situation.work
        )
        known = max(inventory.kappa("activities"), inventory.kappa(f"theme:{need.theme}") if need.theme else 0.0)
        for group in need.target_groups:
            reaching = [activity for activity in near if group in activity.target_groups]
            actors = frozenset().union(*map(situation.doers, reaching))
            if len(actors) > 1:
                continue
            yield Draft(
                subjects=(need.id, group),
                urgency=0.5 if actors else 1.0,
                kappa=min(known, GENERAL_KAPPA) if general else known,
                needs=[need],
                evidence=(f"needs:{need.id}", *sorted(f"activities:{activity.id}" for activity in reaching)),
                sentence=_who_reaches(situation, need, group, sorted(actors)),
                next_step=Message(
                    "Sök en förening som når {group} och fråga vad den behöver.", {"group": group_name(group)}
                ),
            )


def _activities_near(situation: Situation, need: Need) -> list[Activity]:
    """Return the activities of any theme in an overlapping place that have an actor."""
    return [
        activity
        for activity in situation.work
        if situation.system.overlap(activity.place_id, need.place_id) and situation.doers(activity)
    ]


def _who_reaches(situation: Situation, need: Need, group: str, actors: list[str]) -> Message:
    values: dict[str, Value] = {"group": group_name(group), "need": need_in_words(situation.system, need)}
    if not actors:
        return Message("Ingen registrerad insats når målgruppen {group}, som behovet {need} gäller.", values)
    only = {"actor": situation.name(actors[0])}
    return Message("Bara {actor} når målgruppen {group}, som behovet {need} gäller.", values | only)


GROUP_NAMES = {
    "0-12": Message("barn 0–12 år"),
    "13-25": Message("unga 13–25 år"),
    "26-44": Message("vuxna 26–44 år"),
    "45-64": Message("vuxna 45–64 år"),
    "65+": Message("äldre 65 år och uppåt"),
    "women": Message("kvinnor"),
    "men": Message("män"),
    "newly_arrived": Message("nyanlända"),
    "parents": Message("föräldrar"),
    "unemployed": Message("arbetssökande"),
    "young_adults": Message("unga vuxna"),
    ALL_RESIDENTS: Message("alla invånare"),
}


def group_name(group: str) -> Message:
    """Return a target group in words; a group of the user's own is its own word."""
    return GROUP_NAMES.get(group, Message("{group}", {"group": group}))


@gap_rule(
    "G18",
    "Bara konsekvenser",
    questions=("F2.3.2", "K1.1.4"),
    why="Insatser mot konsekvenser behövs, men utan insatser mot orsakerna kommer behoven tillbaka.",
    trap="Politik och planering som möter orsakerna registreras sällan som insatser.",
    about_needs=True,
)
def only_consequences(situation: Situation) -> Iterator[Draft]:
    """Only consequences."""
    met = {theme: _meeting_theme(situation, theme) for theme in Theme}
    themes = [theme for theme, activities in met.items() if activities]
    lacking = [theme for theme in themes if all(activity.direction is not Direction.CAUSE for activity in met[theme])]
    if lacking:
        activities = {activity.id for theme in lacking for activity in met[theme]}
        yield Draft(
            subjects=(situation.system.place.id,),
            urgency=len(lacking) / len(themes),
            kappa=situation.system.inventory.kappa("activities"),
            evidence=tuple(f"activities:{activity}" for activity in sorted(activities)),
            sentence=Message(
                "I {themes} finns ingen registrerad insats mot orsakerna, bara mot följderna.",
                {"themes": tuple(lacking)},
            ),
            next_step=Message("Fråga de enheter som planerar boende, skola och arbete vad de gör åt orsakerna."),
        )


def _meeting_theme(situation: Situation, theme: Theme) -> list[Activity]:
    """Return the activities of a theme, also without actors, in a place that overlaps one of its needs'."""
    needs = situation.needs_of_theme(theme)
    return [
        activity
        for activity in situation.work_by_theme[theme]
        if any(situation.system.overlap(activity.place_id, need.place_id) for need in needs)
    ]


@gap_rule(
    "G19",
    "Motverkande insatser",
    questions=("K1.1.4",),
    why="Insatser som drar åt olika håll kostar dubbelt och förvirrar dem de är till för.",
    trap="Uppgiften kommer från dem som känner insatserna; den räknas aldrig fram.",
)
def counteracting_activities(situation: Situation) -> Iterator[Draft]:
    """Activities against each other."""
    network, own = situation.system.network, {activity.id for activity in situation.system.belonging.activities}
    work = {activity.id: activity for activity in situation.work}
    flagged = {
        (min(activity.id, other), max(activity.id, other))
        for activity in work.values()
        for other in activity.counteracts
        if other in work and (activity.id in own or other in own)
    }
    for one, other in sorted(flagged):
        first, second = situation.doers(work[one]), situation.doers(work[other])
        near = any(a == b or network.has_edge(a, b) for a in first for b in second)
        yield Draft(
            subjects=(one, other),
            urgency=0.5 if near else 1.0,
            kappa=situation.system.inventory.kappa("activities"),
            needs=[*_needs_of_activity(situation, work[one]), *_needs_of_activity(situation, work[other])],
            evidence=(f"activities:{one}", f"activities:{other}"),
            sentence=Message(
                "”{one}” och ”{other}” motverkar enligt registret varandra.",
                {"one": work[one].title, "other": work[other].title},
            ),
            next_step=_meet_the_owners(situation, first | second),
        )


def _meet_the_owners(situation: Situation, owners: frozenset[str]) -> Message:
    if len(owners) < 2:
        return Message("Låt dem som ansvarar för insatserna gå igenom hur de påverkar varandra.")
    return Message("Låt {owners} mötas om hur insatserna påverkar varandra.", {"owners": situation.names(owners)})


def _needs_of_activity(situation: Situation, activity: Activity) -> list[Need]:
    return [
        need
        for need in situation.system.belonging.needs
        if need.theme in activity.themes and situation.system.overlap(activity.place_id, need.place_id)
    ]
