"""Conversations without a name: who answers when in Helsingborg and Landskrona, and some who wait."""

from datetime import date, time, timedelta
from uuid import UUID

from brygga.access.queries import reach_of, staff_actor
from brygga.access.rules import StaffActor
from brygga.advice import rules
from brygga.advice.actions import answering, planning, visiting
from brygga.advice.queries.visiting import hashed
from brygga.demo.cast import HELSINGBORG, LANDSKRONA, ident
from brygga.ground import clock, tenancy
from brygga.municipalities.queries import by_code

BOTH = (HELSINGBORG, LANDSKRONA)
WEEKDAYS = range(5)
EVERY_DAY = range(7)
SHIFTS = (
    ("cecilia", (HELSINGBORG,), WEEKDAYS, time(9), time(12)),
    ("david", BOTH, EVERY_DAY, time(12), time(20)),
    ("karin", BOTH, WEEKDAYS, time(8), time(12)),
)
PHRASES = (
    (
        "Vi måste göra något",
        (
            "Det du berättar gör mig orolig för barnet. Jag måste se till att någon bedömer det redan i dag. "
            "Vill du berätta mer om var barnet finns, så att vi kan hjälpa på rätt sätt?"
        ),
    ),
    (
        "Pengarna räcker inte",
        (
            "Du kan ansöka om pengar till det viktigaste, som mat och hyra. Vill du det loggar du in med "
            "e-legitimation. Du ser allt innan du skickar."
        ),
    ),
    ("Avslut", "Tack för att du skrev. Du är välkommen tillbaka när du vill."),
)
TAKEN, WAITING = "a mother who cannot sleep", "a friend who is worried"
TALKS = (
    (
        TAKEN,
        HELSINGBORG,
        14,
        "Hej. Jag orkar inte med kvällarna. Vågar jag be om hjälp, eller tar ni barnen då?",
    ),
    (WAITING, HELSINGBORG, 9, "Min kompis dricker allt mer och har två små. Vad ska jag göra?"),
    ("rent", HELSINGBORG, 4, "Hyran räcker inte den här månaden. Kan man få hjälp även om man arbetar?"),
    ("landskrona", LANDSKRONA, 2, "Vem ringer man om sin gamla mamma som glömmer spisen?"),
)
ANSWER = (
    "Hej, vad bra att du skriver. Att be om hjälp är inget skäl att ta barn ifrån någon. "
    "Vill du berätta hur kvällarna ser ut hos er?"
)


def load(today: date) -> dict[str, str]:
    """Everything through the actions. Returns the key and the ids of two conversations, for tests."""
    for who, homes, days, starts, ends in SHIFTS:
        for weekday in days:
            _shift(who, homes, weekday, None, starts, ends)
    for who, homes in (("cecilia", (HELSINGBORG,)), ("david", BOTH)):
        _shift(who, homes, None, today, time(0), time(23, 59))
    cecilia = _worker("cecilia")
    with tenancy.enter(reach_of(cecilia, HELSINGBORG)):
        for title, text in PHRASES:
            planning.keep_phrase(cecilia, HELSINGBORG, ident(f"phrase {title}"), title, text)
    keys = {name: _begun(name, home, minutes, text) for name, home, minutes, text in TALKS}
    ids = {name: rules.conversation_id(hashed(key)) for name, key in keys.items()}
    with tenancy.enter(reach_of(cecilia, HELSINGBORG)):
        answering.take(cecilia, ids[TAKEN])
        answering.say(cecilia, ids[TAKEN], ident("advice answer"), ANSWER)
    phrase = str(ident(f"phrase {PHRASES[0][0]}"))
    return {"talk": str(ids[TAKEN]), "waits": str(ids[WAITING]), "phrase": phrase, "key": keys[TAKEN]}


def _worker(who: str) -> StaffActor:
    with tenancy.enter(tenancy.DOOR):
        actor = staff_actor(ident(who), clock.today())
    if actor is None:
        raise LookupError(who)
    return actor


def _shift(
    who: str, homes: tuple[int, ...], weekday: int | None, day: date | None, starts: time, ends: time
) -> None:
    worker = _worker(who)
    new = planning.NewShift(worker.id, homes, weekday, day, starts, ends)
    with tenancy.enter(reach_of(worker, worker.employer)):
        planning.plan(worker, new, once=ident(f"shift {who} {weekday} {day}"))


def _begun(name: str, home: int, minutes: int, text: str) -> str:
    once: UUID = ident(f"advice {name}")
    with clock.pinned(clock.now() - timedelta(minutes=minutes)):
        with tenancy.enter(tenancy.DOOR):
            place = by_code(home)
        return visiting.begin(place, once, text, rules.Kind.CHAT)
