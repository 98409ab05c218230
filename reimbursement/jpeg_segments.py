"""The parts of a JPEG: its bytes in, one part after the other out. No Django."""

import re

START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9
MOST = 2000  # segments of a JPEG: 10 MB of metadata, in the largest segments there are, are 160
# What cameras and editors say about a picture: Exif, XMP, colour profile, previews, comment. Only
# APP0 (the density) and APP14 (how the colours are meant) tell a decoder something.
METADATA = {*range(0xE1, 0xEE), 0xEF, 0xFE}
MARKER = re.compile(rb"\xff[^\x00\x01\xff\xd0-\xd8]")  # of a segment that states its length


def segments(jpeg):
    """Yield (marker, bytes) for each segment, a scan together with its data.

    `marker` is 0 to 255. Ends with END_OF_IMAGE, or before it where the file is cut off; what
    follows the end of the image, such as a video, is left out, as is stray data between segments.
    Raises ValueError when there are more than MOST.
    """
    at = 0
    for _ in range(MOST):
        found = MARKER.search(jpeg, at)
        if not found:
            return
        start, marker = found.start(), jpeg[found.start() + 1]
        if marker == END_OF_IMAGE:
            yield marker, found[0]
            return
        at = start + 2 + int.from_bytes(jpeg[start + 2 : start + 4])
        if marker == START_OF_SCAN:
            following = MARKER.search(jpeg, at)
            at = following.start() if following else len(jpeg)
        yield marker, jpeg[start:at]
    raise ValueError("Too many segments")


def without_metadata(jpeg):
    """Return the same picture, not decoded, with none of its METADATA."""
    return b"\xff\xd8" + b"".join(part for marker, part in segments(jpeg) if marker not in METADATA)
