"""The list of actors as the tutorials write it: a table model, a yielded session, the default pool and threads."""

import os
from collections.abc import Iterator
from typing import Annotated

import uvicorn
from fastapi import Depends, FastAPI, Query
from sqlmodel import Session, create_engine, select

from benchmarks.peers.port import chosen_port
from models.records import ActorFields
from models.tables import ActorRow

engine = create_engine(os.environ["SAMVERKAN_DATABASE_URL"], connect_args={"check_same_thread": False})
app = FastAPI()


def get_session() -> Iterator[Session]:
    """Give a session for as long as the request takes."""
    with Session(engine) as session:
        yield session


@app.get("/readyz")
async def show_readiness() -> dict[str, str]:
    """Answer as soon as the server listens."""
    return {"status": "ready"}


@app.get("/api/v1/actors", response_model=list[ActorFields])
def list_actors(
    session: Annotated[Session, Depends(get_session)],
    offset: int = 0,
    limit: Annotated[int, Query(le=1000)] = 100,
) -> list[ActorRow]:
    """Return a page of actors."""
    return list(session.exec(select(ActorRow).offset(offset).limit(limit)).all())


if __name__ == "__main__":
    uvicorn.run(app, port=chosen_port(), log_level="warning")
