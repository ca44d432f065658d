"""Files handed in: what they are by content, not by name; what is refused; what is taken out of them."""

import io
import re
import warnings
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image, ImageOps

from brygga.ground.pdfs import BadUpload, check_pdf

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
ENDINGS = {JPEG: ".jpg", PNG: ".png", PDF: ".pdf"}
MOST_PIXELS = 50_000_000
NAME_MAX = 120

_HEIC = re.compile(rb"^....ftyp(heic|heix|hevc|heim|heis|mif1|msf1|avif)", re.DOTALL)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:\"/\\|?*]+")


@dataclass(frozen=True)
class Upload:
    """A file that may be kept: named, measured and, where it is an image, made anew without its place."""

    name: str
    media_type: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


def checked(name: str, content: bytes, *, most: int) -> Upload:
    """The file as it may be kept, at most `most` bytes. Raises BadUpload."""
    if not content:
        raise BadUpload("empty")
    if len(content) > most:
        raise BadUpload("large")
    media_type = media_type_of(content)
    if media_type == PDF:
        check_pdf(content)
    else:
        content = _made_anew(content, media_type)
    return Upload(safe_name(name, media_type), media_type, content)


def media_type_of(content: bytes) -> str:
    """By the first bytes. BadUpload with heic or type for what is not taken."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"%PDF-"):
        return PDF
    raise BadUpload("heic" if _HEIC.match(content[:16]) else "type")


def safe_name(name: str, media_type: str) -> str:
    """A name that is safe in any file system and header, with the ending its content has."""
    last = re.split(r"[/\\]", name)[-1]
    stem = _UNSAFE.sub(" ", last).rsplit(".", maxsplit=1)[0]
    stem = " ".join(stem.split()).strip(". ")[: NAME_MAX - 5].rstrip(". ")
    return (stem or ("dokument" if media_type == PDF else "bild")) + ENDINGS[media_type]


def _made_anew(content: bytes, media_type: str) -> bytes:
    """The picture's dots only: no place, no camera, no hidden second file."""
    kind = "JPEG" if media_type == JPEG else "PNG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=(kind,)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise BadUpload("bomb")
                image.load()
                ImageOps.exif_transpose(image, in_place=True)
                return _encoded(image, kind)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise BadUpload("bomb") from error
    except (OSError, ValueError, SyntaxError) as error:
        if isinstance(error, BadUpload):
            raise
        raise BadUpload("broken") from error


def _encoded(image: Image.Image, kind: str) -> bytes:
    modes = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA", "1")}
    plain = image if image.mode in modes[kind] else image.convert("RGB")
    # Pillow would otherwise carry comments and profiles over. No second canvas: a telephone's fifty million dots
    # take 150 MB each time they are copied.
    plain.info.clear()
    out = io.BytesIO()
    if kind == "JPEG":
        plain.save(out, kind, quality=88, optimize=True, exif=b"", comment=b"")
    else:
        plain.save(out, kind, exif=b"")
    return out.getvalue()
