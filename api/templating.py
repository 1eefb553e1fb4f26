"""From a page's context to HTML: the template environment of each language, and what templates can say."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import escape
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.access.recognition import NOBODY, Caller, recognise
from api.addresses import current_address
from api.language import Language, chosen_language, known_messages, languages
from api.settings import ROOT
from api.static_files import static_address
from api.viewpoints import Viewpoint
from graph.message import Message
from models.instants import swedish_time
from models.vocabulary import Sector, Theme

TEMPLATE_FOLDER = ROOT / "frontend" / "templates"

NO_WAY_BACK = ("/logga-in", "/logga-ut", "/inbjudan/", "/losenord/", "/svar/", "/anslut/")
"""Pages that nobody wants to come back to after signing in."""

LABELS: Mapping[str, Mapping[str, str]] = {
    "sector": {sector: sector.label for sector in Sector},
    "theme": {theme: theme.label for theme in Theme},
}
"""The Swedish words for codes that stand inside other texts, such as the scopes of an inventory."""


@dataclass(frozen=True)
class Page:
    """The context of a page. Its template sees it as `page`, the frame around it as `frame`, and nothing else."""

    template: ClassVar[str]


@dataclass(frozen=True)
class Frame:
    """What the frame around every page shows.

    Attributes:
        language: the one that the page is in.
        languages: all of them.
        here: where the reader is.
        account: the name of the account that is signed in; empty for nobody.
        demo: whether that account belongs to the demo.
    """

    language: Language
    languages: tuple[Language, ...]
    here: str
    account: str = ""
    demo: bool = False

    @property
    def sign_in_address(self) -> str:
        """Where to sign in and come back from to this page; the pages of signing in lead on to the start page."""
        if self.here == "/" or self.here.startswith(NO_WAY_BACK):
            return "/logga-in"
        return "/logga-in?" + urlencode({"next": self.here})

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What the address chooses beside the day, the view and the reading, for a form that changes these."""
        query = parse_qsl(urlsplit(self.here).query, keep_blank_values=True)
        return [(name, value) for name, value in query if name not in ("date", "view", "readings")]

    def here_on(self, viewpoint: Viewpoint) -> str:
        """Return the address of the same page from another viewpoint, with all else that it chooses."""
        chosen = {"date": viewpoint.day.isoformat(), **viewpoint.choices()}
        return f"{urlsplit(self.here).path}?{urlencode([*chosen.items(), *self.choices])}"

    def address_in(self, language: Language) -> str:
        """Return the address that chooses `language` and comes back to this page."""
        return "/sprak?" + urlencode({"lang": language.code, "next": self.here})


def page(request: Request, context: Page, *, status: int = 200) -> HTMLResponse:
    """Render a page in the visitor's language.

    Args:
        request: where the visitor is, and which language was chosen.
        context: what the page says; its class names the template.
        status: the HTTP status of the answer.
    """
    language = chosen_language(request)
    here, caller = current_address(request), _caller(request)
    html = render(context, Frame(language, tuple(languages().values()), here, caller.name, caller.demo))
    # What somebody who is signed in has seen must not come back with the browser's history after they have left.
    kept = "no-store" if caller.viewer.account_id else "private, no-cache"
    headers = {"Content-Language": language.code, "Vary": "Cookie", "Cache-Control": kept}
    return HTMLResponse(html, status, headers)


def _caller(request: Request) -> Caller:
    """Return who asks; nobody when the database cannot tell, so that there is a page to say that it cannot."""
    try:
        return recognise(request)
    except SQLAlchemyError:
        return NOBODY


def render(context: Page, frame: Frame) -> str:
    """Return the HTML of a context; kept apart from the request for reports and tests."""
    template = environment(frame.language.code).get_template(context.template)
    return template.render(page=context, frame=frame)


@functools.cache
def environment(code: str) -> Environment:
    """Return the environment of a language. Templates are compiled once for each."""
    language = languages()[code]
    made = Environment(
        loader=FileSystemLoader(TEMPLATE_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]
    made.globals["gettext"] = made.globals["_"] = _escaping(cast(Callable[..., str], made.globals["gettext"]))
    made.globals |= {"static": static_address, "labels": LABELS}
    made.filters |= _filters(language)
    return made


def _escaping(translate: Callable[..., str]) -> Callable[..., str]:
    """Return a way to translate that escapes what is no message of ours.

    The template engine takes whatever it translates for markup, as our own messages may be. A text that the
    catalogue does not know comes from elsewhere: an error that names an actor, say.
    """

    @pass_context
    def translate_or_escape(context: Context, text: str, **values: Any) -> str:
        if text in known_messages():
            return translate(context, text, **values)
        return escape(text) if not values else escape(text) % values

    return translate_or_escape


def _filters(language: Language) -> Mapping[str, Any]:
    """What templates do to values: dates, numbers and shares as the language writes them."""
    locale = language.locale

    def as_day(day: date) -> str:
        if isinstance(day, datetime):
            day = day.astimezone(swedish_time()).date()
        return format_date(day, "d MMMM y", locale=locale)

    def as_moment(moment: datetime) -> str:
        return format_datetime(moment, _moment_format(language), tzinfo=swedish_time(), locale=locale)

    def as_number(number: float, decimals: int = 0) -> str:
        return format_decimal(round(number, decimals), locale=locale)

    def as_percent(share: float) -> str:
        return format_percent(share, locale=locale)

    def as_said(message: Message) -> str:
        return message.render(language.say)

    return {"day": as_day, "moment": as_moment, "number": as_number, "percent": as_percent, "said": as_said}


def _moment_format(language: Language) -> str:
    return "d MMMM y 'kl.' HH.mm" if language.code == "sv" else "d MMMM y, HH:mm"
