"""What else Wagtail keeps."""

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page, Site, Task, Workflow
from wagtail.rich_text import RichText

from home.models import ContentPage, HelpSettings, SiteSettings


def make(users):
    root = Collection.get_first_root_node()
    image = get_image_model().objects.create(
        title="Picture", file=get_test_image_file(), collection=root
    )
    document = get_document_model().objects.create(
        title="Paper", collection=root, file=ContentFile(b"words", name="paper.txt")
    )
    published = get_document_model().objects.create(
        title="Leaflet", collection=root, file=ContentFile(b"words", name="leaflet.txt")
    )
    link = f'<p><a linktype="document" id="{published.pk}">Leaflet</a></p>'
    Page.objects.get(depth=2).add_child(
        instance=ContentPage(title="Leaflets", body=[("text", RichText(link))])
    )
    workflow, task = Workflow.objects.first(), Task.objects.first()
    site, group = Site.objects.get(), Group.objects.get(name="PE team")
    collection = root.add_child(name="Pictures of a garden")
    return {
        "image": {"image_id": image.pk, "pk": image.pk, "filter_spec": "width-100"},
        "document": _document(document),
        "document on a published page": _document(published),
        "login": {"pk": users["PE team"].pk},
        "group": {"pk": group.pk},
        "site": {"pk": site.pk},
        "settings": {"pk": HelpSettings.load().pk},
        "name of the trust": {"pk": SiteSettings.load().pk},
        "redirect": {"redirect_id": Redirect.add_redirect("/old/", "/new/").pk},
        "workflow": {"pk": workflow.pk, "workflow_pk": workflow.pk,
                     "page_pk": site.root_page_id, "task_id": task.pk},
        "task": {"pk": task.pk, "task_id": task.pk},
        "collection": {"pk": collection.pk, "collection_id": collection.pk},
    }  # fmt: skip


def _document(document):
    return {
        "document_id": document.pk,
        "doc_id": document.pk,
        "pk": document.pk,
        "0": document.pk,
        "1": document.filename,
    }
