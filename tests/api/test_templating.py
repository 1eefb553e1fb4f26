"""Contexts and templates agree: a template uses what its context has, and a context holds what is used."""

import dataclasses
from collections.abc import Iterator
from datetime import date

import pytest
from jinja2 import nodes
from jinja2.exceptions import UndefinedError

import api.pages  # noqa: F401 - importing the pages defines their contexts
from api.language import languages
from api.templating import TEMPLATE_FOLDER, Frame, Page, environment

TEMPLATES = environment("sv")


def contexts(kind: type[Page] = Page) -> Iterator[type[Page]]:
    for below in kind.__subclasses__():
        if below.__module__.startswith("api."):
            yield below
            yield from contexts(below)


def parts_of(template: str) -> Iterator[nodes.Template]:
    """Yield the syntax of a template and of all that it includes, imports or extends."""
    assert TEMPLATES.loader is not None
    tree = TEMPLATES.parse(TEMPLATES.loader.get_source(TEMPLATES, template)[0])
    yield tree
    for part in tree.find_all((nodes.Include, nodes.Import, nodes.Extends)):
        yield from parts_of(part.template.value)  # type: ignore[attr-defined]


def names_used(template: str, *names: str) -> set[str]:
    """Return what a template and its parts read of `page`, or of other names."""
    attributes = (attribute for tree in parts_of(template) for attribute in tree.find_all(nodes.Getattr))
    wanted = names or ("page",)
    return {use.attr for use in attributes if isinstance(use.node, nodes.Name) and use.node.name in wanted}


@pytest.mark.parametrize("context", list(contexts()), ids=lambda context: context.__name__)
def test_a_template_reads_only_what_its_context_has(context: type[Page]) -> None:
    fields = {field.name for field in dataclasses.fields(context)}
    derived = {name for name in dir(context) if not name.startswith("_")}
    assert names_used(context.template) <= fields | derived


@pytest.mark.parametrize("context", list(contexts()), ids=lambda context: context.__name__)
def test_every_field_of_a_context_is_shown_or_counted(context: type[Page]) -> None:
    # The map's page is also the picture that its drawing shows.
    used = names_used(context.template, "page", "picture")
    for name in used & {name for name, value in vars(context).items() if isinstance(value, property)}:
        used |= set(getattr(context, name).fget.__code__.co_names)
    assert {field.name for field in dataclasses.fields(context)} - used == set()


def test_every_page_template_has_a_context() -> None:
    on_disk = {file.relative_to(TEMPLATE_FOLDER).as_posix() for file in (TEMPLATE_FOLDER / "pages").rglob("*.html")}
    assert {context.template for context in contexts()} == on_disk


def test_a_name_that_does_not_exist_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(UndefinedError):
        TEMPLATES.from_string("{{ page.colour }}").render(page=object())


def test_text_is_escaped() -> None:
    assert TEMPLATES.from_string("{{ name }}").render(name="<b>") == "&lt;b&gt;"


def test_a_text_that_is_no_message_of_ours_is_escaped_where_it_is_translated() -> None:
    shown = TEMPLATES.from_string("{{ _(text) }}")
    assert shown.render(text="”<b>Nästa steg</b>” 100 %") == "”&lt;b&gt;Nästa steg&lt;/b&gt;” 100 %"
    assert shown.render(text="Nästa steg") == "Nästa steg"
    assert environment("en").from_string("{{ _(text) }}").render(text="Nästa steg") == "Next step"


def test_a_message_of_ours_may_be_markup_and_what_stands_in_it_is_escaped() -> None:
    ours = "{% trans actors='<i>' %}I {{ name }} är <strong>{{ actors }} aktörer</strong> från{% endtrans %}"
    assert "&lt;i&gt;" in TEMPLATES.from_string(ours).render(name="x")


@pytest.mark.parametrize(
    ("code", "day", "number", "share"),
    [("sv", "1 november 2026", "1\xa0234,5", "86\xa0%"), ("en", "1 November 2026", "1,234.5", "86%")],
)
def test_dates_and_numbers_are_written_as_the_language_does(code: str, day: str, number: str, share: str) -> None:
    shown = environment(code).from_string("{{ day|day }}/{{ number|number(1) }}/{{ share|percent }}")
    assert shown.render(day=date(2026, 11, 1), number=1234.5, share=0.8636) == f"{day}/{number}/{share}"


def test_the_frame_offers_the_other_language_and_a_way_back() -> None:
    frame = Frame(languages()["sv"], tuple(languages().values()), "/platser/kn?date=2026-11-01")
    assert frame.address_in(languages()["en"]) == "/sprak?lang=en&next=%2Fplatser%2Fkn%3Fdate%3D2026-11-01"
