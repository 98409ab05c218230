"""How gunicorn serves the portal, in the demo and in production; it reads this file by itself."""

from gunicorn.glogging import Logger

from portal.logs import without_secrets


class Log(Logger):
    """An access log in which nobody finds a link that was sent to somebody else."""

    def atoms(self, *arguments):
        atoms = super().atoms(*arguments)
        return atoms | {"U": without_secrets(atoms["U"])}


logger_class = Log
accesslog = "-"
# Neither who asked nor what they searched for is written down: method, path, status, microseconds.
access_log_format = "%(m)s %(U)s %(s)s %(D)s"
loglevel = "warning"
worker_class = "gthread"
workers = 2
threads = 4
graceful_timeout = 5
control_socket_disable = True
