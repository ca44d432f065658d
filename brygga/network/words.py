"""Fields, roles and areas as a municipality's administration says them."""

from django.utils.translation import gettext_lazy as _

AREAS = {
    "children": _("Barn och unga"),
    "adults": _("Vuxna"),
    "income_support": _("Ekonomiskt bistånd"),
    "elderly": _("Äldre"),
    "disability": _("Funktionsnedsättning"),
    "family_law": _("Familjerätt"),
    "foster_homes": _("Familjehem"),
    "debt": _("Budget och skulder"),
    "advice": _("Råd och stöd"),
    "common": _("Gemensamt"),
}

ROLES = {
    "caseworker": _("Handläggare"),
    "team_leader": _("Arbetsledare"),
    "committee": _("Nämnd eller utskott"),
    "registrar": _("Registrator"),
    "jurist": _("Jurist"),
}

STEPS = {
    "decide": _("Besluta"),
    "prepare": _("Förbereda"),
    "carry_out": _("Utföra"),
    "read": _("Läsa"),
}

INSTRUMENTS = {
    "AVTAL": _("Avtal om handläggning (9 kap. 37 § KL)"),
    "PUB": _("Personuppgiftsbiträdesavtal"),
    "PUB_OR_CONTROLLER_SPLIT": _("Skriven fördelning av ansvaret för personuppgifter"),
    "SVOD": _("Sammanhållen vård- och omsorgsdokumentation"),
}

PROFESSIONS = {
    "socionom": _("Socionom"),
    "relevant_examen": _("Annan relevant examen (25 kap. 1 § SoL)"),
}

STATES = {
    "coming": _("Börjar senare"),
    "in_force": _("Gäller"),
    "soon_over": _("Går snart ut"),
    "over": _("Har upphört"),
}

WORDS = {
    "hero": _("Rubriken på startsidan"),
    "lead": _("Raden under rubriken"),
    "apply": _("Ansöka om stöd"),
    "concern": _("Berätta om oro"),
    "book": _("Boka en tid"),
    "talk": _("Prata med någon"),
}
"""What a municipality may say in words of its own on its start page."""

FIELDS = {
    "active": _("Arbetar kvar"),
    "activities": _("Uppgifter"),
    "activity": _("Uppgift"),
    "affiliation": _("E-tjänstelegitimation"),
    "areas": _("Områden"),
    "board": _("Nämnd"),
    "body": _("Vem som har beslutat"),
    "closed_on": _("Stängd från"),
    "colour": _("Färg"),
    "cost_key": _("Kostnad"),
    "cost_text": _("Kostnad, vad som ingår"),
    "court": _("Domstol för överklaganden"),
    "data_role": _("Ansvar för personuppgifter"),
    "data_text": _("Ansvar för personuppgifter, text"),
    "decided_by": _("Beslutat av"),
    "decided_on": _("Beslutat den"),
    "decisions": _("Beslut som kan delegeras"),
    "demand": _("Kräver"),
    "document": _("Var beslutet finns"),
    "ended_on": _("Sista dag"),
    "entrusted": _("Hör till nämndens uppdrag"),
    "hours": _("Öppettider"),
    "instruments": _("Handlingar"),
    "limits": _("Begränsningar"),
    "name": _("Namn"),
    "notice_months": _("Uppsägningstid i månader"),
    "on_call_phone": _("Socialjour, telefon"),
    "parties": _("Parter"),
    "performer": _("Kommun som utför"),
    "phone": _("Telefon"),
    "work_mail": _("E-post i arbetet"),
    "position": _("Befattning"),
    "post_address": _("Postadress"),
    "principle": _("Av principiell betydelse"),
    "professions": _("Examen"),
    "protected_routine": _("Rutin för skyddade personuppgifter"),
    "reason": _("Varför"),
    "reference": _("Beteckning"),
    "registered_on": _("Registrerat den"),
    "replaces": _("Ersätter avtal"),
    "role": _("Roll"),
    "secrecy": _("Grund för att se uppgifterna"),
    "shares": _("Andelar"),
    "shielded": _("Skyddade personuppgifter"),
    "staff_id": _("Person"),
    "step": _("Steg"),
    "steps": _("Steg"),
    "terminated_on": _("Uppsagt till"),
    "terms": _("Villkor"),
    "title": _("Benämning"),
    "valid_from": _("Från och med"),
    "valid_to": _("Till och med"),
    "version": _("Version"),
    "visit_address": _("Besöksadress"),
    "weight": _("Av större vikt"),
    "withdrawn_on": _("Tillbakadraget den"),
    "words": _("Egna ord"),
}

CHANGED = {
    "contact": _("Kontakt och öppettider"),
    "look": _("Färg och egna ord"),
    "routine": _("Rutin för skyddade personuppgifter"),
    "unit": _("Enhet"),
    "staff": _("Personal"),
    "position": _("Befattning"),
    "agreement": _("Avtal"),
    "approval": _("Godkännande av avtal"),
    "delegation": _("Delegation"),
    "guideline": _("Riktlinje"),
    "meeting_kind": _("Mötestyp"),
    "room": _("Mötesrum"),
    "draft": _("Utkast till avtal"),
    "standpoint": _("Vem som beslutar om ett avtal"),
}
