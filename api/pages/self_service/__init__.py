"""The pages of an actor's own link: looking through, correcting, answering, and what came of it."""

from api.pages.self_service import deeds, filling_in, overview, thanks

SELF_SERVICE_PAGES = (overview.router, filling_in.router, deeds.router, thanks.router)
