"""The ledger of suggestions: nobody is asked to introduce everybody."""

from graph.gaps import find_gaps
from graph.open_suggestions import MOST_OPEN, OpenSuggestions
from graph.suggestions import Introducer, Introduction
from tests.graph.drawn import actor, actors, forum, make_system, mandate, need, ties


def handed_out(pairs, *drawn):
    """Return what is suggested for pairs drawn as `a1 b1`, one after the other."""
    ledger = OpenSuggestions(Introducer(make_system(*drawn)))
    found = [ledger.hand_out(Introduction((a,), (b,))) for a, b in (pair.split() for pair in pairs)]
    return [(one.way.value, one.broker) if one else None for one in found]


def told_of(code, *drawn):
    """Return the findings of one rule among all of a system's, and the suggestion of each."""
    found = [finding for finding in find_gaps(make_system(*drawn)) if finding.code == code]
    return found, [finding.suggestion for finding in found]


def star(centre, count=5):
    """Return actors a1 … and b1 … that all know the centre alone; nobody is of the municipality."""
    around = [f"{letter}{number}" for letter in "ab" for number in range(1, count + 1)]
    return [
        actors(" ".join(f"{one}:state" for one in [centre, *around])),
        ties(", ".join(f"{centre} - {one}" for one in around)),
    ]


PAIRS = ["a1 b1", "a2 b2", "a3 b3", "a4 b4", "a5 b5"]


def test_the_fourth_pair_gets_the_next_who_knows_both():
    # c has more contacts than d and is asked first; d knows a4 and b4 alone.
    drawn = (*star("c"), actors("d:state"), ties("d - a4, d - b4"))

    assert handed_out(PAIRS[:4], *drawn) == [("common_contact", "c")] * 3 + [("common_contact", "d")]


def test_the_fourth_pair_gets_a_chain_past_the_broker_when_nobody_else_knows_both():
    drawn = (*star("c"), actors("d:state e:state"), ties("a4 - d, d - e, e - b4"))

    assert handed_out(PAIRS[:4], *drawn)[3] == ("chain", "d")


def test_when_nobody_is_left_the_municipality_invites_as_far_as_its_actors_carry_it():
    # After c has three, k1 invites three times and k2, which is farther away, once; then nobody is named.
    drawn = (*star("c", 8), actors("k1 k2"), ties("c - k1, k1 - k2"))
    pairs = [f"a{number} b{number}" for number in range(1, 9)]

    assert handed_out([*pairs, "a1 b2", "a1 b3", "a1 b4"], *drawn) == [
        *[("common_contact", "c")] * 3,
        *[("invitation", "k1")] * 3,
        *[("invitation", "k2")] * 3,
        *[None] * 2,
    ]


def test_when_nobody_is_left_at_all_nobody_is_named():
    assert handed_out(PAIRS[:4], *star("c")) == [("common_contact", "c")] * 3 + [None]


def test_everybody_on_a_chain_carries_it():
    # Three chains lead over c and d; then both are passed over, also c, who alone knows a4 and b4.
    drawn = (
        actors("c:state d:state a1:state b1:state a2:state b2:state a3:state b3:state a4:state b4:state"),
        ties("c - d, a1 - c, d - b1, a2 - c, d - b2, a3 - c, d - b3, a4 - d, d - b4"),
    )

    assert handed_out(PAIRS[:4], *drawn) == [("chain", "c")] * 3 + [None]


def test_the_same_two_by_the_same_way_are_one_favour():
    same = ["a1 b1", "b1 a1", "a1 b1", "a1 b1"]

    assert handed_out([*same, "a2 b2", "a3 b3", "a1 b1", "a4 b4"], *star("c")) == [("common_contact", "c")] * 7 + [None]


def test_findings_hand_out_their_suggestions_by_severity():
    # Only k knows anybody. Of ten pairs of sectors without an edge the four of the state are the most severe, for
    # s1 sees what matters most; k is asked for three of them, and only then would the others' turn come.
    drawn = (
        actors("k r1:region s1:state c1:civil_society b1:business f1:research"),
        ties("k - r1, k - s1, k - c1, k - b1, k - f1"),
        need("n1", "s1", priority="high"),
    )
    told, suggestions = told_of("G02", *drawn)

    assert [finding.subjects for finding in told[:4]] == [
        ("region", "state"),
        ("state", "business"),
        ("state", "civil_society"),
        ("state", "research"),
    ]
    assert [suggestion is not None for suggestion in suggestions] == [True] * MOST_OPEN + [False] * 7
    assert told[0].next_step.render(str) == "Be K, som har kontakt med båda, att föra samman R1 och S1."
    assert told[3].next_step.render(str).startswith("Bestäm vem som tar första kontakten")


def test_lonely_actors_are_invited_to_a_forum_that_exists_by_three_times_as_many_as_invite():
    drawn = (actors("k k2 k3"), ties("k - k2, k2 - k3"), actors("c1 c2 c3 c4 c5"), forum("f1", "k"))
    told, _ = told_of("G04", *drawn)

    assert [finding.next_step.render(str) for finding in told] == [
        f"Låt {host} ta kontakt med {name}, fråga om samverkan som inte är registrerad "
        "och bjuda in till F1, ett forum som redan finns."
        for host, name in (("K2", "C1"), ("K2", "C2"), ("K2", "C3"), ("K", "C4"), ("K", "C5"))
    ]


def test_collectives_and_actors_without_a_known_name_are_never_asked():
    drawn = (
        actors("a:state b:state k"),
        actor("c", entity="collective"),
        actor("d", entity="unnamed"),
        ties("a - c, c - b, a - d, d - b, a - k"),
    )

    assert handed_out(["a b"], *drawn) == [("invitation", "k")]


def test_a_small_actor_of_the_municipality_does_not_invite_the_lonely():
    drawn = (actors("k k3"), actor("k2", capacity="small"), ties("k - k2, k2 - k3"), actors("c1:state"))
    _, (suggestion,) = told_of("G04", *drawn)

    assert suggestion.broker == "k"


def test_those_who_see_a_need_are_led_to_those_who_decide_past_small_actors():
    # a - small - x - d is as long as a - b - x - d.
    drawn = (
        actors("a b x d"),
        actor("a0", capacity="small"),
        ties("a - a0, a0 - x, a - b, b - x, x - d"),
        need("n1", "a", theme="health"),
        mandate("m1", "d"),
    )
    (far,), (suggestion,) = told_of("G09", *drawn)

    assert suggestion.path == ("a", "b", "x", "d")
    assert far.next_step.render(str) == "Gå via B och X för att föra samman A och D."
