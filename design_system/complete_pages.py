"""Pages that are published only when nothing is missing, whatever way leads to publishing."""

from html import unescape

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.admin.forms import WagtailAdminPageForm

from design_system.refusals import Refusal


class CannotPublish(Refusal):
    """Something is missing; the text names all of it."""


class CompletePage:
    """Mixin of page types whose drafts may be half empty, and whose published pages may not.

    A page type names the fields that need words in `NEEDED_WORDS`, and says in `missing_facts`
    what else it needs.
    """

    NEEDED_WORDS = []
    guarded = True  # a form lifts this on its instance while it validates, to say it in its own way

    def missing_facts(self):
        """What is missing beside words, as a list of short phrases."""
        return []

    def warnings(self):
        """What a publisher should know before they publish, as a list of sentences."""
        return []

    def missing_words(self):
        """The names of the fields that still need words, as a list."""
        return [name for name in self.NEEDED_WORDS if not plain_words(getattr(self, name))]

    def missing(self):
        """What still keeps this page from being published, words and facts, as short phrases."""
        words = [str(self._meta.get_field(name).verbose_name) for name in self.missing_words()]
        return words + self.missing_facts()

    def why_incomplete(self):
        """A sentence that names all that is missing before this can be published, or None."""
        if missing := self.missing():
            return f"“{self.title}” cannot be published yet. Missing: {', '.join(missing)}."
        return None

    def full_clean(self, *args, **kwargs):
        """Wagtail cleans a page in full whenever it is saved as live: the last guard stands here.

        Raises CannotPublish, whatever way led to publishing.
        """
        if self.guarded and self.live and (sentence := self.why_incomplete()):
            raise CannotPublish(sentence)
        super().full_clean(*args, **kwargs)

    def publish(self, revision, **kwargs):
        """Publish `revision` now, or at the time that it names, if it is complete.

        Raises CannotPublish. A schedule that has come due cannot ask anyone: it is cancelled
        instead (and logged so by Wagtail), and the page stays as it is.
        """
        sentence = revision.as_object().why_incomplete()
        due = revision.approved_go_live_at
        if sentence and due and due <= timezone.now():
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            return
        if sentence:
            raise CannotPublish(sentence)
        super().publish(revision, **kwargs)


class CompletePageForm(WagtailAdminPageForm):
    """The editor of a CompletePage: what goes to a publisher or to the public must be complete."""

    def _post_clean(self):
        self.instance.guarded = False  # a draft of a live page may be half empty too
        super()._post_clean()  # now the instance holds what was sent
        self.instance.guarded = True
        if self.instance._state.adding:
            self.instance.live = False  # Wagtail would save it as live before it publishes it
        if not self.is_deferred_validation:
            self.refuse_unless_complete()

    def refuse_unless_complete(self):
        for name in self.instance.missing_words():
            if name not in self.errors:
                self.add_error(name, "This needs words before the page can be published.")
        if missing := self.instance.missing():
            self.add_error(None, f"This cannot be published yet. Missing: {', '.join(missing)}.")


def warn_first(request, page):
    """Before `page` is published from an editor: whoever has not read its warnings reads them.

    The editor that shows them says so with what it sends (`warned`). One that could not, because
    the page is new or its facts have changed, has its words saved as a draft; then this returns
    the way to the editor, and otherwise None.
    """
    if not isinstance(page, CompletePage) or request.POST.get("warned"):
        return None
    sentences = page.warnings()
    if not sentences:
        return None
    messages.warning(
        request,
        f"“{page.title}” is saved and not published yet. Please read what stands beside "
        "its facts. If you want to publish it all the same, press “Publish” again.",
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def plain_words(html):
    """The text of a field of rich text, without its tags."""
    return unescape(strip_tags(html)).strip()
