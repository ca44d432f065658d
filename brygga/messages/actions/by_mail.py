"""An answer to a notice becomes a message; a notice that comes back is marked. Nothing is ever sent in return.

Everything a program can be fooled by is refused: decisions/0014.
"""

from collections.abc import Iterator

from django.conf import settings

from brygga.access import gate
from brygga.access.queries import reach_of
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.ground import clock, tenancy
from brygga.ground.attachments import Upload, checked
from brygga.ground.fields import MOST_FILES
from brygga.ground.pdfs import BadUpload
from brygga.ground.seals import SEALER
from brygga.ground.texts import tidy
from brygga.messages.actions.saying import CaseClosed, write_by_mail
from brygga.messages.letters import Letter
from brygga.messages.models import Notice, NoticeChoice
from brygga.messages.queries.ways import Way, way_of
from brygga.messages.rules import TEXT_MAX, Sent, id_of_letter


class NotTaken(Exception):
    """The letter is refused for good. why: address, sender, files, long or empty."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def receive(token: str, letter: Letter) -> None:
    """Keep what came, once. Raises NotTaken; TooMany where it may come again later."""
    way = way_of(token)
    if way is None:
        raise NotTaken("address")
    if letter.automatic:
        return
    _say(way, letter)


def came_back(token: str, letter: Letter) -> None:
    """Mail from nobody: a report that our notice did not arrive is noted, anything else is none of ours."""
    if not letter.returned:
        return
    way = way_of(token)
    if way is None:
        raise NotTaken("address")
    with tenancy.enter(SEALER):
        rows = Notice.objects.filter(id=way.notice.id, state=Notice.State.SENT)
        rows.update(state=Notice.State.FAILED, problem="returned")
        rows = Notice.objects.filter(id=way.notice.id, state=Notice.State.FAILED, closed_at=None)
        rows.update(closed_at=clock.now())


def _say(way: Way, letter: Letter) -> None:
    actor = way.actor
    if actor is None or not _may_answer(way.choice, letter):
        raise NotTaken("sender")
    text = tidy(letter.text)
    if len(text) > TEXT_MAX:
        raise NotTaken("long")
    uploads = list(_uploads(letter))
    if not text and not uploads:
        raise NotTaken("empty")
    case_id = way.notice.case_id
    with tenancy.enter(reach_of(actor, way.notice.municipality)):
        try:
            case = cases.case_for(actor, case_id)
            sent = Sent(id_of_letter(case_id, actor.id, letter.ident), text)
            write_by_mail(actor, case, sent, uploads)
        except (Case.DoesNotExist, gate.NotYours, CaseClosed) as error:
            raise NotTaken("sender") from error


def _may_answer(choice: NoticeChoice | None, letter: Letter) -> bool:
    """Only as chosen on the page, behind e-ID, and only from the address chosen there."""
    if choice is None or choice.style == NoticeChoice.Style.OFF or not choice.answers:
        return False
    by_mail = choice.channel == NoticeChoice.Channel.EMAIL
    return by_mail and bool(letter.sender) and choice.address.lower() == letter.sender


def _uploads(letter: Letter) -> Iterator[Upload]:
    """Each file as on the page: all of them or none, so that nobody believes that something came which did not."""
    if sum(not decoration for _name, _content, decoration in letter.files) > MOST_FILES:
        raise NotTaken("files")
    for name, content, decoration in letter.files:
        try:
            yield checked(name, content, most=settings.UPLOAD_MAX_BYTES)
        except BadUpload as error:
            if not decoration:
                raise NotTaken("files") from error
