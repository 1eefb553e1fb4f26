"""What every rule of the gap catalogue promises, whatever it looks for."""

import re

import pytest

from graph.gaps import RULES, Status, find_gaps
from graph.gaps.finding import severity_of, status_of
from graph.gaps.registry import gap_rule
from graph.gaps.situation import Situation
from graph.system import Reading, View, build_system
from models.vocabulary import Sector, Theme
from tests.graph.drawn import DAY, make_system
from tests.graph.odd_register import PLACES, OddRegister

QUESTIONS = {
    *("F2.1.1", "F2.1.2", "F2.1.3", "F2.1.4", "F2.2", "F2.3.1", "F2.3.2", "F2.3.3", "F2.3.4–6"),
    *("K1.1.2", "K1.1.3", "K1.1.4", "K1.2", "K1.3", "K2.5", "K2.1.1", "K2.1.2", "K2.1.3", "K2.2", "K2.3", "K2.4"),
    *("C-tools", "C-who", "C-mentor", "C-present"),
}
"""The questions that the guidance asks in the mapping step."""

ANSWERS = {
    "G01": ("F2.1.1", "F2.3.1", "C-present"),
    "G02": ("F2.1.1",),
    "G03": ("F2.1.4",),
    "G04": ("F2.1.4",),
    "G05": ("F2.3.1", "F2.3.2"),
    "G07": ("K1.2", "K2.1.3"),
    "G13": ("F2.3.3",),
}

# "ingen", "inga" or "inget" whose noun phrase does not say that it is about what is registered.
_ABSOLUTE = re.compile(r"\b(?:ingen|inga|inget)\b(?!\s+(?:\w+\s+){0,2}(?:är\s+)?registrera)", re.IGNORECASE)

EVERY_RULE = pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
SEEDS = range(6)
HIGHEST_URGENCY = {"G17": 4 / 3}
"""From no edge, step 0, to partnership, step 4: (4 - 0)/3. Every other rule has 1."""


@pytest.fixture(scope="module")
def odd_systems():
    """Systems of odd registers at several places, in both views and readings."""
    return [
        build_system(register, place_id, DAY, view, reading)
        for register in (OddRegister(seed).drawn() for seed in SEEDS)
        for place_id in ("kn", "lan")
        for view in View
        for reading in Reading
    ]


@pytest.fixture(scope="module")
def found(odd_systems):
    """The findings of each system, in order."""
    return [find_gaps(system) for system in odd_systems]


@pytest.fixture(scope="module")
def odd_findings(found):
    return [finding for findings in found for finding in findings]


def test_the_rules_of_the_first_part_are_registered_and_answer_their_questions():
    assert {code: RULES[code].questions for code in ANSWERS} == ANSWERS


@EVERY_RULE
def test_a_rule_accepts_an_empty_system(rule):
    for view in View:
        for reading in Reading:
            found = list(rule.findings(Situation(make_system(view=view, reading=reading))))

            assert all(finding.code == rule.code for finding in found)


@EVERY_RULE
def test_a_rule_finds_the_same_twice(rule, odd_systems):
    for system in odd_systems[:8]:
        assert list(rule.findings(Situation(system))) == list(rule.findings(Situation(system)))


@EVERY_RULE
def test_a_rule_answers_questions_that_the_guidance_asks(rule):
    assert rule.questions
    assert set(rule.questions) <= QUESTIONS


@EVERY_RULE
def test_a_rule_has_a_title_in_both_languages_a_reason_and_a_trap(rule):
    assert rule.title
    assert rule.english_title
    assert not rule.english_title.endswith(".")
    assert rule.why.render(str).endswith(".")
    assert rule.trap.render(str).endswith(".")


@EVERY_RULE
def test_a_code_is_permanent_and_of_one_form(rule):
    assert re.fullmatch(r"G\d\d[ab]?", rule.code)
    assert RULES[rule.code] is rule


def test_two_rules_cannot_have_one_code():
    register = gap_rule("G01", "Igen", questions=(), why="", trap="")

    with pytest.raises(ValueError, match="two gap rules have the code G01"):
        register(RULES["G01"].find)


def test_findings_are_about_records_and_codes_that_exist(odd_systems, found):
    for system, findings in zip(odd_systems, found, strict=True):
        register = system.snapshot.register
        known = {getattr(row, "id", "") for rows in register.tables().values() for row in rows}
        known |= {group for need in register.needs for group in need.target_groups}

        assert {subject for finding in findings for subject in finding.subjects} <= known | {*Sector, *Theme}
        assert all(finding.subjects for finding in findings)


def test_evidence_names_records_of_the_register(odd_systems, found):
    for system, findings in zip(odd_systems, found, strict=True):
        tables = system.snapshot.register.tables()
        known = {f"{name}:{getattr(row, 'id', '')}" for name, rows in tables.items() for row in rows}

        assert {record for finding in findings for record in finding.evidence} <= known


def test_every_subject_is_found_once_by_a_rule(found):
    for findings in found:
        named = [(finding.code, finding.subjects) for finding in findings]

        assert len(named) == len(set(named))


def test_status_and_severity_follow_from_kappa_urgency_and_priority(odd_findings):
    for finding in odd_findings:
        assert 0 < finding.urgency <= HIGHEST_URGENCY.get(finding.code, 1)
        assert 0 <= finding.kappa <= 1
        assert finding.priority in (0.5, 0.75, 1.0)
        assert finding.status is status_of(finding.kappa)
        assert finding.severity == severity_of(finding.urgency, finding.priority)


def test_findings_come_most_severe_first_then_by_code_and_subjects(found):
    for findings in found:
        order = [(-f.severity, f.code, f.subjects) for f in findings]

        assert order == sorted(order)


def test_the_odd_systems_make_every_rule_of_the_first_part_speak(odd_findings):
    assert {finding.code for finding in odd_findings} >= set(ANSWERS)
    assert {finding.status for finding in odd_findings} == set(Status)


def test_a_sentence_says_that_nothing_is_registered_never_that_there_is_nothing(odd_findings):
    told = {finding.sentence.render(str) for finding in odd_findings}

    assert sorted(sentence for sentence in told if _ABSOLUTE.search(sentence)) == []


def test_a_next_step_says_that_nothing_is_registered_never_that_there_is_nothing(odd_findings):
    told = {finding.next_step.render(str) for finding in odd_findings}

    assert sorted(step for step in told if _ABSOLUTE.search(step)) == []


@EVERY_RULE
def test_nor_do_the_reason_and_the_trap_of_a_rule(rule):
    assert _ABSOLUTE.search(rule.why.render(str)) is None
    assert _ABSOLUTE.search(rule.trap.render(str)) is None


def test_no_sentence_blames(odd_findings):
    blaming = re.compile(r"\b(?:brister|dålig|dåligt|misslyck\w*|sämst|bäst|rank\w*)\b", re.IGNORECASE)

    assert [f.sentence.text for f in odd_findings if blaming.search(f.sentence.render(str))] == []


@pytest.mark.parametrize(
    ("sentence", "absolute"),
    [
        ("Ingen registrerad samverkan.", False),
        ("Inga behov är registrerade.", False),
        ("Det finns ingen annan registrerad väg.", False),
        ("Ingen samverkan.", True),
        ("Det finns inget forum.", True),
    ],
)
def test_the_check_of_words_knows_both_kinds(sentence, absolute):
    assert bool(_ABSOLUTE.search(sentence)) is absolute


def test_every_place_of_the_map_can_be_searched_for_gaps():
    register = OddRegister(99).drawn()

    for place_id in PLACES:
        assert find_gaps(build_system(register, place_id, DAY))
