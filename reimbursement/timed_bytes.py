"""Bytes that can be read for so long: a file made as a trap has its reader go round and round."""

import time
from io import BytesIO


class TimedBytes(BytesIO):
    """A stream of `content` of which every reading raises TimeoutError after so many `seconds`."""

    def __init__(self, content, seconds):
        super().__init__(content)
        self.until = time.monotonic() + seconds

    def _check_time(self):
        if time.monotonic() > self.until:
            raise TimeoutError

    def seek(self, *where):
        self._check_time()
        return super().seek(*where)

    def read(self, *size):
        self._check_time()
        return super().read(*size)

    def getbuffer(self):
        self._check_time()
        return super().getbuffer()
