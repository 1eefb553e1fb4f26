"""Gap rules about single actors: those who stand alone, and those on whom too much hangs."""

from collections.abc import Iterator

from graph.gaps.finding import Draft, named_pairs
from graph.gaps.registry import gap_rule
from graph.gaps.situation import Situation
from graph.measures.connectivity import parts_without
from graph.message import Message
from graph.snapshot import is_done
from graph.suggestions import Introduction, small_actors, unreachable_actors
from models.vocabulary import Sector

LARGEST_LONELY_GROUP = 2


@gap_rule(
    "G04",
    "Ensam aktör",
    questions=("F2.1.4",),
    why="Den som står utanför nås inte av det gemensamma arbetet och dess kunskap når inte andra.",
    trap="En aktör som nyss registrerats kan ha samverkan som ännu inte är inlagd.",
)
def lone_actor(situation: Situation) -> Iterator[Draft]:
    """Actor on its own."""
    system = situation.system
    busy = frozenset().union(
        *(situation.doers(activity) for activity in filter(is_done, system.belonging.activities)),
        *(situation.seers(need) for need in system.belonging.needs),
    )
    for group in situation.components[1:]:
        if len(group) > LARGEST_LONELY_GROUP:
            continue
        for actor in group:
            others = [other for other in group if other != actor]
            yield Draft(
                subjects=(actor,),
                urgency=1.0 if actor in busy else 0.5,
                kappa=system.knowledge.kappa_around([actor]),
                needs=situation.needs_of_actors([actor]),
                pairs=named_pairs(
                    system.knowledge, system.knowledge.open_pairs(system.network, [actor], system.network)
                ),
                evidence=(f"actors:{actor}",),
                sentence=_alone(situation, actor, others),
                next_step=_first_contact(situation, actor),
            )


def _alone(situation: Situation, actor: str, others: list[str]) -> Message:
    if others:
        return Message(
            "{name} har ingen registrerad samverkan med någon annan än {other}.",
            {"name": situation.name(actor), "other": situation.name(others[0])},
        )
    return Message("{name} har ingen registrerad samverkan med någon annan.", {"name": situation.name(actor)})


def _first_contact(situation: Situation, actor: str) -> Message | Introduction:
    """Return who should meet: the actor and somebody of the municipality, which is expected to take the first step."""
    network = situation.system.network
    spared = small_actors(network) | unreachable_actors(network)
    hosts = (host for host in situation.members[Sector.MUNICIPALITY] if host in situation.largest_component)
    able = tuple(host for host in hosts if host not in spared)
    if not able:
        return Message("Ta kontakt med {name} och fråga vilka de samverkar med.", {"name": situation.name(actor)})
    return Introduction((actor,), able)


@gap_rule(
    "G13",
    "Skör länk",
    questions=("F2.3.3",),
    why="Om den som ensam håller samman nätet slutar eller får annat att göra bryts kontakten mellan andra.",
    trap="Samverkan som finns men inte är registrerad kan göra länken starkare än den ser ut.",
)
def fragile_link(situation: Situation) -> Iterator[Draft]:
    """Fragile link."""
    system = situation.system
    for actor, loss in situation.losses.items():
        if loss.pairs_lost:
            near = sorted(system.network[actor])
            yield Draft(
                subjects=(actor,),
                urgency=loss.share,
                kappa=situation.kappa,
                needs=situation.needs_of_actors([actor]),
                evidence=(
                    f"actors:{actor}",
                    *sorted({record for other in near for record in system.network.edges[actor, other]["evidence"]}),
                ),
                sentence=Message(
                    "Utan {name} förlorar {lost} av {reachable} par av aktörer kontakten med varandra.",
                    {
                        "name": situation.name(actor),
                        "lost": loss.pairs_lost,
                        "reachable": loss.pairs_reachable,
                    },
                ),
                next_step=_second_tie(situation, actor),
            )


def _second_tie(situation: Situation, actor: str) -> Message:
    """Return the advice to tie together the two largest parts that the removal would leave."""
    network, near = situation.system.network, situation.neighbours[actor]
    largest_two = parts_without(situation.neighbours, actor)[:2]
    best = [max(part & near, key=lambda node: (network.degree[node], node)) for part in largest_two]
    return Message(
        "Knyt en andra kontakt förbi {name}, till exempel mellan {a} och {b}.",
        {"name": situation.name(actor), "a": situation.name(best[0]), "b": situation.name(best[1])},
    )
