"""Long work: asked for once, one piece at a time, few waiting, ended with the application."""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from threading import Event, current_thread

import pytest

from api.long_work import LongWork, Progress, Stage
from models.errors import TooMuchWorkError

PATIENCE_S = 20


class Held:
    """Work that begins, says how far it is, and waits until it is let go."""

    def __init__(self) -> None:
        self.begun, self.let_go = Event(), Event()
        self.times = 0

    def __call__(self, progress: Progress) -> str:
        self.times += 1
        progress(3, 10)
        self.begun.set()
        assert self.let_go.wait(PATIENCE_S)
        progress(10, 10)
        return "done"


@pytest.fixture
def held() -> Iterator[Held]:
    work = Held()
    yield work
    work.let_go.set()


@pytest.fixture
def long_work() -> Iterator[LongWork[str]]:
    made: LongWork[str] = LongWork(most_unfinished=3, most_kept=3)
    yield made
    made.close()


def answering(answer: str) -> Callable[[Progress], str]:
    return lambda _: answer


def test_work_runs_and_then_has_an_answer(long_work: LongWork[str], held: Held) -> None:
    task = long_work.ask("question", held)
    assert held.begun.wait(PATIENCE_S)
    assert (task.stage, task.done, task.total) == (Stage.RUNNING, 3, 10)
    held.let_go.set()
    assert task.answer(PATIENCE_S) == "done"
    assert (task.stage, task.done, task.total) == (Stage.FINISHED, 10, 10)


def test_the_same_question_is_worked_on_once(long_work: LongWork[str], held: Held) -> None:
    first = long_work.ask("question", held)
    assert long_work.ask("question", held) is first
    held.let_go.set()
    first.answer(PATIENCE_S)
    assert long_work.ask("question", held) is first
    assert held.times == 1


def test_one_piece_is_done_at_a_time_on_a_thread_of_its_own(long_work: LongWork[str], held: Held) -> None:
    first = long_work.ask("first", held)
    second = long_work.ask("second", lambda _: current_thread().name)
    assert held.begun.wait(PATIENCE_S)
    assert second.stage is Stage.WAITING
    held.let_go.set()
    assert first.answer(PATIENCE_S) == "done"
    assert second.answer(PATIENCE_S).startswith("long-work")


def test_more_than_may_wait_are_refused_and_what_is_under_way_is_still_found(
    long_work: LongWork[str], held: Held
) -> None:
    tasks = [long_work.ask(number, held if number == 0 else answering(str(number))) for number in range(3)]
    with pytest.raises(TooMuchWorkError, match="Försök igen"):
        long_work.ask("one more", held)
    assert long_work.ask(2, held) is tasks[2]
    assert long_work.find("one more") is None
    held.let_go.set()
    assert [task.answer(PATIENCE_S) for task in tasks] == ["done", "1", "2"]
    assert long_work.ask("one more", answering("now")).answer(PATIENCE_S) == "now"


def test_the_answers_that_nobody_looked_at_for_longest_are_forgotten(long_work: LongWork[str]) -> None:
    for name in ("a", "b", "c"):
        long_work.ask(name, answering(name)).answer(PATIENCE_S)
    assert long_work.find("a") is not None
    long_work.ask("d", answering("d")).answer(PATIENCE_S)
    assert [name for name in "abcd" if long_work.find(name)] == ["a", "c", "d"]


def test_what_fails_is_logged_and_may_be_asked_again(
    long_work: LongWork[str], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Progress) -> str:
        raise RuntimeError("division by nobody")

    task = long_work.ask("question", fail)
    with pytest.raises(RuntimeError):
        task.answer(PATIENCE_S)
    assert task.stage is Stage.FAILED
    assert "division by nobody" in caplog.text
    assert long_work.ask("question", answering("better")).answer(PATIENCE_S) == "better"


def test_closing_ends_what_runs_and_what_waits() -> None:
    closing: LongWork[str] = LongWork()
    begun = Event()

    def endless(progress: Progress) -> str:
        begun.set()
        while True:
            progress(0, 1)

    running, waiting = closing.ask("running", endless), closing.ask("waiting", answering("never"))
    assert begun.wait(PATIENCE_S)
    closing.close()
    assert (running.stage, waiting.stage) == (Stage.FAILED, Stage.FAILED)
    with pytest.raises(CancelledError):
        waiting.answer()


def test_work_that_nobody_asked_for_is_not_found(long_work: LongWork[str]) -> None:
    assert long_work.find("question") is None


def test_waiting_work_that_nobody_follows_gives_its_place_to_others(held: Held) -> None:
    moment = [0.0]
    long_work: LongWork[str] = LongWork(most_unfinished=3, clock=lambda: moment[0])
    try:
        long_work.ask("running", held)
        assert held.begun.wait(PATIENCE_S)
        left, followed = long_work.ask("left", answering("x")), long_work.ask("followed", answering("y"))
        moment[0] = 121.0
        long_work.find("followed")
        new = long_work.ask("new", answering("z"))
        held.let_go.set()
        assert (new.answer(PATIENCE_S), followed.answer(PATIENCE_S)) == ("z", "y")
        assert left.stage is Stage.FAILED
    finally:
        held.let_go.set()
        long_work.close()


def test_waiting_work_that_is_expected_to_be_done_is_never_given_up(held: Held) -> None:
    moment = [0.0]
    long_work: LongWork[str] = LongWork(most_unfinished=3, clock=lambda: moment[0], abandoned_s=None)
    try:
        long_work.ask("running", held)
        assert held.begun.wait(PATIENCE_S)
        left = long_work.ask("left", answering("x"))
        moment[0] = 100_000.0
        new = long_work.ask("new", answering("y"))
        held.let_go.set()
        assert (left.answer(PATIENCE_S), new.answer(PATIENCE_S)) == ("x", "y")
    finally:
        held.let_go.set()
        long_work.close()
