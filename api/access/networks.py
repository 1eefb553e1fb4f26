"""Where a request comes from: the network that attempts are counted for, and whether it is this very machine."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection

from api.settings import Settings

LOCAL_NAMES = ("localhost", "localhost.localdomain")
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
HOME_PREFIX = 64
"""Whoever has an IPv6 address has at least this network, and can take any address in it."""


def network_of(connection: HTTPConnection) -> str:
    """Return the client's address, or for IPv6 its network; an empty text when the server does not know it.

    Behind a proxy that is named in SAMVERKAN_TRUSTED_PROXIES the server has already put the client's address in place
    of the proxy's.
    """
    host = connection.client.host if connection.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, HOME_PREFIX), strict=False))


def is_loopback(host: str) -> bool:
    """Tell whether an address or a name leads to this very machine."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() in LOCAL_NAMES


def is_at_this_machine(connection: HTTPConnection, settings: Settings) -> bool:
    """Tell whether whoever asks sits at the machine that serves.

    The service must listen on loopback, the browser must have asked for it by a local name, and no proxy may have
    passed the request on: one on the same machine would make the whole world look local.
    """
    passed_on = bool(settings.trusted_proxies) or any(name in connection.headers for name in FORWARDED)
    return not passed_on and is_loopback(settings.host) and is_loopback(_host_name(connection))


def _host_name(connection: HTTPConnection) -> str:
    """Return the host of the Host header, without its port."""
    host = connection.headers.get("host", "")
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.rpartition(":")[0] if ":" in host else host
