"""Words that several findings share."""

from graph.gaps.situation import Situation
from graph.message import Message
from graph.suggestions import Suggestion
from models.vocabulary import Sector

IN_SENTENCE = {
    Sector.MUNICIPALITY: Message("kommunen"),
    Sector.REGION: Message("regionen"),
    Sector.STATE: Message("staten"),
    Sector.CIVIL_SOCIETY: Message("civilsamhället"),
    Sector.BUSINESS: Message("näringslivet"),
    Sector.RESEARCH: Message("forskningen"),
}
"""The sectors as they stand inside a sentence: between the state and civil society."""


def number_of_actors(count: int) -> Message:
    """Return a number of actors in words that agree with it."""
    return Message("en aktör") if count == 1 else Message("{count} aktörer", {"count": count})


def introduction(situation: Situation, suggestion: Suggestion | None) -> Message:
    """Return the next step that a suggestion amounts to, naming who does what."""
    if suggestion is None:
        return Message("Bestäm vem som tar första kontakten; i sista hand förväntas kommunen ta initiativ.")
    ends = {"a": situation.name(suggestion.a), "b": situation.name(suggestion.b)}
    broker = situation.name(suggestion.broker)
    if len(suggestion.path) == 3:
        return Message(
            "Be {broker}, som har kontakt med båda, att föra samman {a} och {b}.", {"broker": broker, **ends}
        )
    if suggestion.path:
        chain = tuple(situation.name(node) for node in suggestion.path[1:-1])
        return Message("Gå via {chain} för att föra samman {a} och {b}.", {"chain": chain, **ends})
    if suggestion.broker in (suggestion.a, suggestion.b):
        other = ends["b"] if suggestion.broker == suggestion.a else ends["a"]
        return Message("Låt {broker} ta första kontakten med {other}.", {"broker": broker, "other": other})
    if suggestion.forum is None:
        return Message("Låt {broker} bjuda in {a} och {b} till ett första möte.", {"broker": broker, **ends})
    forum = next(f.name for f in situation.system.snapshot.forums if f.id == suggestion.forum)
    values = {"broker": broker, "forum": forum, **ends}
    return Message("Låt {broker} bjuda in {a} och {b} till {forum}, ett forum som redan finns.", values)
