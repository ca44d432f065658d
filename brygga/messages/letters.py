"""A mail that came, read as carefully as anything written by strangers: what was said, what was sent along.

Nothing here trusts the sender's name, and nothing is fetched from anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from hashlib import sha256
from typing import Any

from brygga.messages.markup import text_of
from brygga.messages.quoting import said_in

TEXT_MOST = 1_000_000
"""Bytes of text or HTML that are looked at: far more than is kept, quotations and decoration included."""

UNREADABLE = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)
"""What the standard library raises for headers and bodies that follow no rule."""

_MACHINES = frozenset({"bulk", "junk", "list", "auto_reply"})
_DECORATION = frozenset({"multipart/related", "multipart/alternative"})
_OF_MAIL_ITSELF = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)


class Unreadable(ValueError):
    """This is no mail that anybody's program would have made."""


@dataclass(frozen=True)
class Letter:
    """ident: the Message-ID, or where there is none a fingerprint. sender: of the one address in From; "" if not one.

    files: name, content, and whether it may be left out unnoticed, as the picture in a signature.
    """

    ident: str
    sender: str
    automatic: bool
    returned: bool
    text: str
    files: tuple[tuple[str, bytes, bool], ...] = ()


def letter_of(content: bytes) -> Letter:
    """What came, in parts. Raises Unreadable."""
    try:
        mail: Any = message_from_bytes(content, policy=policy.default)
        return Letter(
            ident=_plain(mail.get("Message-ID")) or _fingerprint(mail, content),
            sender=_sender(mail),
            automatic=_automatic(mail),
            returned=_returned(mail),
            text=said_in("\n".join(_texts(mail))),
            files=tuple(_files(mail, within="")),
        )
    except UNREADABLE as error:
        raise Unreadable(type(error).__name__) from error


def _fingerprint(mail: EmailMessage, content: bytes) -> str:
    """The same each time the letter comes, whatever the mail servers on its way have written above it."""
    written = "\n".join(_plain(mail.get(name)) for name in ("Date", "From", "Subject"))
    _headers, _blank, body = content.replace(b"\r\n", b"\n").partition(b"\n\n")
    return sha256(written.encode() + b"\n\n" + body).hexdigest()


def _sender(mail: EmailMessage) -> str:
    addresses = [one for header in mail.get_all("From", []) for one in header.addresses]
    return _plain(addresses[0].addr_spec).lower() if len(addresses) == 1 else ""


def _automatic(mail: EmailMessage) -> bool:
    """Made by a program (RFC 3834, and what programs older than it write): never said by anybody."""
    if str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower() != "no":
        return True
    if str(mail.get("Precedence", "")).strip().lower() in _MACHINES:
        return True
    return any(name in mail for name in ("X-Autoreply", "X-Autorespond", "List-Id"))


def _returned(mail: EmailMessage) -> bool:
    """A report (RFC 3464) that a mail of ours did not arrive and will not."""
    if mail.get_content_type() != "multipart/report":
        return False
    reports = [part for part in mail.walk() if part.get_content_type() == "message/delivery-status"]
    actions = [str(block.get("Action", "")) for report in reports for block in report.get_payload()]  # type: ignore[union-attr]
    return any(action.strip().lower() == "failed" for action in actions)


def _texts(part: Any) -> Iterator[str]:
    """The words in the order they were written: a telephone puts pictures in between. Of alternatives, the first."""
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        ways = ("\n".join(_texts(one)) for one in part.iter_parts())
        yield next((words for words in ways if words.strip()), "")
    elif kind.startswith("multipart/"):
        for one in part.iter_parts():
            yield from _texts(one)
    elif kind in {"text/plain", "text/html"} and not _sent_along(part):
        text = _decoded(part)
        yield text_of(text) if kind == "text/html" else text


def _decoded(part: Any) -> str:
    content = bytes(part.get_payload(decode=True) or b"")
    if len(content) > TEXT_MOST:
        raise Unreadable("long")
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:  # a character set nobody knows
        return content.decode("utf-8", "replace")


def _files(part: Any, *, within: str) -> Iterator[tuple[str, bytes, bool]]:
    """Everything that was sent along. A forwarded mail is a file too, and one that is not taken."""
    kind = part.get_content_type()
    if kind.startswith("multipart/"):
        for one in part.iter_parts():
            yield from _files(one, within=kind)
    elif kind in _OF_MAIL_ITSELF or (kind.startswith("text/") and not _sent_along(part)):
        return
    else:
        decoration = within in _DECORATION and not part.is_attachment() and "Content-ID" in part
        yield _named(part), bytes(part.get_payload(decode=True) or b""), decoration


def _sent_along(part: Any) -> bool:
    return bool(part.is_attachment() or _named(part))


def _named(part: Any) -> str:
    return _plain(part.get_filename())


def _plain(header: object) -> str:
    """Bytes that were no text in any character set are left behind."""
    return str(header or "").encode("utf-8", "replace").decode().strip()
