"""Suggestions as JSON objects: names with ids, codes as text, numbers to six decimals, undefined is null."""

from collections.abc import Mapping

from graph.analysis_object import Json, plain
from graph.gaps.mentors import Mentor, Mentoring
from graph.gaps.wording import words_for
from graph.message import Translate
from graph.place_suggestions import Answer, PlaceSuggestions, SuggestedIntroduction
from graph.suggestions import Suggestion
from graph.system import System


def suggestions_object(system: System, suggestions: PlaceSuggestions, translate: Translate) -> Json:
    """Return the introductions behind the findings of a place, and the mentors of its small actors."""
    told = {
        "introductions": [_introduction(system, found, translate) for found in suggestions.introductions],
        "mentors": [_mentoring(system, found) for found in suggestions.mentoring],
    }
    return {name: plain(part) for name, part in told.items()}


def answer_object(system: System, answer: Answer, carried: Mapping[str, int], translate: Translate) -> Json:
    """Return the collaboration of two actors or sectors, else who could bring them together, the best first.

    `carried` of a suggestion is how many open suggestions of the place its broker carries already.
    """
    there = answer.collaboration
    collaboration = there and {
        "a": _named(system, there.a),
        "b": _named(system, there.b),
        "strength": there.strength,
        "ties": there.ties,
    }
    ways = [{**_suggestion(system, way, translate), "carried": carried.get(way.broker, 0)} for way in answer.ways]
    return {"collaboration": plain(collaboration), "suggestions": plain(ways)}


def _introduction(system: System, found: SuggestedIntroduction, translate: Translate) -> Json:
    finding = found.finding
    return {
        "code": finding.code,
        "subjects": finding.subjects,
        "status": finding.status,
        "severity": finding.severity,
        **_suggestion(system, found.suggestion, translate),
    }


def _suggestion(system: System, suggestion: Suggestion, translate: Translate) -> Json:
    forum = next((forum for forum in system.snapshot.forums if forum.id == suggestion.forum), None)
    return {
        "a": _named(system, suggestion.a),
        "b": _named(system, suggestion.b),
        "broker": _named(system, suggestion.broker),
        "rule": suggestion.way.value,
        "path": suggestion.path,
        "forum": forum and {"id": forum.id, "name": forum.name},
        "strength": suggestion.strength,
        "sentence": words_for(system, suggestion).render(translate),
    }


def _mentoring(system: System, found: Mentoring) -> Json:
    return {"small": _named(system, found.small), "mentors": [_mentor(system, mentor) for mentor in found.mentors]}


def _mentor(system: System, mentor: Mentor) -> Json:
    place = system.snapshot.register.place[mentor.place] if mentor.place else None
    return {
        **_named(system, mentor.actor),
        "themes": mentor.themes,
        "place": place and {"id": place.id, "name": place.name},
        "willing": True,
    }


def _named(system: System, node: str) -> Json:
    return {"id": node, "name": system.network.nodes[node]["name"]}
