"""Filling in, and sending. A draft is the resident's alone until it is sent; then it is a case."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import override

from brygga.access.rules import ResidentActor
from brygga.applications import queries, rules
from brygga.applications.forms import opened
from brygga.applications.models import Application, Draft, DraftFile
from brygga.cases import actions as cases
from brygga.cases.actions import NewParty
from brygga.cases.models import Case, Party
from brygga.documentation import actions as documentation
from brygga.documentation.rules import BadUpload, Upload, checked
from brygga.ground import clock, sealing
from brygga.ground.often import insert
from brygga.municipalities.models import Municipality

FILES_MAX = 10
RECORD_LANGUAGE = "sv"
"""A case is kept in the language of the authority; what the person typed stays as typed."""


class Incomplete(Exception):
    """Something needed is not answered; `steps` are the pages."""

    def __init__(self, steps: list[str]) -> None:
        super().__init__(", ".join(steps))
        self.steps = steps


class Altered(Exception):
    """The answers are not those that were signed: they have been changed since, in another window."""


class AlreadySent(Exception):
    """It is sent; what more there is to say is said in the case."""


def begin(actor: ResidentActor, municipality: int, kind: str, draft_id: UUID) -> Draft:
    """A new draft. Asked twice with the same id (a double press), it is the same draft."""
    now = clock.now()
    try:
        draft, _made = Draft.objects.get_or_create(
            id=draft_id,
            person_id=actor.id,
            defaults={"municipality": municipality, "kind": kind, "created_at": now, "saved_at": now},
        )
    except IntegrityError as error:
        raise Draft.DoesNotExist from error  # the id is somebody else's
    return draft


def save(draft: Draft, answers: Mapping[str, Any]) -> None:
    """Keep the answers of one page, and drop what is no longer asked for."""
    _still_open(draft)
    draft.answers = rules.cleaned(draft.kind, {**draft.answers, **answers})
    draft.saved_at = clock.now()
    draft.save(update_fields=["answers", "saved_at"])


CARRIED_MAX = 4000


def carry_words(draft: Draft, words: str) -> None:
    """Let words brought along stand where one tells in one's own words; what is already told there stays."""
    if words and draft.sent_at is None and not draft.answers.get("situation"):
        save(draft, {"situation": words})


def add_file(draft: Draft, name: str, content: bytes, most: int) -> DraftFile:
    """Keep one checked file, sealed. Raises BadUpload with a code."""
    _still_open(draft)
    upload = checked(name, content, most=most)
    there = queries.files_of(draft)
    if len(there) >= FILES_MAX:
        raise BadUpload("many")
    if any(file.digest == upload.digest for file in there):
        raise BadUpload("duplicate")
    file = DraftFile(
        person_id=draft.person_id,
        municipality=draft.municipality,
        draft=draft,
        name=upload.name,
        media_type=upload.media_type,
        size=upload.size,
        digest=upload.digest,
        sealed=sealing.seal(upload.content, queries.FILE_SEAL),
    )
    file.save(force_insert=True)
    return file


def remove_file(draft: Draft, file_id: UUID) -> None:
    """Take a file away; that it is already gone is as good."""
    _still_open(draft)
    DraftFile.objects.filter(draft=draft, id=file_id).delete()


def discard(draft: Draft) -> None:
    """Throw away everything that was filled in."""
    _still_open(draft)
    draft.delete()


def _still_open(draft: Draft) -> None:
    if draft.sent_at is not None:
        raise AlreadySent


def to_sign(draft: Draft, files: list[DraftFile]) -> tuple[list[tuple[str, str]], str]:
    """The answers as they will stand in the case, and their digest. Incomplete where something is missing."""
    lacking = rules.missing(draft.kind, draft.answers)
    if lacking:
        raise Incomplete(lacking)
    with override(RECORD_LANGUAGE):
        pairs = [pair for _code, answers in queries.record(draft, str) for pair in answers]
    return pairs, rules.digest(pairs, [file.digest for file in files])


def submit(
    actor: ResidentActor, home: Municipality, draft: Draft, signature: Mapping[str, Any] | None
) -> UUID:
    """Send the application: it becomes a case. Returns the case's id; sent before, it is the same id.

    draft: locked. signature: of people.signing. Raises Incomplete, or Altered where it does not fit.
    """
    if draft.sent_at is not None:
        return draft.case_id
    files = list(DraftFile.objects.filter(draft=draft).order_by("id"))
    pairs, digest = to_sign(draft, files)
    if signature is None or signature["sha256"] != digest:
        raise Altered
    case = cases.open_case(
        actor,
        municipality=home.code,
        short=home.short,
        kind=draft.kind,
        title=rules.title(draft.kind, draft.answers),
        parties=_parties(actor, draft),
        case_id=draft.case_id,
    )
    _keep(actor, case, draft, pairs, dict(signature))
    _hand_over(case, draft, files)
    draft.sent_at, draft.answers = case.opened_at, {}
    draft.save(update_fields=["sent_at", "answers"])
    return draft.case_id


def _parties(actor: ResidentActor, draft: Draft) -> list[NewParty]:
    """The applicant, and the children it concerns. Who a typed number belongs to is not proved: it opens nothing."""
    answers, protected = draft.answers, rules.is_protected(draft.answers)
    applicant = NewParty(
        name=actor.name,
        number=actor.number,
        address="" if protected else answers.get("address", ""),
        phone=answers.get("phone") or answers.get("safe_phone", ""),
        wishes=_wishes(answers),
        protected=protected,
    )
    concerned = answers.get("children", []) if draft.kind in CONCERN_CHILDREN else []
    return [applicant, *(_child(child, protected) for child in concerned)]


CONCERN_CHILDREN = frozenset({"child", "disability"})
"""Elsewhere the children are part of the household that the application describes, not parties."""


def _child(child: Mapping[str, str], protected: bool) -> NewParty:
    number = opened(child["number"]).digits if child["number"] else ""
    return NewParty(
        name=child["name"], role=Party.Role.CHILD, number=number, reads=False, protected=protected
    )


def _wishes(answers: Mapping[str, Any]) -> str:
    tongue = {"spoken": f"Tolk: {answers.get('language', '')}", "sign": "Teckenspråks- eller skrivtolk"}
    parts = (answers.get("wishes", ""), tongue.get(answers.get("interpreter", ""), ""))
    return ". ".join(part.strip(". ") for part in parts if part)[:WISHES_MAX]


WISHES_MAX = 200


def _keep(
    actor: ResidentActor, case: Case, draft: Draft, pairs: list[tuple[str, str]], signature: dict[str, Any]
) -> None:
    sent = Application.within(
        case,
        case=case,
        kind=draft.kind,
        answers=[list(pair) for pair in pairs],
        sent_at=case.opened_at,
        person_id=actor.id,
        signature=signature,
    )
    insert(sent)


def _hand_over(case: Case, draft: Draft, files: list[DraftFile]) -> None:
    """The files become documents of the case, sealed for their new place; the draft keeps none."""
    if not files:
        return
    uploads = (
        Upload(file.name, file.media_type, sealing.open_sealed(file.sealed, queries.FILE_SEAL))
        for file in files
    )
    documentation.keep_documents(case, uploads, by_resident=True)
    DraftFile.objects.filter(draft=draft).delete()
