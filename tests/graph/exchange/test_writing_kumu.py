"""Kumu's JSON: elements and connections by id, in words, and nobody lost."""

import json

import pytest

from graph.exchange.kumu_map import write_kumu
from tests.graph.exchange.written_networks import (
    CLEANED,
    EDGES,
    ISOLATE,
    NAMES,
    nobody,
    odd_names,
    only_isolates,
    with_control_characters,
)


def test_every_actor_is_an_element_and_every_edge_an_undirected_connection():
    found = json.loads(write_kumu(odd_names()))
    assert {one["id"]: one["label"] for one in found["elements"]} == NAMES
    assert {(one["from"], one["to"]): one["strength"] for one in found["connections"]} == EDGES
    assert {one["direction"] for one in found["connections"]} == {"undirected"}
    tied = {end for one in found["connections"] for end in (one["from"], one["to"])}
    assert NAMES.keys() - tied == {ISOLATE}


def test_an_element_is_told_in_words():
    (alone,) = (one for one in json.loads(write_kumu(odd_names()))["elements"] if one["id"] == ISOLATE)
    assert alone == {
        "id": ISOLATE,
        "label": NAMES[ISOLATE],
        "type": "Civilsamhälle",
        "description": "ideell förening",
        "tags": [],
        "actor_kind": "association",
        "entity": "organisation",
        "at_home": True,
        "place": "kn",
        "valid_from": "2020-01-01",
    }


def test_tags_keep_what_they_say():
    (first, *_) = json.loads(write_kumu(odd_names()))["elements"]
    assert first["tags"] == ["hälsa", "x|y", "<i>"]


def test_a_connection_says_its_step_and_what_it_comes_by():
    (met, *_) = json.loads(write_kumu(odd_names()))["connections"]
    assert met == {
        "id": "a~b",
        "from": "a",
        "to": "b",
        "type": "dialog",
        "direction": "undirected",
        "tags": ["direkt samarbete", "hälsa", "trygghet och brottslighet"],
        "strength": 0.6,
        "confirmation": "both",
        "evidence": "ties:t2",
        "valid_from": "2024-01-01",
        "valid_to": "2028-01-01",
    }


@pytest.mark.parametrize(("drawing", "count"), [(nobody, 0), (only_isolates, 2)])
def test_a_network_without_edges_is_a_map(drawing, count):
    found = json.loads(write_kumu(drawing()))
    assert (len(found["elements"]), found["connections"]) == (count, [])


def test_characters_that_no_text_may_hold_are_replaced():
    found = json.loads(write_kumu(with_control_characters()))["elements"]
    assert [(one["label"], one["tags"]) for one in found] == [(CLEANED, ["\ufffd"]), ("Q", [])]
