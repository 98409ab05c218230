"""The page tree of a new installation, and the workflow by which its drafts are published."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.rich_text import RichText

from cafes.models import CafeIndexPage
from design_system.teasers import index_page_models
from feedback.models import StoryIndexPage
from home.models import ContentPage, HomePage
from opportunities.models import OpportunityIndexPage

from .steps import HERE, data


def make_pages():
    """The home page, lists of opportunities, cafés and stories, pages of promised addresses."""
    root, said = _root(), data("pages")
    home = HomePage.objects.first()
    is_new = home is None
    if is_new:
        home = HomePage(slug="start", show_in_menus=False, **said["home"])
        root.add_child(instance=home)
        _make_front_page(home)
    if not OpportunityIndexPage.objects.exists():
        index = OpportunityIndexPage(slug="opportunities", **said["opportunities"])
        home.add_child(instance=index)
    if not CafeIndexPage.objects.exists():
        home.add_child(instance=CafeIndexPage(slug="cafes", **said["cafes"]))
    if not StoryIndexPage.objects.exists():
        home.add_child(instance=StoryIndexPage(slug="you-said-we-did", **said["stories"]))
    if is_new:
        _arrange(home, said["arrangement"])
    for slug, words in said["content"].items():
        if not home.get_children().filter(slug=slug).exists():
            page = ContentPage(
                slug=slug, body=_body(slug), search_description=words["summary"], **words
            )
            home.add_child(instance=page)


def _body(slug):
    """The words of pages/<slug>.html, where <!-- levels --> stands for the block of that name."""
    text = (HERE / "pages" / f"{slug}.html").read_text(encoding="utf-8")
    before, *after = text.split("<!-- levels -->")
    body = [("text", RichText(before))]
    for words in after:
        body += [("levels", None), ("text", RichText(words))]
    return body


def _arrange(home, said):
    """The home page as it starts: what involvement is, what each list has, how to join."""
    lists = {
        index._meta.label: index for model in index_page_models() for index in model.objects.all()
    }
    featured = [
        ("featured", {"index": lists[label], **words})
        for label, words in said["featured"].items()
        if label in lists
    ]
    home.body = [*_body("home"), *featured, ("how_to_join", said["how_to_join"])]
    home.save()


def _root():
    """Wagtail's own root page; made anew, with what belongs to it, if the tables were emptied."""
    language = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    locale, _ = Locale.objects.get_or_create(language_code=language)
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")
    return Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=locale)
    )


def _make_front_page(home):
    """Put `home` in the place of Wagtail's sample site, page, groups and workflow."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    sample_pages = list(home.get_siblings(inclusive=False))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": address.hostname, "port": port, "root_page": home},
    )
    for page in sample_pages:
        page.specific_deferred.delete()
    home.refresh_from_db()
    home.slug = "home"
    home.set_url_path(home.get_parent())
    home.save()
    Workflow.objects.all().delete()
    GroupApprovalTask.objects.all().delete()
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()


def make_workflow():
    """Editors' drafts go to the publishers; a workflow that staff assigned instead is kept."""
    home, words = HomePage.objects.get(), data("start")["workflow"]
    if WorkflowPage.objects.filter(page=home).exists():
        return
    task = GroupApprovalTask.objects.create(name=words["name"])
    task.groups.add(Group.objects.get(name=words["group"]))
    workflow = Workflow.objects.create(name=words["name"])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=home)
