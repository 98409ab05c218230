"""Where the demo listens."""

import errno
import socket
import urllib.error
import urllib.request

LOOPBACK = {"127.0.0.1": socket.AF_INET, "::1": socket.AF_INET6}


class PortTaken(Exception):
    """Another program listens there already."""


def free_addresses(port):
    """The loopback addresses of this machine with `port` free, as gunicorn binds them.

    Raises PortTaken if another program has the port on any of them.
    """
    free = []
    for host, family in LOOPBACK.items():
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(port) from error
            continue  # a machine without IPv6 has no ::1
        free.append(f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
    return free


def answers(url):
    """Whether a page is served at `url`."""
    try:
        with urllib.request.urlopen(url, timeout=30) as response:  # noqa: S310 - our own address
            return response.status == 200
    except urllib.error.HTTPError as error:
        error.close()
        return False
    except OSError:
        return False
