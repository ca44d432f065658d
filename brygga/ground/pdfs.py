"""Looking through a PDF that somebody hands in: nothing in it may act by itself.

Not a full reader. What is packed in a way not known here is refused, and every file is sent on as a
download that may do nothing; this keeps what is plainly hostile out of the file.
"""

import re
import zlib
from collections.abc import Iterator

_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_ACTIVE = (
    *(b"/JavaScript", b"/Launch", b"/RichMedia", b"/EmbeddedFile"),
    *(b"/XFA", b"/ImportData", b"/SubmitForm"),
)
_MOST_STREAMS = 20_000
_MOST_UNPACKED = 40_000_000
_PEEP = 500_000
_HEAD = 4096


class BadUpload(ValueError):
    """A file that cannot be taken. code: empty, large, heic, type, broken, bomb, locked or active."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_pdf(content: bytes) -> None:
    """Whole, open, nothing behind the end, and nothing in it that acts by itself. Else BadUpload."""
    end = content.rfind(b"%%EOF")
    if end < 0 or content[end + 5 :].strip(b"\r\n \t\0"):
        raise BadUpload("broken")
    plain = _plain(content)
    if b"/Encrypt" in plain:
        raise BadUpload("locked")
    _refuse_active(plain)
    if b"/First" in plain:
        for objects in _packed_objects(content):
            _refuse_active(_plain(objects))


def _refuse_active(part: bytes) -> None:
    if any(name in part for name in _ACTIVE):
        raise BadUpload("active")


def _plain(content: bytes) -> bytes:
    """Names as readers read them: /J#61vaScript is /JavaScript."""
    if b"#" not in content:
        return content
    return _HEX.sub(lambda found: bytes.fromhex(found.group(1).decode()), content)


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """Objects in object streams, unpacked. Those have a /First; readers do not ask for their /Type.

    The dictionary is looked for in the bytes before its stream. How far back, how many streams and how
    much they unpack to is bounded, so that no file can keep the server busy.
    """
    left, whole = _MOST_UNPACKED, memoryview(content)
    for number, found in enumerate(_STREAM.finditer(content)):
        if number >= _MOST_STREAMS:
            raise BadUpload("active")
        near = _plain(content[max(0, found.start() - _HEAD) : found.start()])
        if b"/First" not in near:
            continue
        own = near[max(near.rfind(b"endobj"), near.rfind(b"endstream"), 0) :]
        surely = b"/First" in own
        if surely and b"/Filter" not in own:
            continue  # not packed: it was looked through with the rest
        if surely and (b"/FlateDecode" not in own or b"/DecodeParms" in own):
            raise BadUpload("active")
        objects = _unpacked(whole[found.end() :], surely, left)
        left -= len(objects)
        yield objects


def _unpacked(packed: memoryview, surely: bool, left: int) -> bytes:
    """What a stream holds. One that is only perhaps packed objects is peeped into, and may be anything."""
    most = left if surely else min(left, _PEEP)
    try:
        objects = zlib.decompressobj().decompress(packed, most)
    except zlib.error as error:
        if surely:
            raise BadUpload("broken") from error
        return b""
    if len(objects) >= left:
        raise BadUpload("bomb")
    return objects
