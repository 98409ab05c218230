import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from design_system.storage import StaticFilesStorage

CSS = "wagtailnhsukfrontend/css/nhsuk-frontend-10.4.2.min.css"


@pytest.fixture
def storage(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "design_system.storage.StaticFilesStorage"}
    }
    return StaticFilesStorage()


@pytest.mark.slow
def test_everything_is_collected_though_the_package_lacks_its_source_maps(settings, storage):
    call_command("collectstatic", interactive=False, verbosity=0)

    names = json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text())["paths"]
    for name in (CSS, "portal.css", "portal.js", "supported.js"):
        assert names[name] != name
        assert (settings.STATIC_ROOT / (names[name] + ".gz")).exists()
    assert (settings.STATIC_ROOT / CSS).exists(), "500.html names it without its hash"


def collect(storage, css):
    storage.save("a.css", ContentFile(css))
    return list(storage.post_process({"a.css": (storage, "a.css")}))


def test_a_missing_source_map_is_left_as_it_is(storage):
    css = b"a{color:red}\n/*# sourceMappingURL=a.css.map */\n"

    [(_, hashed, processed)] = [result for result in collect(storage, css) if result[0] == "a.css"][
        :1
    ]

    assert processed is True
    with storage.open(hashed) as file:
        assert file.read() == css


def test_any_other_missing_file_still_stops_the_build(storage):
    problems = [result[2] for result in collect(storage, b"a{background:url(missing.png)}")]

    assert "missing.png" in str(problems[0])
