"""Words that several findings share."""

from graph.message import Message, Value
from graph.suggestions import Suggestion, Way
from graph.system import System
from models.records import Need
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


def need_in_words(system: System, need: Need) -> Message:
    """Return the title of a need, and where it is when that is another place than the one analysed."""
    place = system.place_of(need.place_id)
    if place == system.place.id:
        return Message("”{need}”", {"need": need.title})
    return Message("”{need}” i {place}", {"need": need.title, "place": system.snapshot.register.place[place].name})


def number_of_actors(count: int) -> Message:
    """Return a number of actors in words that agree with it."""
    return Message("en aktör") if count == 1 else Message("{count} aktörer", {"count": count})


def words_for(system: System, suggestion: Suggestion | None) -> Message:
    """Return the next step that a suggestion amounts to, naming who does what and where."""
    if suggestion is None:
        return Message("Bestäm vem som tar första kontakten; i sista hand förväntas kommunen ta initiativ.")
    values: dict[str, Value] = {
        "broker": _name(system, suggestion.broker),
        "a": _name(system, suggestion.a),
        "b": _name(system, suggestion.b),
        "chain": tuple(_name(system, node) for node in suggestion.asked),
        "forum": next((forum.name for forum in system.snapshot.forums if forum.id == suggestion.forum), ""),
    }
    if suggestion.way is Way.INVITATION:
        return _invitation(suggestion, values)
    if suggestion.way is Way.CHAIN:
        if suggestion.forum:
            return Message("Gå via {chain} för att föra samman {a} och {b}; börja i {forum}.", values)
        return Message("Gå via {chain} för att föra samman {a} och {b}.", values)
    if suggestion.forum:
        return Message(
            "Be {broker}, som har kontakt med båda, att föra samman {a} och {b}, till exempel i {forum}.", values
        )
    return Message("Be {broker}, som har kontakt med båda, att föra samman {a} och {b}.", values)


def _invitation(suggestion: Suggestion, values: dict[str, Value]) -> Message:
    if suggestion.broker in (suggestion.a, suggestion.b):
        guest = values["b" if suggestion.broker == suggestion.a else "a"]
        if suggestion.forum is None:
            return Message(
                "Låt {broker} ta kontakt med {guest}, fråga om samverkan som inte är registrerad "
                "och bjuda in till ett första möte.",
                values | {"guest": guest},
            )
        return Message(
            "Låt {broker} ta kontakt med {guest}, fråga om samverkan som inte är registrerad "
            "och bjuda in till {forum}, ett forum som redan finns.",
            values | {"guest": guest},
        )
    if suggestion.forum is None:
        return Message("Låt {broker} bjuda in {a} och {b} till ett första möte.", values)
    return Message("Låt {broker} bjuda in {a} och {b} till {forum}, ett forum som redan finns.", values)


def _name(system: System, node: str) -> str:
    return str(system.network.nodes[node]["name"])
