"""A file that is chosen from a phone or computer."""

from django import forms

from design_system.fields.base import Component


class FileField(Component, forms.FileField):
    """One file. `accept` is what a browser offers first; the receiver looks at the bytes.

    A form with it is sent with `enctype="multipart/form-data"`. No browser gives a file back, so
    whoever shows the form again says that it has to be chosen again.
    """

    component = "file-upload"

    def __init__(self, label, *, accept="", **kwargs):
        self.accept = accept
        super().__init__(label, **kwargs)
        for code in ("invalid", "missing", "contradiction"):
            self.error_messages[code] = "Choose the file again"
        self.error_messages["empty"] = "This file is empty. Choose it again, or another one"

    def params(self, bound):
        return {"attributes": {"accept": self.accept} if self.accept else {}}
