"""What is sent along with a request, read only as far as it may be long."""

from fastapi import Request

from models.errors import TooLargeError


async def read_at_most(request: Request, most: int, too_large: str) -> bytes:
    """Return what was sent.

    Args:
        most: so many bytes at most; what comes after them is never held.
        too_large: what is said when there are more, a Swedish message.

    Raises:
        TooLargeError: there are more.
    """
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > most:
            raise TooLargeError(too_large)
    return bytes(content)
