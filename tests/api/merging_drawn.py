"""Two of the drawn actors made one, as tests of merging do it."""

from collections.abc import Mapping

from sqlalchemy import Engine

from api.access.seen import Seen
from api.access.viewer import OPERATOR, Viewer
from api.database import reading
from api.doubles.merge_company import kept_instead
from api.doubles.merging import Known, Merged, merge, propose
from graph.doubles import Choice


def known(engine: Engine, keep: str, drop: str, viewer: Viewer = OPERATOR) -> Known:
    with reading(engine) as connection:
        return propose(connection, viewer, keep, drop, {}).versions


def merged(
    engine: Engine,
    keep: str = "a",
    drop: str = "b",
    viewer: Viewer = OPERATOR,
    chosen: Mapping[str, Choice] | None = None,
) -> Merged:
    return merge(engine, viewer, keep, drop, chosen or {}, known(engine, keep, drop))


def leads_to(engine: Engine, actor: str) -> str | None:
    with reading(engine) as connection:
        return kept_instead(connection, Seen(connection), actor)
