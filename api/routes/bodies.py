"""What a program sends: a JSON object of a reasonable size."""

from typing import Annotated, Any

import orjson
from fastapi import Depends, Request

from api.language import message
from api.limits import LARGEST_BODY
from models.errors import InvalidRequestError, TooLargeError

NO_OBJECT = message("Skicka ett JSON-objekt med postens fält.")
NO_VERSION = message("Skicka med ”version”: den version av posten som ändringen utgår från.")
TOO_LARGE = message("Det som skickades är för stort för en post.")


async def _body(request: Request) -> dict[str, Any]:
    """Read at most so much of the body as a record can need.

    Raises:
        TooLargeError: there is more of it.
        InvalidRequestError: it is no JSON object.
    """
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > LARGEST_BODY:
            raise TooLargeError(TOO_LARGE)
    try:
        values = orjson.loads(bytes(content))
    except orjson.JSONDecodeError:
        raise InvalidRequestError(NO_OBJECT) from None
    if not isinstance(values, dict):
        raise InvalidRequestError(NO_OBJECT)
    return values


def taken_version(values: dict[str, Any]) -> int:
    """Take the version out of what was sent.

    Raises:
        InvalidRequestError: there is none.
    """
    version = values.pop("version", None)
    if not isinstance(version, int) or isinstance(version, bool):
        raise InvalidRequestError(NO_VERSION)
    return version


SentValues = Annotated[dict[str, Any], Depends(_body)]
