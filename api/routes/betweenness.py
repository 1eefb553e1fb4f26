"""The comparison of betweenness with chance as JSON: begun with POST, followed and read with GET."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from api.betweenness_tests import AskedMark, BetweennessTests, Standing, ask, look_up
from api.routes.analyses import AskedQuestion
from graph.analysis_object import frame_object
from graph.betweenness_null import Obstacle
from graph.betweenness_object import betweenness_test_object
from graph.system import System
from graph.verdict import Verdict

router = APIRouter(prefix="/api/v1/places/{place_id}/betweenness-test", tags=["analyses"])

NOT_STARTED, CHANGED = "not_started", "changed"


class TestedActor(BaseModel):
    """How much an actor lies between others, beside how much it would by chance."""

    id: str
    observed: float = Field(description="Normalised betweenness, between 0 and 1.")
    expected: float | None = Field(description="The mean over the random networks.")
    lower: float | None = Field(description="The 5th percentile of the random networks.")
    upper: float | None = Field(description="The 95th percentile of the random networks.")
    p_upper: float | None = Field(description="The share of the random networks with at least as much.")
    p_upper_other_reading: float | None = Field(description="The same in the other reading, where it matters.")
    verdict: Verdict


class ComparisonWithChance(BaseModel):
    """The network beside random ones in which every actor keeps its number of contacts."""

    drawn: int
    seed: int
    obstacle: Obstacle | None = Field(description="Why there is nothing to compare with; null where there is.")
    actors: list[TestedActor]


class Drawn(BaseModel):
    """How many random networks are done, of how many; both readings together."""

    done: int
    total: int


class BetweennessTestAnswer(BaseModel):
    """How far the comparison has come. The first fields are those of every analysis."""

    place: dict[str, str]
    date: str
    view: str
    readings: str
    kappa: float
    confirmation: float | None
    state: str = Field(
        description="not_started, waiting, running, finished, failed; changed when the data are no longer those of "
        "the comparison that was asked for. POST begins it anew."
    )
    progress: Drawn | None
    result: ComparisonWithChance | None


async def _system(request: Request, question: AskedQuestion) -> System:
    system: System = (await request.app.state.analyses.analysed(question)).system
    return system


AskedSystem = Annotated[System, Depends(_system)]


@router.post("", status_code=202, summary="Begin the comparison of betweenness with chance.")
def begin_betweenness_test(response: Response, system: AskedSystem, tests: BetweennessTests) -> BetweennessTestAnswer:
    """Answer where to follow it. Asked again, it is not made again: the same data have the same answer."""
    standing = ask(tests, system)
    response.headers["Location"] = _address(system, standing)
    return _answer(system, standing, None)


@router.get("", summary="How far the comparison of betweenness with chance has come, and its result.")
def get_betweenness_test(
    response: Response, system: AskedSystem, tests: BetweennessTests, asked: AskedMark = None
) -> BetweennessTestAnswer:
    """Answer at once, whether it is finished or not."""
    response.headers["Cache-Control"] = "no-cache"
    return _answer(system, look_up(tests, system, asked), asked)


def _answer(system: System, standing: Standing, asked: str | None) -> BetweennessTestAnswer:
    unasked = CHANGED if standing.changed_since(asked) else NOT_STARTED
    told: dict[str, Any] = {
        "state": str(standing.stage or unasked),
        "progress": {"done": standing.done, "total": standing.total} if standing.stage else None,
        "result": betweenness_test_object(standing.test) if standing.test else None,
    }
    return BetweennessTestAnswer.model_validate({**frame_object(system), **told})


def _address(system: System, standing: Standing) -> str:
    chosen = {"date": system.day.isoformat(), "view": system.view, "readings": system.reading, "asked": standing.mark}
    return f"/api/v1/places/{system.place.id}/betweenness-test?{urlencode(chosen)}"
