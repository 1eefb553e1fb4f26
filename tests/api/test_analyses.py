"""Analyses on request: computed once, remembered while they hold, and never in the way of other pages."""

import asyncio
from datetime import date
from threading import Event, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.window import Window
from api.analyses import Analyses, Question, Remembered
from api.database import writing
from api.demo import load_demo
from models.errors import NotFoundError
from models.tables import TABLES

KN = Question("kn", date(2026, 11, 1))


@pytest.fixture
def demo(sqlite_engine: Engine) -> Engine:
    load_demo(sqlite_engine)
    return sqlite_engine


def test_two_who_ask_for_the_same_get_one_computation() -> None:
    remembered: Remembered[int] = Remembered(2)
    begun, let_go, computed = Event(), Event(), []

    def compute() -> int:
        computed.append(1)
        begun.set()
        assert let_go.wait(10)
        return 7

    answers: list[int] = []
    askers = [Thread(target=lambda: answers.append(remembered.get("same", compute))) for _ in range(3)]
    for asker in askers:
        asker.start()
    assert begun.wait(10)
    assert remembered.get("other", lambda: 8) == 8  # nobody waits for a different question
    let_go.set()
    for asker in askers:
        asker.join()
    assert (answers, computed) == ([7, 7, 7], [1])


def test_a_failure_is_not_remembered() -> None:
    remembered: Remembered[int] = Remembered(2)
    with pytest.raises(ZeroDivisionError):
        remembered.get("question", lambda: 1 // 0)
    assert remembered.find("question") is None
    assert remembered.get("question", lambda: 1) == 1


def test_only_the_answers_asked_for_last_are_kept() -> None:
    remembered: Remembered[str] = Remembered(2)
    for key in ("a", "b", "a", "c"):
        remembered.get(key, key.lower)
    assert [remembered.find(key) for key in ("a", "b", "c")] == ["a", None, "c"]


def test_an_analysis_is_the_same_object_until_the_register_is_written(demo: Engine) -> None:
    analyses = Analyses(Window(demo))
    first = analyses.analyse(KN)
    assert analyses.analyse(KN) is first
    with writing(demo) as connection:
        connection.execute(sa.update(TABLES["register_revision"]).values(revision=99))
    assert analyses.find(KN) is None
    assert analyses.analyse(KN) is not first


def test_a_remembered_analysis_is_found_when_the_parts_asked_for_are_computed(demo: Engine) -> None:
    analyses = Analyses(Window(demo))
    analyses.analyse(KN, ["gaps"])
    assert analyses.find(KN, ["gaps"]) is not None
    assert analyses.find(KN, ["gaps", "sectors"]) is None


def test_places_that_do_not_exist_push_nothing_out(demo: Engine) -> None:
    analyses = Analyses(Window(demo))
    kept = analyses.analyse(KN)
    for number in range(100):
        with pytest.raises(NotFoundError):
            analyses.analyse(Question(f"nowhere-{number}", KN.day))
    assert analyses.find(KN) is kept


def test_long_work_leaves_the_threads_of_the_pages_alone(demo: Engine) -> None:
    analyses = Analyses(Window(demo))
    begun, let_go = Event(), Event()

    def long() -> str:
        begun.set()
        assert let_go.wait(10)
        return "done"

    async def meanwhile() -> list[object]:
        busy = [asyncio.create_task(analyses.work(long)) for _ in range(50)]
        await asyncio.to_thread(begun.wait, 10)
        analysis = await asyncio.to_thread(analyses.analyse, KN)  # a page's thread, not the worker's
        let_go.set()
        return [analysis.system.place.id, set(await asyncio.gather(*busy))]

    assert asyncio.run(meanwhile()) == ["kn", {"done"}]
