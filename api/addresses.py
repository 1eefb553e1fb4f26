"""Addresses on this host, and the way back to where the visitor was."""

from urllib.parse import urlencode, urlsplit

from starlette.requests import Request

LONGEST_ADDRESS = 4000


def is_here(address: str) -> bool:
    """Tell whether an address stays on this host. Browsers read `//host` and a backslash as another one."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and address.isprintable()


def current_address(request: Request) -> str:
    """Return where the visitor is, without the host."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def sign_in_address(request: Request) -> str:
    """Return where to sign in and come back from to where the visitor is."""
    return "/logga-in?" + urlencode({"next": current_address(request)})
