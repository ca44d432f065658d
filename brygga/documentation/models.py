"""What is written, handed in and said in a case. Signed text is never edited; it is answered or corrected."""

from django.db import models

from brygga.cases.models import Case
from brygga.ground.models import Guard, Owned, Wall


class NoteDraft(Owned):
    """A note being written, saved as typed. Only its author sees it; residents have no right to the table."""

    guard = Guard(
        Wall.CASE,
        staff="select, insert, update, delete",
        author="author_id",
        emergency="insert, update, delete",
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    author_id = models.UUIDField()
    kind = models.CharField(max_length=20, default="other")
    heading = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)  # [[double brackets]] withhold what they enclose
    withhold = models.JSONField(default=dict)  # ground, review_on
    corrects_id = models.UUIDField(null=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "case", "author_id"], name="one_draft_per_author"
            ),
        )


class Note(Owned):
    """A signed journal note (SoL 14:3). `runs` is its text, with holes where passages are withheld."""

    guard = Guard(Wall.CASE, staff="select, insert", resident="select", emergency="insert")

    class Kind(models.TextChoices):
        CALL = "call"
        VISIT = "visit"
        MEETING = "meeting"
        ASSESSMENT = "assessment"
        INVESTIGATION = "investigation"
        FOLLOW_UP = "follow_up"
        CONTACT = "contact"  # written by the form of contacts: a Contact hangs on it
        OTHER = "other"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    heading = models.CharField(max_length=120)
    runs = models.JSONField()  # [{"text": "..."} | {"withheld": position}, ...]
    happened_at = models.DateTimeField()
    signed_at = models.DateTimeField()
    author_id = models.UUIDField()
    author_name = models.CharField(max_length=120)
    author_municipality = models.IntegerField()
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    grounds = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=["municipality", "case", "-signed_at"], name="note_of_case"),)


class Contact(Owned):
    """What the form of contacts knows beside its note: how, with whom in what capacity, how long.

    Who it was stands in the note alone, where it can be withheld. Residents read the note, as any note.
    """

    guard = Guard(Wall.CASE, staff="select, insert", author="staff_id")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contacts")
    note = models.OneToOneField(Note, on_delete=models.PROTECT, related_name="contact")
    staff_id = models.UUIDField()
    channel = models.CharField(max_length=10)
    capacity = models.CharField(max_length=16)
    began = models.CharField(max_length=4)
    reached = models.CharField(max_length=10)
    minutes = models.SmallIntegerField(default=0)
    at_home = models.BooleanField(default=False)
    consent = models.CharField(max_length=10, blank=True)
    outside = models.BooleanField(
        default=False
    )  # sought before an investigation, beyond whom one may seek then

    class Meta:
        indexes = (models.Index(fields=["municipality", "case"], name="contact_of_case"),)


class Passage(Owned):
    """Words withheld from the party, honestly: on what ground, by whom, until when (OSL 10:3, SoL 14:10).

    The resident's database role cannot read `text`; `lifted_text` is filled when the withholding ends.
    """

    guard = Guard(
        Wall.CASE,
        resident="select",
        resident_columns=(
            "id",
            "municipality",
            "area",
            "shielded",
            "reach_key",
            "case_id",
            "note_id",
            "position",
            "sentences",
            "ground",
            "reason",
            "decided_by",
            "decided_at",
            "review_on",
            "lifted_at",
            "lifted_text",
        ),
        emergency="insert",
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="passages")
    position = models.SmallIntegerField()
    text = models.TextField()
    sentences = models.SmallIntegerField(default=1)
    ground = models.CharField(max_length=40)  # section, for instance "26 kap. 1 § OSL"
    reason = models.CharField(max_length=200)  # in plain words, as the resident reads it
    decided_by = models.CharField(max_length=120)
    decided_at = models.DateTimeField()
    review_on = models.DateField()
    lifted_at = models.DateTimeField(null=True)
    lifted_text = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "note", "position"], name="one_passage_per_hole"),
        )


class Remark(Owned):
    """What is said about a note: a comment, an objection (SoL 14:6), a request for review, or an answer."""

    guard = Guard(Wall.CASE, staff="select, insert", resident="select, insert")

    class Kind(models.TextChoices):
        COMMENT = "comment"
        OBJECTION = "objection"
        REVIEW = "review"  # asks that a withholding be tried again
        ANSWER = "answer"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="remarks")
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="remarks")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, related_name="+")
    paragraph = models.SmallIntegerField(null=True)  # 0 is the first; none means the whole note
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    at = models.DateTimeField()
    by_resident = models.BooleanField()
    author_id = models.UUIDField()
    author_name = models.CharField(max_length=120, blank=True)  # staff only
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")

    class Meta:
        indexes = (models.Index(fields=["municipality", "case", "at"], name="remark_of_case"),)


class Ask(Owned):
    """Something the resident is asked to complete, and by when (FL 20)."""

    guard = Guard(Wall.CASE, resident="select")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="asks")
    question = models.TextField()
    answer_by = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["municipality", "case"], name="ask_of_case"),)


class Answer(Owned):
    """The resident's answer to an ask. Further answers are further rows."""

    guard = Guard(Wall.CASE, staff="select", resident="select, insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    person_id = models.UUIDField()


class Document(Owned):
    """A file in the case. The bytes lie sealed in DocumentContent."""

    guard = Guard(Wall.CASE, staff="select, insert", resident="select, insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    size = models.IntegerField()
    digest = models.CharField(max_length=64)  # sha256 of the bytes
    added_at = models.DateTimeField()
    by_resident = models.BooleanField()
    added_by = models.CharField(max_length=120, blank=True)  # staff only
    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, null=True, related_name="documents")

    class Meta:
        indexes = (models.Index(fields=["municipality", "case", "-added_at"], name="document_of_case"),)


class DocumentContent(Owned):
    guard = Guard(Wall.CASE, staff="select, insert", resident="select, insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="content")
    sealed = models.BinaryField()


class Communication(Owned):
    """An investigation sent to the party before the decision, with a day to answer by (FL 25)."""

    guard = Guard(Wall.CASE, resident="select")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="communications")
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="communications")
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=120)
    answer_by = models.DateField()

    class Meta:
        indexes = (models.Index(fields=["municipality", "case"], name="communication_of_case"),)


class Response(Owned):
    """The party's answer to a communicated investigation; an empty text means nothing to add."""

    guard = Guard(Wall.CASE, staff="select", resident="select, insert")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="responses")
    text = models.TextField(blank=True)
    wants_to_speak = models.BooleanField(default=False)  # before the board (SoL 14:8)
    needs_more_time = models.BooleanField(default=False)
    at = models.DateTimeField()
    person_id = models.UUIDField()
