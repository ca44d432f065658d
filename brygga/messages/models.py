"""The conversation of a case: what was said, how far each has read, what is half written, who is told by mail."""

from typing import ClassVar

from django.db import models

from brygga.cases.models import Case
from brygga.ground import sealing
from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, Owned, Wall

_ADDRESS = "messages_noticechoice.address"
_CHECKED = "messages_addresscheck.address"
_NUMBERED = ("last_number", "last_at", "waiting_since")


class Conversation(Owned):
    """One per case. `last_number` numbers the messages without gaps; `waiting_since` is the oldest unanswered."""

    guard = Guard(Wall.CASE, resident="select, insert", resident_updates=_NUMBERED)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    last_number = models.IntegerField(default=0)
    last_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "case"], name="one_conversation_per_case"),
        )
        indexes = (
            models.Index(
                fields=["municipality", "waiting_since"],
                include=["reach_key"],
                condition=models.Q(waiting_since__isnull=False),
                name="conversation_waiting",
            ),
        )


class Message(Owned):
    """Something said. Never changed. The id is made by the page that sends it, so that twice is once.

    waited: seconds from the oldest unanswered message to this answer; staff only.
    by_mail: came as an answer to a notice; nobody has proved who wrote it.
    """

    guard = Guard(
        Wall.CASE,
        staff="select, insert",
        resident="select, insert",
        sealer="select (municipality, at, waited)",
        author="author_id",
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by_resident = models.BooleanField()
    author_id = models.UUIDField()
    author_name = models.CharField(max_length=120)
    author_municipality = models.IntegerField(null=True)  # staff: whose employee
    capacity = models.CharField(max_length=20, blank=True)  # residents: party, guardian, trustee, authorised
    waited = models.IntegerField(null=True)
    by_mail = models.BooleanField(default=False)
    grounds = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "case", "number"], name="one_message_per_number"),
        )
        indexes = (
            models.Index(
                fields=["municipality", "at"],
                include=["waited"],
                condition=models.Q(waited__isnull=False),
                name="message_answer_times",
            ),
        )


class Attachment(Owned):
    """A file sent with a message, checked. The bytes lie sealed in AttachmentContent."""

    guard = Guard(Wall.CASE, staff="select, insert", resident="select, insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    size = models.IntegerField()
    digest = models.CharField(max_length=64)  # sha256 of the bytes

    class Meta:
        indexes = (models.Index(fields=["municipality", "case"], name="attachment_of_case"),)


class AttachmentContent(Owned):
    guard = Guard(Wall.CASE, staff="select, insert", resident="select, insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()


class Participant(Owned):
    """Someone who takes part: how far they have read, and whether staff sit with the page open."""

    guard = Guard(
        Wall.CASE,
        resident="select, insert",
        resident_updates=("read_to", "read_at"),
        author="person_id",
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField()
    by_resident = models.BooleanField()
    name = models.CharField(max_length=120, blank=True)  # staff only
    read_to = models.IntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    here_at = models.DateTimeField(null=True)  # staff who take chat now: when their page last said so
    takes_chat = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "case", "person_id"], name="one_participant_per_case"
            ),
        )


class Draft(Owned):
    """What a staff member has begun to write. Residents have no right to the table."""

    guard = Guard(Wall.CASE, staff="select, insert, update, delete", author="author_id")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    author_id = models.UUIDField()
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "case", "author_id"], name="one_message_draft_per_author"
            ),
        )


class OwnDraft(models.Model):
    """What a resident has begun to write: theirs alone until it is sent. Staff have no right to the table."""

    guard: ClassVar[Guard] = Guard(Wall.PERSON, staff="", resident="select, insert, update, delete")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    case_id = models.UUIDField()
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person_id", "case_id"], name="one_own_draft_per_case"),
        )


class NoticeChoice(models.Model):
    """Whether, where and in what words a resident is told that something waits. Staff cannot read it.

    The address has been shown to be theirs (AddressCheck). answers: they may answer such a mail with a mail.
    """

    guard: ClassVar[Guard] = Guard(Wall.PERSON, staff="", resident="select, insert, update", sealer="select")

    class Style(models.TextChoices):
        OFF = "off"
        NEUTRAL = "neutral"  # nothing of whom it comes from
        PLAIN = "plain"  # names the social services; the resident has chosen it

    class Channel(models.TextChoices):
        EMAIL = "email"
        SMS = "sms"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField(unique=True)
    style = models.CharField(max_length=10, choices=Style.choices, default=Style.OFF)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    address_sealed = models.BinaryField(null=True)  # of mail, or a number such as +46701234567
    answers = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    @property
    def address(self) -> str:
        return sealing.open_text(self.address_sealed, _ADDRESS) if self.address_sealed else ""

    def reach_at(self, channel: str, address: str) -> None:
        self.channel = channel
        self.address_sealed = sealing.seal_text(address, _ADDRESS) if address else None


class AddressCheck(models.Model):
    """A choice that waits for its code: sent to the address, and typed by who reads there. No code is stored."""

    guard: ClassVar[Guard] = Guard(
        Wall.PERSON,
        staff="",
        resident="select, insert, update, delete",
        sealer="select, update (state, attempts, next_try_at), delete",
    )

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    style = models.CharField(max_length=10)
    channel = models.CharField(max_length=10)
    answers = models.BooleanField(default=False)
    address_sealed = models.BinaryField()
    asked_at = models.DateTimeField()
    wrong = models.SmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.SmallIntegerField(default=0)
    next_try_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["person_id", "asked_at"], name="address_check_of_person"),
            models.Index(fields=["next_try_at"], condition=models.Q(state="queued"), name="code_to_send"),
        )

    @property
    def address(self) -> str:
        return sealing.open_text(self.address_sealed, _CHECKED)

    def reach_at(self, address: str) -> None:
        self.address_sealed = sealing.seal_text(address, _CHECKED)


class Notice(Owned):
    """A mail to be sent, queued in the transaction of the message. Holds no address and no words.

    Open (closed_at none) from queueing until read, unwanted or failed: one open at a time is no flood.
    subject: what a notice of a time is about, and until: when it is of no use any more.
    token_index: finds it again by the address it was sent from, which tells nothing without the key.
    """

    guard = Guard(
        Wall.CASE,
        staff="select, insert, update (closed_at)",
        resident="select",
        resident_updates=("closed_at",),
        sealer="select, update (state, attempts, next_try_at, sent_at, closed_at, problem, token_index)",
    )

    class Kind(models.TextChoices):
        MESSAGE = "message"
        REMINDER = "reminder"  # of a booked time
        FREED = "freed"  # an earlier time than the one booked
        CHANGED = "changed"  # a time that staff have booked, moved or cancelled

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        UNWANTED = "unwanted"
        FAILED = "failed"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    recipient_index = models.CharField(max_length=64)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    sent_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=20, blank=True)  # a code, never an address
    token_index = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MESSAGE)
    subject = models.UUIDField(null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "case", "recipient_index"],
                condition=models.Q(closed_at__isnull=True, kind="message"),
                name="one_open_notice",
            ),
        )
        indexes = (
            models.Index(fields=["next_try_at"], condition=models.Q(state="queued"), name="notice_to_send"),
            models.Index(fields=["token_index"], condition=~models.Q(token_index=""), name="notice_by_token"),
        )
