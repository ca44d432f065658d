"""Stages, verbs and clocks as residents and caseworkers say them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from brygga.cases.models import Case
from brygga.cases.rules import STAGE_LABELS, Stage
from brygga.concerns.rules import FEEDBACK, TITLE

REPORTED = TITLE
STAGES = {stage: gettext_lazy(label) for stage, label in STAGE_LABELS.items()}

CLOCKS = {
    "immediate_protection_assessment": gettext_lazy("Skyddsbedömning, genast"),
    "preliminary_assessment": gettext_lazy("Förhandsbedömning"),
    "child_investigation": gettext_lazy("Utredningen klar"),
    "delay_action": gettext_lazy("Sex månader sedan ansökan"),
    "communicated_draft_reply": gettext_lazy("Svar på utredningen"),
    "reporter_feedback": gettext_lazy("Svar till anmälaren"),
}

DEEDS = {
    "read": gettext_lazy("Öppnade ärendet"),
    "read_document": gettext_lazy("Läste ett dokument"),
    "emergency_opening": gettext_lazy("Nödöppnade ärendet"),
    "review_emergency": gettext_lazy("Granskade en nödöppning"),
    "assess_protection": gettext_lazy("Bedömde om någon behövde skydd genast"),
    "leave_report": gettext_lazy("Beslutade att inte inleda utredning"),
    "gather_report": gettext_lazy("Läser anmälan ihop med andra om samma barn"),
    "take_out_report": gettext_lazy("Läser anmälan för sig igen"),
    "join_report": gettext_lazy("Lade anmälan till en utredning om samma barn"),
    "disclose_report": gettext_lazy("Prövade vad som får läsas av en anmälan"),
    "open_case": gettext_lazy("Registrerade ärendet"),
    "assign": gettext_lazy("Bestämde vem som arbetar med ärendet"),
    "start_assessment": gettext_lazy("Började bedöma"),
    "open_investigation": gettext_lazy("Inledde utredning"),
    "take_up_again": gettext_lazy("Tog upp utredningen igen"),
    "sign_note": gettext_lazy("Skrev i journalen"),
    "correct_note": gettext_lazy("Rättade en anteckning"),
    "lift_passage": gettext_lazy("Visade det som var dolt"),
    "keep_withheld": gettext_lazy("Prövade det som är dolt på nytt"),
    "answer_remark": gettext_lazy("Svarade på en synpunkt"),
    "ask_to_complete": gettext_lazy("Bad om komplettering"),
    "withdraw_ask": gettext_lazy("Tog tillbaka en fråga"),
    "attach_document": gettext_lazy("Lade till ett dokument"),
    "book_meeting": gettext_lazy("Bokade en tid"),
    "move_meeting": gettext_lazy("Flyttade en tid"),
    "cancel_meeting": gettext_lazy("Avbokade en tid"),
    "note_meeting": gettext_lazy("Skrev in om mötet blev av"),
    "order_interpreter": gettext_lazy("Noterade att tolk är beställd"),
    "cancel_interpreter": gettext_lazy("Noterade att tolk inte är beställd"),
    "remind_of_meeting": gettext_lazy("En påminnelse om en tid gick ut av sig själv"),
    "remind_of_group": gettext_lazy("En påminnelse om en grupp gick ut av sig själv"),
    "ask_earlier": gettext_lazy("Bad att få veta om en tidigare tid blir ledig"),
    "stop_waiting": gettext_lazy("Slutade vänta på en tidigare tid"),
    "join_group": gettext_lazy("Anmälde sig till en grupp"),
    "leave_group": gettext_lazy("Lämnade en grupp"),
    "tell_of_seat": gettext_lazy("Besked om en ledig plats gick ut av sig själv"),
    "tell_of_earlier": gettext_lazy("Besked om en tidigare tid gick ut av sig själv"),
    "open_call": gettext_lazy("Öppnade ett videorum"),
    "join_call": gettext_lazy("Kom till videomötet"),
    "receive_call": gettext_lazy("Tog emot i videomötet"),
    "admit_to_call": gettext_lazy("Släppte in någon i videomötet"),
    "refuse_in_call": gettext_lazy("Släppte inte in någon i videomötet"),
    "relay_call": gettext_lazy("Dolde allas adresser i videomötet"),
    "forward_call": gettext_lazy("Gjorde plats för fler i videomötet, genom kommunens server"),
    "leave_call": gettext_lazy("Lämnade videomötet"),
    "invite_to_call": gettext_lazy("Bjöd in någon till ett videomöte"),
    "take_back_invitation": gettext_lazy("Tog tillbaka en inbjudan till ett videomöte"),
    "no_longer_wanted": gettext_lazy("Ville inte längre ha en inbjuden med i videomötet"),
    "end_call": gettext_lazy("Avslutade videomötet"),
    "communicate": gettext_lazy("Skickade utredningen för synpunkter"),
    "propose": gettext_lazy("Lade fram förslag till beslut"),
    "send_to_board": gettext_lazy("Lämnade förslaget till nämnden"),
    "take_back": gettext_lazy("Tog tillbaka förslaget"),
    "decide": gettext_lazy("Beslutade"),
    "show_decision": gettext_lazy("Visade ett beslut som har verkställts"),
    "submit_to_court": gettext_lazy("Lämnade beslutet till domstolen"),
    "start_support": gettext_lazy("Satte i gång stödet"),
    "follow_up": gettext_lazy("Följde upp stödet"),
    "end_measure": gettext_lazy("Avslutade en insats"),
    "close": gettext_lazy("Avslutade ärendet"),
    "view_as_resident": gettext_lazy("Tittade på sidan så som du ser den"),
    "comment": gettext_lazy("Kommenterade en anteckning"),
    "objection": gettext_lazy("Invände mot en anteckning"),
    "review": gettext_lazy("Begärde omprövning av det som är dolt"),
    "answer_ask": gettext_lazy("Svarade på en fråga"),
    "respond": gettext_lazy("Svarade på utredningen"),
    "ask_for_more_time": gettext_lazy("Bad om mer tid"),
    "told_of_decision": gettext_lazy("Tog del av beslutet"),
    "appeal": gettext_lazy("Överklagade"),
    "write_message": gettext_lazy("Skrev ett meddelande"),
    "answer_by_mail": gettext_lazy("Svarade med e-post"),
    "answer_message": gettext_lazy("Skrev ett meddelande till dig"),
    "write_working_note": gettext_lazy("Skrev en minnesanteckning för att förbereda ärendet"),
    "remove_working_note": gettext_lazy("Tog bort en minnesanteckning"),
    "remove_working_notes": gettext_lazy("Tog bort de minnesanteckningar som fanns"),
    "journal_working_note": gettext_lazy("Tog bort en minnesanteckning för att skriva i journalen"),
    "message_needs_no_answer": gettext_lazy("Läste ditt meddelande, som inte behövde svar"),
}


TO_STAFF = {
    "add_party": gettext_lazy("Lade till en person"),
    "answer_reporter": gettext_lazy("Svarade den som hade anmält"),
    "ask_for_answer": gettext_lazy("Den som anmälde bad om besked"),
    "escalate_report": gettext_lazy("Anmälan låg obedömd och lämnades vidare"),
    "correct_contact": gettext_lazy("Ändrade kontaktuppgifter"),
    "protect_party": gettext_lazy("Noterade skyddade personuppgifter"),
    "shield": gettext_lazy("Skyddade hela ärendet"),
    "add_representative": gettext_lazy("Registrerade en företrädare"),
    "end_representative": gettext_lazy("Avslutade en företrädare"),
    "link_case": gettext_lazy("Kopplade ihop med ett annat ärende"),
}
"""Deeds that tell of others: to those whose case it is, work in the case like any other."""

TELLS_WHO_REPORTED = frozenset({FEEDBACK, "answer_reporter"})
"""Deeds and clocks of the answer to a reporter. Only whoever reports in their work may have one (SoL 19:6): a family
that reads of it, or of its section, knows where the report came from (OSL 26:5)."""


def deed(verb: str, *, to_staff: bool = False) -> str:
    """What somebody did, in words; a verb without words is still shown."""
    known = DEEDS.get(verb) or (TO_STAFF.get(verb) if to_staff else None)
    return str(known or _("Arbetade i ärendet"))


@dataclass(frozen=True)
class Status:
    """The first thing on a resident's page."""

    sentence: str
    lead: str


def status(case: Case, home: str, performer: str) -> Status:
    """What is happening now, in a sentence and a half. home, performer: municipality names."""
    stage = Stage(case.stage)
    sentence, lead = (_REPORTED if case.title == REPORTED else _STATUS).get(stage, _STATUS[stage])
    who = case.handler_name.split(" ")[0]
    words = {"who": who or _("En socialsekreterare"), "home": home, "performer": performer}
    abroad = case.performer != case.municipality and case.stage != Stage.CLOSED
    told = str(_(lead)) % words
    if abroad and who:
        told += (
            " "
            + _("%(who)s arbetar i %(performer)s, på uppdrag av %(home)s som ansvarar för ditt ärende.")
            % words
        )
    return Status(str(_(sentence)), told)


_STATUS = {
    Stage.RECEIVED: (
        gettext_noop("Vi har fått din ansökan."),
        gettext_noop("Snart läser någon den. Då ser du det här, med namn."),
    ),
    Stage.ASSESSMENT: (
        gettext_noop("Vi har börjat titta på din ansökan."),
        gettext_noop("%(who)s läser det du har skickat och hör av sig om något saknas."),
    ),
    Stage.INVESTIGATION: (
        gettext_noop("Vi utreder din ansökan."),
        gettext_noop("%(who)s samlar det som behövs för ett beslut. Du kan läsa allt som skrivs, här."),
    ),
    Stage.COMMUNICATED: (
        gettext_noop("Utredningen är nästan klar. Nu vill vi höra vad du tycker."),
        gettext_noop("%(who)s har skrivit ett utkast. Läs det och säg vad som stämmer och inte stämmer."),
    ),
    Stage.PROPOSED: (
        gettext_noop("Vi arbetar med ditt beslut."),
        gettext_noop("Det finns ett förslag. Den som har rätt att besluta ska nu pröva det."),
    ),
    Stage.DECIDED: (
        gettext_noop("Du har fått ett beslut."),
        gettext_noop("Läs beslutet nedan. Där står också hur du gör om du inte är nöjd."),
    ),
    Stage.SUPPORT: (
        gettext_noop("Ditt stöd är i gång."),
        gettext_noop("%(who)s följer hur det går. Säg till om något inte fungerar."),
    ),
    Stage.FOLLOW_UP: (
        gettext_noop("Vi följer upp hur det går för dig."),
        gettext_noop("%(who)s vill veta om stödet hjälper."),
    ),
    Stage.CLOSED: (
        gettext_noop("Ditt ärende är avslutat."),
        gettext_noop("Du kan fortfarande läsa allt här. Behöver du hjälp igen kan du söka på nytt."),
    ),
}

_REPORTED = {
    Stage.RECEIVED: (
        gettext_noop("Någon har berättat för oss om oro."),
        gettext_noop("Snart läser vi det. Då ser du det här, med namn."),
    ),
    Stage.ASSESSMENT: (
        gettext_noop("Vi bedömer om vi ska göra en utredning."),
        gettext_noop("%(who)s läser det som har kommit in. Du får gärna höra av dig och berätta själv."),
    ),
    Stage.INVESTIGATION: (
        gettext_noop("Vi gör en utredning."),
        gettext_noop("%(who)s tar reda på om det behövs stöd. Du kan läsa det som skrivs, här."),
    ),
    Stage.CLOSED: (
        gettext_noop("Ditt ärende är avslutat."),
        gettext_noop("Du kan fortfarande läsa allt här. Vill du ha stöd kan du alltid söka."),
    ),
}
"""Where somebody else's report opened the case: whoever reads it has not applied for anything."""
