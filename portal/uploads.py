"""How much of what is uploaded is taken in."""

from django.core.files.uploadhandler import FileUploadHandler

MOST = 11 * 1024 * 1024  # bytes of all files of a request: more than any receipt may have


class AtMost(FileUploadHandler):
    """Outside the back office, drops what goes beyond MOST instead of writing it to the disk.

    What is left is still larger than any receipt may be, so its form refuses it in words.
    """

    def __init__(self, request=None):
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        """Pass on `raw_data` to where it is kept, or nothing."""
        self.received += len(raw_data)
        return raw_data if self.received <= MOST or self._is_for_staff() else None

    def file_complete(self, file_size):
        """Leave the file to the handler that kept it."""

    def _is_for_staff(self):
        return self.request is not None and self.request.path.startswith("/admin/")
