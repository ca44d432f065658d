"""Every page there is, and who looks at it. A new page belongs here, or in NOT_PAGES with a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import getclosurevars
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

SLUG = {"slug": "helsingborg"}
OF_ALL = {"municipalities", "answered"}
"""No municipality stands in these addresses."""


@dataclass(frozen=True)
class Stop:
    """A named route with what stands in its address: names of tests.journeys.scenery, or words as they are."""

    route: str
    place: tuple[tuple[str, str], ...] = ()
    status: int = 200
    query: str = ""

    @property
    def name(self) -> str:
        words = [self.route, *(word for _key, word in self.place)]
        return "-".join([*words, self.query]).strip("-?")

    def path(self, ids: dict[str, str]) -> str:
        place = {key: ids.get(word, word) for key, word in self.place}
        if self.route not in OF_ALL:
            place = SLUG | place
        return reverse(self.route, kwargs=place) + self.query


def to(route: str, status: int = 200, query: str = "", **place: str) -> Stop:
    return Stop(route, tuple(place.items()), status, query)


PUBLIC = (
    to("municipalities"),
    to("municipalities", query="?kommun=malm"),
    to("municipalities", query="?kommun=finnsinte"),
    *(to("start", slug=slug) for slug in ("helsingborg", "landskrona", "bjuv", "angelholm")),
    *(
        to("about", what=what)
        for what in (
            *("tillganglighet", "dina-uppgifter", "lamna-snabbt", "om-brygga", "orolig", "boka-tid", "prata"),
        )
    ),
    to("about", what="finns-inte", status=404),
    to("start", slug="ingenstans", status=404),
    to("languages"),
    to("apply"),
    to("report_concern"),
    to("advice"),
    to("advice", slug="bjuv"),
    to("back_to_advice"),
    to("advice_chat", status=404),
    to("report_at_work"),
    to("signed_out"),
    to("camera_test"),
    to("answered", door="resident", status=403),
)

NAMELESS = (
    to("advice"),
    to("advice_chat"),
    to("advice_code"),
    to("carry_advice"),
    to("erase_advice"),
)
"""Whoever holds the key to a conversation without a name."""

ALMAS = (
    to("my_cases"),
    *(to("my_case", case_id=case) for case in ("told", "asked", "granted", "own")),
    to("my_reads", case_id="told"),
    to("my_record", case_id="told"),
    to("who_may", case_id="told"),
    to("remark", case_id="told", note_id="note"),
    to("remark", case_id="told", note_id="note", query="?slag=kommentar&stycke=1"),
    to("ask_for_review", case_id="told", passage_id="passage"),
    to("respond", case_id="told", communication_id="sent"),
    to("book_meeting", case_id="told"),
    to("book_meeting", case_id="told", query="?om=2&med=alla"),
    to("move_meeting", case_id="told", meeting_id="meeting"),
    to("my_calendar"),
    to("my_groups", case_id="told"),
    to("my_groups", case_id="asked"),
    *(to("my_case", case_id=case) for case in ("video", "video_soon")),
    *(to("my_call", case_id="video", room_id=room) for room in ("video_room", "video_ended")),
    to("my_call", case_id="video_soon", room_id="video_meeting"),
    to("more_time", case_id="told", communication_id="sent"),
    to("answer_ask", case_id="asked", ask_id="ask"),
    to("add_my_documents", case_id="asked"),
    to("receipt", case_id="asked"),
    to("my_decision", case_id="granted", decision_id="decision"),
    to("appeal", case_id="granted", decision_id="decision"),
    to("new_application", kind="child"),
    to("new_application", kind="income_support"),
    *(
        to("application_step", draft_id="draft", code=code)
        for code in (
            *("behov", "om-dig", "hushall", "manad", "utgifter", "inkomster"),
            *("trygghet", "kontakt", "sprak"),
        )
    ),
    to("application_step", draft_id="begun", code="barn"),
    to("application_files", draft_id="draft"),
    to("review", draft_id="draft"),
    to("review", draft_id="begun"),
    to("discard_application", draft_id="begun"),
    to("my_messages", case_id="told"),
    to("my_messages", case_id="asked"),
    to("my_notices"),
    to("parked"),
)

MAY_EVA = "?vem=1260&steg=decide&verksamhet=child_assistance_decision&hem=1283&dag=2026-11-20&examen=socionom"

CECILIAS = (
    to("advice_desk"),
    to("advice_talk", chat_id="talk"),
    to("advice_talk", chat_id="waits"),
    to("advice_rota"),
    to("advice_phrases"),
    to("advice_phrase", phrase_id="phrase"),
    to("emergency"),
    to("control"),
    *(to(route) for route in ("may_they", "law_activities", "law_sections", "law_instruments")),
    to("may_they", query=MAY_EVA),
    to("law_compare", query="?fran=2026-01-14&till=2026-01-15"),
    to("law_guidelines"),
    to("law_activities", query="?sok=barn&omrade=children"),
    to("law_activity", code="child_assistance_decision"),
    to("law_section", ref="kl-9-37"),
    to("work"),
    to("work", query="?visa=teamet"),
    to("unanswered"),
    to("case_messages", case_id="told"),
    to("case_messages", case_id="asked"),
    to("write_working_note", case_id="told"),
    to("work", query="?visa=over-grans"),
    *(to("case", case_id=case) for case in ("told", "asked", "granted", "own", "fresh", "board")),
    to("assign", case_id="told"),
    to("history", case_id="told"),
    to("persons", case_id="told"),
    to("add_person", case_id="told"),
    to("correct_contact", case_id="told", party_id="party"),
    to("protect", case_id="told", party_id="party"),
    to("register_representative", case_id="told", party_id="party"),
    to("links", case_id="told"),
    to("write_note", case_id="asked"),
    to("log_contact", case_id="asked"),
    to("log_contact", case_id="report", query="?kanal=phone"),
    to("correct_note", case_id="told", note_id="note"),
    to("passage", case_id="told", passage_id="passage"),
    to("answer_remark", case_id="told", remark_id="remark"),
    to("ask_to_complete", case_id="asked"),
    to("communicate", case_id="asked"),
    to("add_documents", case_id="asked"),
    to("view_as", case_id="told"),
    to("propose", case_id="asked"),
    to("propose_urgently", case_id="urgent"),
    to("proposal", case_id="own"),
    to("proposal", case_id="board"),
    to("decision_for_staff", case_id="granted", decision_id="decision"),
    to("start_support", case_id="granted"),
    to("start_support", case_id="asked"),
    to("follow_up", case_id="granted"),
    to("close", case_id="granted"),
    to("my_times"),
    to("subscribe_times"),
    to("led_groups"),
    to("together"),
    to("book_for_resident", case_id="told"),
    *(to("call", case_id="video", room_id=room) for room in ("video_room", "video_ended")),
    to("call", case_id="video_soon", room_id="video_meeting"),
    *(to("call_guests", case_id="video", room_id=room) for room in ("video_room", "video_ended")),
    to("call_guests", case_id="video_soon", room_id="video_meeting"),
    to("book_for_resident", case_id="asked"),
    to("staff_move_meeting", case_id="told", meeting_id="meeting"),
    to("staff_move_meeting", case_id="told", meeting_id="meeting", query="?med=alla"),
    to("concerns"),
    to("case", case_id="report"),
    to("case", case_id="teachers"),
    to("case", case_id="vouched"),
    to("agreements"),
    to("agreement", agreement_id="agreement"),
    to("assess_protection", case_id="report"),
    to("inquire", case_id="report"),
    to("leave_report", case_id="report"),
    to("disclose_report", case_id="teachers"),
    to("answer_reporter", case_id="teachers"),
    to("reports_together", case_id="gathered"),
    to("gather_reports", case_id="gathered"),
    to("gather_reports", case_id="gathered", query="?lika=1"),
    to("protect_together", case_id="gathered"),
    to("decide_together", case_id="gathered"),
    to("answer_together", case_id="gathered"),
)

DAVIDS = (
    to("advice_desk", slug="landskrona"),
    to("advice_talk", chat_id="talk"),
    to("work", slug="landskrona"),
    to("work", slug="landskrona", query="?visa=over-grans"),
    to("case", case_id="told"),
    to("proposal", case_id="board"),
    to("assign", case_id="told"),
)

FRIDAS = (
    to("work"),
    to("board"),
    to("board_decide", case_id="board"),
    to("decide_urgently", case_id="urgent"),
    to("case", case_id="board"),
)

DRAFT_PAGES = (
    *("namn", "parter", "omraden", "uppgifter", "steg", "handlingar", "delegera"),
    *("personuppgifter", "kostnad", "tid", "beslut"),
)

GUSTAVS = (
    to("control"),
    to("control_report", year="2026"),
    to("control_decisions"),
    to("control_log"),
    to("control_checks"),
    to("control_roster"),
    to("control_openings"),
    to("control_review", opening_id="opening"),
    to("governance"),
    to("governance_history"),
    to("governance_units"),
    to("governance_new_unit"),
    to("governance_unit", unit_id="unit"),
    to("governance_staff"),
    to("governance_new_person"),
    to("governance_person", staff_id="member"),
    to("governance_edit_person", staff_id="member"),
    to("governance_new_position", staff_id="member"),
    to("governance_end_position", position_id="position"),
    to("law_guidelines"),
    to("new_guideline"),
    to("end_guideline", guideline_id="guideline"),
    to("law_proposals"),
    to("new_law_proposal"),
    to("new_law_proposal", query="?activity=child_interview&field=digital&valid_from=2027-01-01"),
    to("law_proposal", proposal_id="proposal"),
    to("agreements"),
    to("new_agreement"),
    to("agreement", agreement_id="agreement"),
    to("end_agreement", agreement_id="agreement"),
    to("draft", draft_id="desk"),
    *(to("draft_page", draft_id="desk", page=page) for page in DRAFT_PAGES),
    to("draft_page", draft_id="desk", page="finns-inte", status=404),
    to("delegations"),
    to("new_delegation"),
    to("end_delegation", delegation_id="delegation"),
    to("meeting_settings"),
    *(to("governance_settings", what=what) for what in ("kontakt", "utseende", "skyddade")),
    to("economy"),
    to("economy", query="?kommun=1283&tjanst=advice&nyckel=fixed&ar=5", status=422),
    to("economy_inputs"),
    to("economy_figure", measure="salary_month", service="alla"),
    to("economy_use"),
    to("economy_settlement"),
    to("inquiry"),
    to("inquiry", query="?kommun=1283&dag=2026-11-21", status=422),
    to("work"),
)

LOTTAS = (
    to("new_work_report"),
    to("work_reports"),
    to("work_receipt", receipt_id="receipt"),
)

SAMIRAS = (
    to("my_cases"),
    to("invited", invitation_id="invited"),
    to("invited", invitation_id="invited_soon"),
    to("my_case", case_id="video", status=404),
)
"""An interpreter, invited to two meetings."""

BOS = (to("my_cases"), to("my_case", case_id="told", status=404), to("my_notices_code"))
EVAS = (to("work", slug="bjuv"), to("case", case_id="told", status=404))

NOT_PAGES = {
    "theme": "a style sheet",
    "governance_preview": "a style sheet",
    "live_case": "a stream",
    "live_list": "a stream",
    "live_invited": "a stream",
    "advice_live": "a stream",
    "advice_words": "a file",
    "advice_queue_live": "a stream",
    "advice_talk_live": "a stream",
    "advice_thread": "a part of advice_chat",
    "advice_talk_thread": "a part of advice_talk",
    "client_keys": "keys for the e-ID",
    "set_language": "leads back to where one was",
    "sign_in": "leads to the e-ID",
    "application": "leads to the first page that is not filled in",
    "send_application": "leads from the e-ID to the receipt",
    "my_panel": "a part of my_case",
    "case_panel": "a part of case",
    "list_panel": "a part of work",
    "links_panel": "a part of case",
    "my_document": "a file",
    "agreement_document": "a file",
    "draft_document": "a file",
    "my_attachment": "a file",
    "attachment": "a file",
    "my_thread": "a part of my_messages",
    "case_thread": "a part of case_messages",
    "document": "a file",
    "application_file": "a file",
    "my_decision_pdf": "a file",
    "control_report_pdf": "a file",
    "control_decisions_pdf": "a file",
    "control_order_pdf": "a file",
    "report_file": "a file",
    "meeting_calendar": "a file",
    "calendar_feed": "a file",
    "law_answer_json": "a file",
    "law_proposal_rows": "a file",
    "economy_settlement_csv": "a file",
    "inquiry_file": "a file",
}

VISITED = (PUBLIC, NAMELESS, ALMAS, CECILIAS, DAVIDS, FRIDAS, GUSTAVS, LOTTAS, SAMIRAS, BOS, EVAS)


def routes() -> dict[str, Any]:
    """Every named address of the product that can be read, with its view."""
    return {name: view for name, view in _all(get_resolver()) if "GET" in _methods(view)}


def _all(resolver: URLResolver) -> Iterator[tuple[str, Any]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _all(one)
        elif isinstance(one, URLPattern):
            yield one.name or str(one.pattern), one.callback


def _methods(view: Any) -> list[str]:
    """What Django's require_POST and its kin let through, read where they keep it."""
    while view is not None:
        kept = getclosurevars(view).nonlocals
        if "request_method_list" in kept:
            return list(kept["request_method_list"])
        view = getattr(view, "__wrapped__", None)
    return ["GET", "POST"]
