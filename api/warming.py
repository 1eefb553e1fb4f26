"""What a new server gets ready before it is asked, so that the first visitor does not wait longer than the next."""

import logging
from threading import Thread

from fastapi import FastAPI

from api.access.viewer import ANYBODY
from api.analyses import Analyses, Question
from api.application import create_app
from api.language import languages
from api.logs import write_logs
from api.queries.holdings import list_holdings
from api.settings import Settings
from api.templating import environment
from graph.drawing.canvas import canvas_data
from graph.drawing.layout import draw
from models.dates import now

logger = logging.getLogger(__name__)


def warm_app() -> FastAPI:
    """Return the application, and begin to get it ready in a thread of its own."""
    settings = Settings()
    write_logs(settings.log_format)
    app = create_app(settings)
    Thread(target=get_ready, args=(app,), name="warming", daemon=True).start()
    return app


def get_ready(app: FastAPI) -> None:
    """Compile the templates, and analyse and draw the topmost places as they open.

    A failure is logged and no more: whatever is not ready is made when it is asked for.
    """
    try:
        templates = environment(next(iter(languages())))
        for name in templates.list_templates(["html"]):
            templates.get_template(name)
        with app.state.window.seeing(ANYBODY) as seen:
            holdings = list_holdings(seen, today := now().date())
        analyses: Analyses = app.state.analyses
        for place in (holding for holding in holdings if holding.parent_id is None):
            network = analyses.analyse(Question(place.id, place.observed_on or today), ["gaps"]).system.network
            canvas_data(network, draw(network))
    except Exception:
        logger.exception("the server could not get everything ready")
