"""Which brokers already carry suggestions, so that the same few are not asked to introduce everybody."""

from collections import Counter

from graph.suggestions import Introducer, Introduction, Suggestion

MOST_OPEN = 3
"""How many open suggestions of a place one broker may carry."""


class OpenSuggestions:
    """Hands out a place's suggestions one after the other and passes over brokers who already carry three.

    Everybody on a chain is asked for a favour, and so is whoever invites: each of them carries the suggestion. When
    all who could be asked carry three, nobody is named, and those who read it decide who takes the first step.
    """

    def __init__(self, introducer: Introducer) -> None:
        self._introducer = introducer
        self._carried: Counter[str] = Counter()
        self._favours: set[frozenset[str]] = set()

    def hand_out(self, introduction: Introduction) -> Suggestion | None:
        """Return the first suggestion by the usual rules whose brokers carry less than three; None without any.

        The same way between the same two is one favour, however many findings ask for it.
        """
        found = self._introducer.suggest(introduction)
        if found is None or found.favour in self._favours:
            return found
        full = frozenset(broker for broker, carried in self._carried.items() if carried >= MOST_OPEN)
        if not full.isdisjoint(found.asked):
            found = self._introducer.suggest(introduction, passed_over=full, may_invite=False)
        if found and found.favour not in self._favours:
            self._favours.add(found.favour)
            self._carried.update(found.asked)
        return found
