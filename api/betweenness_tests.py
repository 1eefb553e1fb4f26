"""The comparison of betweenness with chance, as pages and routes ask for it and look it up."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from fastapi import Depends, Query, Request

from api.long_work import LongWork, Stage, Task
from graph.betweenness_null import MARK_LENGTH, BetweennessTest, betweenness_test, mark_of
from graph.system import System
from models.errors import TooMuchWorkError

Tests: TypeAlias = LongWork[BetweennessTest]

AskedMark = Annotated[
    str | None,
    Query(
        alias="asked",
        pattern=f"^[0-9a-f]{{{MARK_LENGTH}}}$",
        description="The mark of the comparison that was asked for, as in the address that it was answered with.",
    ),
]


@dataclass(frozen=True)
class Standing:
    """How far the comparison of a place has come.

    Attributes:
        stage: None when nobody has asked for it.
        mark: what the comparison depends on.
        done, total: how many random networks are drawn, of how many.
        test: the answer, when it is finished.
    """

    stage: Stage | None
    mark: str
    done: int = 0
    total: int = 0
    test: BetweennessTest | None = None

    @property
    def under_way(self) -> bool:
        """Whether looking again in a moment is worth the while."""
        return self.stage in (Stage.WAITING, Stage.RUNNING)

    def changed_since(self, asked: str | None) -> bool:
        """Tell whether the comparison that was asked for is of data that have changed."""
        return asked is not None and asked != self.mark


async def _tests(request: Request) -> Tests:
    """Without `async` every request would wait for a thread of the pool, only to be told this."""
    tests: Tests = request.app.state.betweenness_tests
    return tests


BetweennessTests = Annotated[Tests, Depends(_tests)]


def ask(tests: Tests, system: System) -> Standing:
    """Ask for the comparison of a place, and return how far it has come.

    Raises:
        TooMuchWorkError: when too many wait already.
    """
    mark = mark_of(system)
    return _standing(mark, tests.ask(mark, lambda progress: betweenness_test(system, progress)))


def look_up(tests: Tests, system: System, asked: str | None = None) -> Standing:
    """Return how far the comparison of a place has come.

    Args:
        tests: the comparisons of this process.
        system: the place.
        asked: the mark of the comparison that was asked for. Another process may have been asked; the same data have
            the same answer, so that this one then begins it too.
    """
    mark = mark_of(system)
    task = tests.find(mark)
    if task is None and asked == mark:
        with suppress(TooMuchWorkError):
            return ask(tests, system)
    return _standing(mark, task)


def _standing(mark: str, task: Task[BetweennessTest] | None) -> Standing:
    if task is None:
        return Standing(None, mark)
    stage = task.stage
    return Standing(stage, mark, task.done, task.total, task.answer() if stage is Stage.FINISHED else None)
