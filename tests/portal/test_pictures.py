"""Pictures on pages reach everyone; what was uploaded to make them does not."""

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def image():
    return get_image_model().objects.create(title="A café table", file=get_test_image_file())


def test_a_picture_is_shown_to_everyone(client, image):
    response = client.get(image.get_rendition("width-100").url)

    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response["Cache-Control"] == "public, max-age=60"
    assert b"".join(response).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("folder", "status"),
    [("/media/", 404), ("/media/images/../", 400), ("/media/images/%2e%2e/", 400)],
)
def test_an_original_is_not(client, image, folder, status):
    assert client.get(folder + image.file.name).status_code == status
