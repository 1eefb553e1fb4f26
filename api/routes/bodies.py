"""What a program sends: a JSON object of a reasonable size."""

from typing import Annotated, Any

import orjson
from fastapi import Depends, Request

from api.language import message
from api.limits import LARGEST_BODY
from api.sent_bytes import read_at_most
from models.errors import InvalidRecordError, InvalidRequestError, NotJsonError

NO_OBJECT = message("Skicka ett JSON-objekt med postens fält.")
NO_VERSION = message("måste skickas med: den version av posten som ändringen utgår från")
TOO_LARGE = message("Det som skickades är för stort för en post.")


async def _body(request: Request) -> dict[str, Any]:
    """Read at most so much of the body as a record can need.

    Raises:
        NotJsonError: it says that it is something else.
        TooLargeError: there is more of it.
        InvalidRequestError: it is no JSON object.
    """
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise NotJsonError
    content = await read_at_most(request, LARGEST_BODY, TOO_LARGE)
    try:
        values = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise InvalidRequestError(NO_OBJECT) from None
    if not isinstance(values, dict):
        raise InvalidRequestError(NO_OBJECT)
    return values


def taken_version(values: dict[str, Any]) -> int:
    """Take the version out of what was sent.

    Raises:
        InvalidRecordError: there is none.
    """
    version = values.pop("version", None)
    if not isinstance(version, int) or isinstance(version, bool):
        raise InvalidRecordError([("version", NO_VERSION)])
    return version


SentValues = Annotated[dict[str, Any], Depends(_body)]
