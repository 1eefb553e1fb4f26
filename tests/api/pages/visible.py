"""What a reader sees of a page: its words, without markup, each run of space as one."""

import html
import re

_UNSEEN = re.compile(r"<(script|style|svg|head)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def words(page: str) -> str:
    """Return the visible words of a page."""
    return " ".join(html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", page))).split())


def part(page: str, start: str, end: str) -> str:
    """Return the words between two pieces of markup, the first of each."""
    _, found, rest = page.partition(start)
    assert found, f"{start!r} is not on the page"
    return words(rest.partition(end)[0])


def links(page: str) -> list[str]:
    """Return the addresses that the page links to, in its order."""
    return [html.unescape(address) for address in re.findall(r'<a [^>]*?href="([^"]*)"', page)]
