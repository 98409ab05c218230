"""The processes that are measured: gunicorn as in production, and nginx with a file."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
WORKERS = os.cpu_count()
PATIENCE = 60  # seconds until a server must answer
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off; default_type text/html; sendfile on; keepalive_requests 1000000;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{
    listen 127.0.0.1:{port}; root {folder}/pages; gzip_static on;
    add_header Cache-Control "public, max-age=60";
  }}
}}
"""


def environment(database, folder, *, page_cache):
    """The environment of an installation, as docs/operations.md asks for."""
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "DATABASE_URL": database,
        "BASE_URL": "https://bench.example.org",
        "ALLOWED_HOSTS": "bench.example.org",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "FROM_EMAIL": "involvement@example.org",
        "DATA_FOLDER": str(folder),
        "CACHE_URL": "dbcache://page_cache" if page_cache else "dummycache://",
    }


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def new_database(server, name, template="template0"):
    """The address of a new database, a copy of `template`, beside that of `server` (an address)."""
    *_, folder, known = server.split("/")
    connection = psycopg2.connect(dbname=known, user="postgres", host=unquote(folder))
    connection.autocommit = True  # PostgreSQL makes databases outside transactions only
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    connection.close()
    return server.rpartition("/")[0] + f"/{name}"


def run(arguments, env):
    """What `python …` prints. Ends the bench with its words if it fails."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True
    )
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
    return done.stdout


def start_gunicorn(crew, name, env):
    """Start the web server as docs/operations.md says; return its port once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--workers", str(WORKERS)]
    command += ["--worker-class", "sync", "--threads", "1"]
    command += ["--bind", f"127.0.0.1:{port}", "--access-logfile", "/dev/null"]
    crew.start(name, command, env)
    return _answering(crew, port)


def start_nginx(crew, folder, body):
    """Start nginx with the bytes `body` (gzip) as /page.html; return its port."""
    port, pages = free_port(), folder / "pages"
    pages.mkdir(parents=True)
    (pages / "page.html.gz").write_bytes(body)
    (pages / "page.html").write_bytes(b"only for those without gzip")
    for path in (folder, pages):
        path.chmod(0o755)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    command = [shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")]
    command += [
        "-p",
        str(folder),
        "-c",
        str(folder / "nginx.conf"),
        "-e",
        str(folder / "start.log"),
    ]
    crew.start("nginx", command, os.environ)
    return _answering(crew, port)


def _answering(crew, port):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        crew.check()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return port
        except OSError:
            time.sleep(0.1)
    sys.exit(f"A server did not answer on port {port} for {PATIENCE} seconds.")
