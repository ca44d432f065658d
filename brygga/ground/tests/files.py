"""Files for tests: a photograph with a place in it, a small PDF, and worse."""

import io
import zlib

from PIL import Image


def photo(size: tuple[int, int] = (40, 30), kind: str = "JPEG") -> bytes:
    """A picture; a JPEG also says where it was taken."""
    image = Image.new("RGB", size, "teal")
    out = io.BytesIO()
    if kind == "JPEG":
        exif = Image.Exif()
        exif[0x010F] = "SECRETCAMERA"
        exif.get_ifd(0x8825)[2] = (56.0, 2.0, 42.0)
        image.save(out, kind, exif=exif, comment=b"SECRETCOMMENT")
    else:
        image.save(out, kind)
    return out.getvalue()


def pdf(extra: bytes = b"", tail: bytes = b"") -> bytes:
    """The least that is a PDF, with something more in its catalogue or behind its end."""
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + extra + b" >>\nendobj\n"
        b"trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n" + tail
    )


def packed(objects: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A PDF whose objects lie packed in an object stream."""
    body = zlib.compress(objects)
    stream = (
        b"2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter "
        + filters
        + b" /Length %d >>\nstream\n" % len(body)
    )
    return pdf().replace(b"trailer", stream + body + b"\nendstream\nendobj\ntrailer")
