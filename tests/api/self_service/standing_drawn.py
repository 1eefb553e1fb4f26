"""What an actor is asked about a record, as tests of answering need it."""

from sqlalchemy import Engine

from api.access.openness import access_of
from api.access.seen import Seen
from api.database import reading
from api.queries.keys import key_text
from api.queries.surroundings import find_stored
from api.self_service.answer_links import AnswerLink
from api.self_service.standing import Asked, standings_of
from graph.packages import key_of
from models.package_files import FILES, PackageFile
from models.records import Record


def asked_about(engine: Engine, link: AnswerLink, file: PackageFile, record: Record) -> Asked:
    """Return what the page of a link shows of a record now."""
    key = key_text(key_of(file, record))
    with reading(engine) as connection:
        seen = Seen(connection, access_of(connection, link.viewer))
        standings = standings_of(seen, connection, link.viewer, file, [record])
    return Asked(file, record, key, standings[key])


def own_record(engine: Engine, actor_id: str) -> Record:
    """Return an actor as it is stored."""
    with reading(engine) as connection:
        found = find_stored(connection, FILES["actors"], [actor_id])
    assert found is not None
    return found.record
