"""How long it takes to look for doubles of a list of organisations in a register, and how many are found.

Run from the checkout:

    .venv/bin/python -m benchmarks.doubles [--names 5000] [--runs 3]

Goal: 5 000 names against 5 000 in less than 5 s on one core. Half of the new names are known ones, written as people
write them: with another legal form, with the place, cut short, split in two, with a slip of the pen. Whatever else is
found is a false hint, because all other names are of different organisations.

The peers answer the same question the usual way: rapidfuzz compares every name with every other as they are written,
`recordlinkage` does so where it is installed (best in an environment of its own that also sees this one's packages),
and so does difflib of the standard library; the last two with a part of the names, multiplied up.
"""

from argparse import ArgumentParser
from collections.abc import Callable, Collection
from difflib import SequenceMatcher
from importlib import import_module
from importlib.util import find_spec
from random import Random

from benchmarks.measuring import print_heading, print_machine, print_pair, time_in_turn
from graph.doubles import Candidate, find_doubles
from models.records import Place
from models.vocabulary import Level

PLACE = Place(id="town", name="Exempelstad", level=Level.MUNICIPALITY)
LIKE = 85
"""Of 100: what the peers take for the same name."""

SAMPLE = {"difflib": 200, "recordlinkage": 500}
"""So many names of each side do the slow peers compare."""

FIRST = (
    "berg björk brunn dal ek gran hag hammar hed holm häst klock lind "
    "lund lång löv mar norr ny ros sand sjö skog stor sund väster åk"
)
LAST = "berga backa boda by eda fors gärde hult kulla leden mora näs rum sele sta stad torp vik ånger ås"
PATTERNS = (
    "{} idrottsklubb",
    "{} idrottsförening",
    "{} bollklubb",
    "{} hembygdsförening",
    "{} bygdegårdsförening",
    "{} församling",
    "{} scoutkår",
    "{} folkets hus",
    "Kulturföreningen {}",
    "Hyresgästföreningen {}",
    "Stiftelsen {}",
    "Kvinnojouren {}",
    "Mötesplats {}",
    "Röda Korset {}",
    "Företagarna i {}",
    "Föräldraföreningen vid {} skola",
)

MOST_NAMES = 5_500
"""More and a half cannot be made of the words."""

Pairs = Collection[tuple[int, int]]
Names = list[str]


def main() -> None:
    """Measure what the command line asks for."""
    parser = ArgumentParser(description="Looking for doubles, beside rapidfuzz, recordlinkage and difflib.")
    parser.add_argument("--names", type=int, default=5_000, help=f"of each side; at most {MOST_NAMES}")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not 2 <= asked.names <= MOST_NAMES:
        parser.error(f"--names must be between 2 and {MOST_NAMES}")
    new, known = make_names(asked.names, asked.seed)
    print_machine()
    print_heading(f"{asked.names} names against {asked.names}")
    peers: dict[str, Callable[[], object]] = {"rapidfuzz, every pair as written": lambda: by_rapidfuzz(new, known)}
    for name, peer in (("recordlinkage", by_recordlinkage), ("difflib", by_difflib)):
        count = min(SAMPLE[name], asked.names)
        if name == "difflib" or find_spec(name):
            peers[f"{name}, {count} names"] = _sampled(peer, new[:count], known[:count])
    ours, *others = time_in_turn([lambda: by_us(new, known), *peers.values()], asked.runs)
    for (name, _), times in zip(peers.items(), others, strict=True):
        print_pair("doubles", ours, name, times)
    print(f"the time of a part of n names times ({asked.names} / n)² is that of all pairs\n")
    for label, found in (("ours", by_us(new, known)), ("rapidfuzz", by_rapidfuzz(new, known))):
        right = sum(one == other for one, other in found)
        print(f"{label:12}{right} of {asked.names // 2} doubles found, {len(found) - right} false hints")


def make_names(count: int, seed: int) -> tuple[Names, Names]:
    """Return the new and the known names: in the first half of both lists equal places are equal organisations."""
    random = Random(seed)
    own = [f"{first}{last}".capitalize() for first in FIRST.split() for last in LAST.split()]
    every = [pattern.format(name) for pattern in PATTERNS for name in own]
    drawn = random.sample(every, count + count - count // 2)
    known = drawn[:count]
    return [misspelled(name, random) for name in known[: count // 2]] + drawn[count:], known


def misspelled(name: str, random: Random) -> str:
    """Return a name as somebody else writes it."""
    at = random.randrange(1, len(name) - 1)
    split = next((end for end in ("förening", "klubb", "församling", "jour") if end in name), " ")
    return random.choice(
        (
            name.upper(),
            f"{name}, ideell förening",
            f"{name} i Exempelstad",
            name.replace("föreningen", "fören.").replace("förening", "fören."),
            name.replace(split, f" {split}", 1),
            name.replace("idrottsklubb", "IK").replace("idrottsförening", "IF").replace("bollklubb", "BK"),
            name.translate(str.maketrans("åäö", "aao")),
            name[:at] + name[at + 1 :],
            " ".join(reversed(name.split())),
        )
    )


def by_us(new: Names, known: Names) -> Pairs:
    """Return the pairs that the register would ask about."""
    matches = find_doubles(_candidates(new, "new"), _candidates(known, "known"), places=[PLACE])
    return [(_place_of(match.one), _place_of(match.other)) for match in matches]


def _candidates(names: Names, list_name: str) -> list[Candidate]:
    return [Candidate(f"{list_name}-{place}", name, place_id=PLACE.id) for place, name in enumerate(names)]


def _place_of(candidate: Candidate) -> int:
    return int(candidate.id.partition("-")[2])


def by_rapidfuzz(new: Names, known: Names) -> Pairs:
    """Return the pairs that are alike as they are written, but for case and the order of words."""
    import numpy as np
    from rapidfuzz import fuzz, process, utils

    alike = process.cdist(
        [utils.default_process(name) for name in new],
        [utils.default_process(name) for name in known],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=LIKE,
        dtype=np.uint8,
    )
    return [(int(one), int(other)) for one, other in np.argwhere(alike)]


def by_difflib(new: Names, known: Names) -> Pairs:
    """Return the same by the standard library."""
    sorted_known = [" ".join(sorted(name.casefold().split())) for name in known]
    found = []
    for one, name in enumerate(new):
        matcher = SequenceMatcher(b=" ".join(sorted(name.casefold().split())))
        for other, text in enumerate(sorted_known):
            matcher.set_seq1(text)
            if matcher.quick_ratio() * 100 >= LIKE and matcher.ratio() * 100 >= LIKE:
                found.append((one, other))
    return found


def by_recordlinkage(new: Names, known: Names) -> Pairs:
    """Return the pairs that recordlinkage finds alike by edits."""
    recordlinkage, pandas = import_module("recordlinkage"), import_module("pandas")
    left = pandas.DataFrame({"name": [name.casefold() for name in new]})
    right = pandas.DataFrame({"name": [name.casefold() for name in known]})
    index = recordlinkage.Index()
    index.full()
    compare = recordlinkage.Compare()
    compare.string("name", "name", method="levenshtein", threshold=LIKE / 100, label="name")
    features = compare.compute(index.index(left, right), left, right)
    return [(int(one), int(other)) for one, other in features[features["name"] > 0].index]


def _sampled(peer: Callable[[Names, Names], Pairs], new: Names, known: Names) -> Callable[[], object]:
    return lambda: peer(new, known)


if __name__ == "__main__":
    main()
