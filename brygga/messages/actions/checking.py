"""An address is somebody's own when they can read what is sent there: a code, typed back, before any notice goes."""

import hmac

from brygga.access.rules import ResidentActor
from brygga.ground import clock
from brygga.messages.actions.notices import choose_notices
from brygga.messages.models import AddressCheck, NoticeChoice
from brygga.messages.queries.checks import code_of, open_check
from brygga.messages.rules import CODES_A_DAY, COUNTED_FOR, MOST_WRONG, SAME_ASK, Choice


class WrongCode(Exception):
    """left: how many tries remain; at none a new code is needed."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class TooManyCodes(Exception):
    """So many codes in a day that somebody else's telephone would ring."""


def want_notices(actor: ResidentActor, choice: Choice) -> bool:
    """Choose how to be told. True where it holds at once; else a code is on its way, and what held before holds."""
    if choice.style == NoticeChoice.Style.OFF or _is_known(actor, choice):
        AddressCheck.objects.filter(person_id=actor.id, done_at=None).update(done_at=clock.now())
        _choose(actor, choice)
        return True
    _ask(actor, choice)
    return False


def confirm(actor: ResidentActor, code: str) -> None:
    """The code that was sent: the choice holds. Raises WrongCode; nothing where no code is waited for."""
    check = open_check(actor, held=True)
    if check is None:
        return
    if check.wrong >= MOST_WRONG:
        raise WrongCode(0)
    if not hmac.compare_digest(code_of(check.id).encode(), code.encode()):
        check.wrong += 1
        check.save(update_fields=["wrong"])
        raise WrongCode(MOST_WRONG - check.wrong)
    check.done_at = clock.now()
    check.save(update_fields=["done_at"])
    _choose(actor, Choice(check.style, check.channel, check.address, check.answers))


def send_again(actor: ResidentActor) -> None:
    """Another code for the same choice. Raises TooManyCodes."""
    check = open_check(actor)
    if check is not None:
        _ask(actor, Choice(check.style, check.channel, check.address, check.answers), anew=True)


def _choose(actor: ResidentActor, choice: Choice) -> None:
    choose_notices(actor, choice.style, choice.address, choice.channel, answers=choice.answers)


def _is_known(actor: ResidentActor, choice: Choice) -> bool:
    now = NoticeChoice.objects.filter(person_id=actor.id).first()
    return now is not None and (now.channel, now.address) == (choice.channel, choice.address)


def _ask(actor: ResidentActor, choice: Choice, *, anew: bool = False) -> None:
    now = clock.now()
    mine = AddressCheck.objects.filter(person_id=actor.id)
    mine.filter(asked_at__lt=now - COUNTED_FOR).delete()
    last = open_check(actor)
    if last and not anew and last.asked_at > now - SAME_ASK and last.address == choice.address:
        last.style, last.answers = choice.style, choice.answers  # sent twice, or thought better of
        last.save(update_fields=["style", "answers"])
        return
    if mine.count() >= CODES_A_DAY:
        raise TooManyCodes
    check = AddressCheck(
        person_id=actor.id, style=choice.style, channel=choice.channel, answers=choice.answers
    )
    check.asked_at = check.next_try_at = now
    check.reach_at(choice.address)
    check.save(force_insert=True)
