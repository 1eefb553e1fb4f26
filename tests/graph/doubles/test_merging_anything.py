"""Whatever two actors of whatever register are merged: no reference is left over, and nothing vanishes unsaid."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.doubles import Choice, MergePlan, Outcome, merge_plan
from graph.doubles.consequences import joins_itself
from graph.packages import check_records, key_of
from graph.packages.references import references_of
from graph.register import Register
from models.package_files import FILES, PACKAGE_FILES
from models.records import Actor, Need, Record
from tests.graph.drawn import complete, grant
from tests.graph.odd_register import OddRegister, shuffled

ANSWERS = st.dictionaries(
    st.sampled_from(["name", "sector", "place_id", "parent_id", "capacity", "valid_from", "org_number", "entity"]),
    st.sampled_from([Choice.KEEP, Choice.DROP]),
)


def odd_register(seed: int) -> Register:
    """Return an odd register with grants, federations and addressed needs too."""
    odd = OddRegister(seed, actors=8)
    register = odd.drawn()
    pairs = [odd.random.sample(odd.actors, 2) for _ in range(6)]
    tables = dict(register.tables())
    tables["grants"] = tuple(grant(f"g{number}", *pair) for number, pair in enumerate(pairs))
    tables["completeness"] = tuple(row for one in odd.actors[::2] for row in complete(one))
    tables["actors"] = tuple(
        one.model_copy(update={"federation_ids": tuple(sorted(odd.some(set(odd.actors) - {one.id}, 3)))})
        for one in register.actors
    )
    tables["needs"] = tuple(
        need.model_copy(update={"addressed_to": tuple(sorted(odd.some(odd.actors, 3)))}) for need in register.needs
    )
    return Register.of(tables)


def everything(register: Register) -> Iterator[tuple[str, Record]]:
    for name, records in register.tables().items():
        for record in records:
            yield name, record


def named(record: Record, name: str) -> set[str]:
    return {id_ for _, target, id_ in references_of(FILES[name], record) if target == "actors"}


def told_of(plan: MergePlan, outcome: Outcome) -> list[Record]:
    return [told.record for told in plan.told if told.outcome is outcome]


def merged(seed: int, first: int, second: int, chosen: dict[str, Choice]) -> tuple[Register, MergePlan, Actor, Actor]:
    register = odd_register(seed)
    keep, drop = register.actors[first], register.actors[(first + second) % 8]
    return register, merge_plan(register, keep, drop, chosen), keep, drop


PLACES = (st.integers(0, 10_000), st.integers(0, 7), st.integers(1, 7), ANSWERS)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(*PLACES)
def test_nothing_refers_to_the_dropped_actor(seed, first, second, chosen):
    register, plan, _, drop = merged(seed, first, second, chosen)

    after = plan.applied_to(register)

    assert drop.id not in after.actor
    assert [record for name, record in everything(after) if drop.id in named(record, name)] == []


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(*PLACES)
def test_no_record_vanishes_except_what_is_told(seed, first, second, chosen):
    register, plan, keep, drop = merged(seed, first, second, chosen)
    after = plan.applied_to(register)
    keys = {(name, key_of(FILES[name], record)) for name, record in everything(after)}
    told = told_of(plan, Outcome.WITH_ITSELF)

    for name, record in everything(register):
        key = tuple(keep.id if part == drop.id else part for part in key_of(FILES[name], record))
        assert (name, key) in keys or record in told
    assert all(
        named(record, "ties" if hasattr(record, "actor_a") else "grants") == {keep.id, drop.id} for record in told
    )
    assert len(set(keys)) == sum(1 for _ in everything(after))


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(*PLACES)
def test_what_a_record_said_of_anything_else_it_says_still(seed, first, second, chosen):
    register, plan, keep, drop = merged(seed, first, second, chosen)
    kept = {(name, key_of(FILES[name], record)): record for name, record in everything(plan.applied_to(register))}
    lost = {(told.file, key_of(FILES[told.file], told.record)): told.lost for told in plan.told}

    for name, record in everything(register):
        key = key_of(FILES[name], record)
        after = kept.get((name, tuple(keep.id if part == drop.id else part for part in key)))
        if name == "actors" or after is None:
            continue
        changed = {column for column in FILES[name].columns if getattr(record, column) != getattr(after, column)}
        references = {column for column, target in FILES[name].references.items() if target == "actors"}
        beside = {"place_id"} if name == "mandates" else {"confirmation", "attendance", "valid_to", "source", "note"}
        assert changed <= references | beside
        if name not in ("forum_members", "agreement_parties", "activity_actors"):
            assert changed <= references | {"place_id"}
        assert set(lost.get((name, key), ())) <= changed


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(*PLACES)
def test_the_register_is_as_sound_as_before(seed, first, second, chosen):
    register, plan, _, _ = merged(seed, first, second, chosen)
    if plan.obstacles:
        return
    after = plan.applied_to(register)

    checked = check_records(after.tables(), Register())
    before = check_records(register.tables(), Register())

    assert [e for e in checked.errors if e.reason not in {error.reason for error in before.errors}] == []
    assert not any(joins_itself(record) for _, record in everything(after))
    assert all(type(record).model_validate(record.model_dump(mode="json")) == record for _, record in everything(after))


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(*PLACES)
def test_a_plan_writes_each_record_once_and_changes_no_key(seed, first, second, chosen):
    register, plan, _, _ = merged(seed, first, second, chosen)
    touched = [(change.file, change.key) for change in plan.changes]
    touched += [
        (name, key_of(FILES[name], one)) for part in (plan.new, plan.gone) for name in part for one in part[name]
    ]

    assert len(set(touched)) == len(touched)
    assert all(key_of(FILES[change.file], change.after) == change.key for change in plan.changes)
    stored = {(name, key_of(FILES[name], record)): record for name, record in everything(register)}
    assert all(stored[change.file, change.key] == change.before for change in plan.changes)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(*PLACES)
def test_the_order_of_the_register_means_nothing(seed, first, second, chosen):
    register, plan, keep, drop = merged(seed, first, second, chosen)
    again = merge_plan(shuffled(register, seed), keep, drop, chosen)

    assert again.actor == plan.actor
    assert {str(change): change.after for change in again.changes} == {str(c): c.after for c in plan.changes}
    assert {error.reason for error in again.obstacles} == {error.reason for error in plan.obstacles}


def test_the_odd_registers_have_what_a_merge_can_stumble_over():
    """Else the properties above would hold of nothing."""
    outcomes = set()
    files = set()
    for seed in range(30):
        register, plan, _, drop = merged(seed, seed % 8, 1 + seed % 7, {})
        outcomes |= {told.outcome for told in plan.told}
        files |= {name for name, record in everything(register) if drop.id in named(record, name)}

    assert outcomes >= {Outcome.ACTOR, Outcome.FOLDED, Outcome.WITH_ITSELF}
    assert files == {file.name for file in PACKAGE_FILES if "actors" in file.references.values()}
    assert any(isinstance(record, Need) for _, record in everything(register))
