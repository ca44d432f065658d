"""Something is said in a case, once however many times it is sent, and numbered without gaps."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.ground import clock, sealing, trail
from brygga.ground.attachments import Upload
from brygga.ground.ids import uuid7
from brygga.ground.often import insert
from brygga.ground.trail import Grounds
from brygga.law import Step
from brygga.messages.actions.drafts import throw_away_draft
from brygga.messages.actions.notices import queue_notices
from brygga.messages.models import Attachment, AttachmentContent, Conversation, Message
from brygga.messages.queries.files import PLACE
from brygga.messages.rules import MOST_PER_MINUTE, Sent, id_for_other_words

ACTIVITY = "case_recording"
"""What is said in a case belongs to its file (SoL 14:3), whoever says it."""

Actor = ResidentActor | StaffActor


class CaseClosed(Exception):
    """The case has ended: the conversation can be read, and there are other ways to get help."""


class TooMany(Exception):
    """So many messages in a minute that a program, not a person, is writing."""


def write(actor: ResidentActor, case: Case, sent: Sent, uploads: Sequence[Upload] = ()) -> Message:
    """A resident, or who represents them, says something."""
    grounds = gate.require_own(actor, case)
    key = actor.key_to(case.id)
    author = {"author_name": actor.name, "capacity": key.capacity if key else "", "by_resident": True}
    message, is_new = _said(actor, case, sent, uploads, author)
    if is_new:
        trail.record(actor, "write_message", case, grounds, subject=message.id, number=message.number)
        cases.touch(case, "messages", new_for_staff=True)
    return message


BY_MAIL = "Svaret kom från den e-postadress du har valt. Ingen har styrkt vem som skrev det."


def write_by_mail(actor: ResidentActor, case: Case, sent: Sent, uploads: Sequence[Upload] = ()) -> Message:
    """The same, by an answer to a notice. Once for each letter, even where its words were changed on the way."""
    grounds = gate.require_own(actor, case)
    cases.locked(case)
    before: Message | None = Message.objects.filter(case=case, id=sent.once, author_id=actor.id).first()
    if before is not None:
        return before
    key = actor.key_to(case.id)
    author = {"author_name": actor.name, "capacity": key.capacity if key else "", "by_resident": True}
    message, _is_new = _said(actor, case, sent, uploads, author | {"by_mail": True})
    told = Grounds(BY_MAIL, grounds.sections)
    trail.record(actor, "answer_by_mail", case, told, subject=message.id, number=message.number)
    cases.touch(case, "messages", new_for_staff=True)
    return message


def answer(actor: StaffActor, case: Case, sent: Sent, uploads: Sequence[Upload] = ()) -> Message:
    """Staff say something; whoever reads the case is told by mail if they have chosen so."""
    grounds = may_answer(actor, case)
    author = {
        "author_name": actor.name,
        "author_municipality": actor.employer,
        "by_resident": False,
        "grounds": asdict(grounds),
    }
    message, is_new = _said(actor, case, sent, uploads, author)
    if is_new:
        _record(actor, "answer_message", case, grounds, message)
        queue_notices(case)
        cases.touch(case, "messages")
    return message


def needs_no_answer(actor: StaffActor, case: Case) -> None:
    """ "Tack!" waits for nobody: the conversation leaves the list, and the trail says who took it there."""
    grounds = may_answer(actor, case)
    cases.locked(case)
    conversation = _conversation(case)
    if conversation.waiting_since is None:
        return
    conversation.waiting_since = None
    conversation.save(update_fields=["waiting_since"])
    _record(actor, "message_needs_no_answer", case, grounds, None)
    cases.touch(case, "messages")


def may_answer(actor: StaffActor, case: Case) -> Grounds:
    """The grounds on which staff answer. Elected members decide in a case; they do not converse in it."""
    if actor.elected:
        raise gate.NotYours
    return gate.require(actor, ACTIVITY, Step.CARRY_OUT, case, clock.today())


def _record(actor: StaffActor, verb: str, case: Case, grounds: Grounds, message: Message | None) -> None:
    more: dict[str, Any] = {"subject": message.id, "number": message.number} if message else {}
    trail.record(actor, verb, case, grounds, activity=ACTIVITY, step=Step.CARRY_OUT.value, **more)


def _said(
    actor: Actor, case: Case, sent: Sent, uploads: Sequence[Upload], author: dict[str, Any]
) -> tuple[Message, bool]:
    """The message as kept, and whether it was new. The case is held, so that numbers come one by one."""
    fresh = cases.locked(case)
    before = _kept_before(case, actor, sent, uploads)
    if before is not None:
        return before, False
    if fresh.closed_at is not None:
        raise CaseClosed
    _slowly(actor, case)
    case.version = fresh.version
    conversation = _conversation(case)
    message = _next(case, conversation, sent, _what(sent, uploads), author_id=actor.id, **author)
    _keep_files(case, message, uploads)
    if not message.by_mail:
        throw_away_draft(actor, case)
    return message, True


def _kept_before(case: Case, actor: Actor, sent: Sent, uploads: Sequence[Upload]) -> Message | None:
    """The message as it was kept the first time it came. Other words, or another file, make another message."""
    ids = [sent.once, id_for_other_words(sent.once, _what(sent, uploads))]
    found: list[Message] = list(Message.objects.filter(case=case, id__in=ids, author_id=actor.id))
    return next((one for one in found if one.text == sent.text and _has(one, uploads)), None)


def _what(sent: Sent, uploads: Sequence[Upload]) -> str:
    """All that was sent, in words."""
    return "\0".join([sent.text, *sorted(upload.digest for upload in uploads)])


def _has(message: Message, uploads: Sequence[Upload]) -> bool:
    """Whether every file came with the message before."""
    wanted = {upload.digest for upload in uploads}
    if not wanted:
        return True
    kept = Attachment.objects.filter(case=message.case_id, message=message).values_list("digest", flat=True)
    return wanted <= set(kept)


def _slowly(actor: Actor, case: Case) -> None:
    since = clock.now() - timedelta(minutes=1)
    if Message.objects.filter(case=case, author_id=actor.id, at__gt=since).count() >= MOST_PER_MINUTE:
        raise TooMany


def _conversation(case: Case) -> Conversation:
    found: Conversation | None = Conversation.objects.filter(case=case).first()
    if found is None:
        found = Conversation.within(case, id=uuid7(), case=case)
        found.save(force_insert=True)
    return found


def _next(case: Case, conversation: Conversation, sent: Sent, what: str, **author: Any) -> Message:
    now, waiting = clock.now(), conversation.waiting_since
    message = Message.within(
        case, id=sent.once, case=case, number=conversation.last_number + 1, text=sent.text, at=now, **author
    )
    if message.by_resident:
        conversation.waiting_since = waiting or now
    else:
        message.waited = int((now - waiting).total_seconds()) if waiting else None
        conversation.waiting_since = None
    conversation.last_number, conversation.last_at = message.number, now
    _insert(message, what)
    conversation.save(update_fields=["last_number", "last_at", "waiting_since"])
    return message


def _insert(message: Message, what: str) -> None:
    """Where the id is taken, by other words or in somebody else's case, the words decide another."""
    try:
        with transaction.atomic():
            insert(message)
    except IntegrityError:
        message.id = id_for_other_words(message.id, what)
        insert(message)


def _keep_files(case: Case, message: Message, uploads: Sequence[Upload]) -> None:
    for upload in uploads:
        attachment = Attachment.within(
            case,
            case=case,
            message=message,
            name=upload.name,
            media_type=upload.media_type,
            size=upload.size,
            digest=upload.digest,
        )
        insert(attachment)
        insert(
            AttachmentContent.within(
                case, case=case, attachment=attachment, sealed=sealing.seal(upload.content, PLACE)
            )
        )


def sent_from(once: UUID | None, text: str) -> Sent:
    """What a form held; without an id of its own it is kept each time it is sent."""
    return Sent(once or uuid7(), text.strip())
