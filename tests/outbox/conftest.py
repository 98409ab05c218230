import pytest

from tests.outbox.mail_server import MailServer
from tests.outbox.worker_process import Workers, database_for_all


@pytest.fixture
def letter_template(settings, tmp_path):
    """A function that makes `outbox/test/<name>.txt` exist with a text for this test."""
    folder = tmp_path / "templates" / "outbox" / "test"
    folder.mkdir(parents=True)
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [folder.parent.parent, *engine["DIRS"]]}]

    def write(text, name="hello"):
        (folder / f"{name}.txt").write_text(text)
        return f"test/{name}"

    return write


@pytest.fixture
def mail_server():
    server = MailServer().start()
    yield server
    server.stop()


@pytest.fixture
def workers(transactional_db, tmp_path, mail_server):
    """Real worker processes, which see what the test has written."""
    with database_for_all(tmp_path) as database_url:
        workers = Workers(database_url, mail_server.url)
        yield workers
        workers.end()
