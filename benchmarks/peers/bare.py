"""An application that answers at once and does nothing: how fast the load itself can ask."""

import uvicorn
from starlette.types import Receive, Scope, Send

from benchmarks.peers.port import chosen_port

BODY = b"{}"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer every request with an empty object."""
    if scope["type"] == "http":
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(BODY))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": BODY})


if __name__ == "__main__":
    uvicorn.run(app, port=chosen_port(), log_level="warning", lifespan="off")
