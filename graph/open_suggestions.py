"""Which brokers already carry suggestions, so that the same few are not asked to introduce everybody."""

from collections import Counter

from graph.suggestions import Introducer, Introduction, Suggestion

MOST_OPEN = 3
"""How many open suggestions of a place one broker may carry."""


class OpenSuggestions:
    """Hands out a place's suggestions one after the other and passes over brokers who already carry three.

    Everybody on a chain is asked for a favour, so that each of them carries the suggestion. An invitation by the
    municipality is no favour asked of a broker: it is what municipalities are expected to do, one meeting of a
    forum serves any number of guests, and a limit would leave the fourth lonely actor without anybody who
    takes the first step. It is therefore not counted.
    """

    def __init__(self, introducer: Introducer) -> None:
        self._introducer = introducer
        self._carried: Counter[str] = Counter()
        self._ways: set[frozenset[str]] = set()

    def hand_out(self, introduction: Introduction) -> Suggestion | None:
        """Return the first suggestion by the usual rules whose brokers carry less than three; None without any.

        The same way between the same two is one favour, however many findings ask for it.
        """
        found = self._introducer.suggest(introduction)
        if found is None or frozenset(found.path) in self._ways:
            return found
        full = frozenset(broker for broker, carried in self._carried.items() if carried >= MOST_OPEN)
        if not full.isdisjoint(found.asked):
            found = self._introducer.suggest(introduction, passed_over=full)
        if found and frozenset(found.path) not in self._ways:
            self._ways.add(frozenset(found.path))
            self._carried.update(found.asked)
        return found
