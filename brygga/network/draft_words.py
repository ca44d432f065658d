"""What is said on the pages where an agreement is written. Sections of law stand in law itself where it has them."""

from django.utils.translation import gettext_lazy as _

PAGES = {
    "namn": _("Namn"),
    "parter": _("Parter"),
    "omraden": _("Områden"),
    "uppgifter": _("Uppgifter"),
    "steg": _("Vad de får göra"),
    "handlingar": _("Sekretess"),
    "delegera": _("Delegation"),
    "personuppgifter": _("Personuppgifter"),
    "kostnad": _("Kostnad"),
    "tid": _("Tid"),
    "beslut": _("Vem beslutar"),
}
"""In the order one writes them. `beslut` is each party's own."""

QUESTIONS = {
    "namn": _("Vad heter avtalet?"),
    "parter": _("Vilka kommuner är med?"),
    "omraden": _("Vilka områden gäller det?"),
    "uppgifter": _("Vilka uppgifter gäller det?"),
    "steg": _("Vad får den andra kommunens personal göra?"),
    "handlingar": _("Varför får personalen se uppgifterna?"),
    "delegera": _("Vem ska kunna besluta?"),
    "personuppgifter": _("Vem ansvarar för personuppgifterna?"),
    "kostnad": _("Hur delas kostnaden?"),
    "tid": _("När gäller avtalet?"),
    "beslut": _("Vem beslutar om avtalet hos er?"),
}

LAW = {
    "parter": ("KL 9:37",),
    "omraden": ("KL 9:37",),
    "uppgifter": ("KL 9:37", "KL 6:38"),
    "steg": ("KL 9:37", "KL 6:38"),
    "handlingar": ("OSL 26:1", "OSL 2:1", "OSL 12:2", "OSL 26:9", "SVOD 3:2"),
    "delegera": ("KL 9:37", "KL 6:38", "KL 7:8"),
    "personuppgifter": ("GDPR 26", "GDPR 28"),
}
"""The sections of the law floor that stand beside a page."""

BESIDE = {
    "kostnad": (
        ("9 kap. 37 § KL", _("Paragrafen säger inget om hur ni delar kostnaden. Avtalet bestämmer.")),
    ),
    "tid": (
        ("9 kap. 37 § KL", _("Paragrafen säger inget om längsta tid eller uppsägning. Avtalet bestämmer.")),
    ),
    "beslut": (
        (
            "5 kap. 1 § KL",
            _("Fullmäktige beslutar i ärenden av principiell betydelse eller annars av större vikt."),
        ),
        ("5 kap. 2 § KL", _("Sådana ärenden får fullmäktige inte lämna över till en nämnd.")),
        (
            "6 kap. 3 § KL",
            _("En nämnd beslutar om förvaltningen och om det som fullmäktige har delegerat till den."),
        ),
        ("9 kap. 38 § KL", _("Styrelsen rapporterar varje år till fullmäktige om samverkan genom avtal.")),
    ),
}
"""What the law floor has no row for, read in SFS 2017:725 (to SFS 2025:374)."""

SECRECY = {
    "INSIDER": _("De arbetar i hemkommunens ärenden på dess uppdrag"),
    "SAMTYCKE": _("Personen har samtyckt, i varje ärende"),
    "OSL_26_9": _("Uppgifterna behövs för ett barn, vid missbruk eller vid graviditet"),
    "SVOD": _("Sammanhållen vård- och omsorgsdokumentation"),
}

DATA = {
    "JCA": _("Nämnderna ansvarar gemensamt, och avtalet säger vem som gör vad"),
    "CONTROLLER_SPLIT": _("Varje hemkommun ansvarar för sina egna ärenden"),
    "PUB": _("Den andra kommunen är personuppgiftsbiträde"),
}

DATA_TEXT = _(
    "Hemkommunens nämnd är personuppgiftsansvarig för uppgifterna i sina ärenden. Den andra kommunens "
    "personal behandlar dem bara i hemkommunens system, för hemkommunens ärenden och efter hemkommunens "
    "instruktioner. Hemkommunen informerar de registrerade, bestämmer behörigheter, kontrollerar loggen och "
    "anmäler personuppgiftsincidenter. Den som upptäcker en incident säger till genast."
)

COST = {
    "population": _("Efter antal invånare"),
    "use": _("Efter användning"),
    "equal": _("Lika mycket var"),
    "fixed": _("Fasta andelar"),
}

COST_SAID = {
    "population": _(
        "Kostnaden delas efter kommunernas folkmängd den 31 december året innan, enligt Statistikmyndigheten SCB."
    ),
    "use": _("Varje hemkommun betalar för den tid som den andra kommunens personal arbetar i dess ärenden."),
    "equal": _("Parterna betalar lika mycket var."),
    "fixed": _("Kostnaden delas i fasta andelar."),
}

SHARES = {
    "may": _("Får delas"),
    "conditions": _("Får delas på villkor"),
    "partly": _("Får delas, men något steg är inte kontrollerat i lagen"),
    "never": _("Får aldrig delas genom avtal"),
    "unknown": _("Inte kontrollerad i lagen den dagen"),
}

DECIDES = {
    "council": _("Fullmäktige beslutar. Det får inte lämnas över till nämnden (5 kap. 1 och 2 §§ KL)."),
    "board": _(
        "Nämnden beslutar. Det är varken principiellt eller av större vikt, och hör till nämndens uppdrag."
    ),
    "entrust": _(
        "Nämnden har inte fått besluta om det här. Fullmäktige kan besluta själv, eller först ge nämnden uppdraget "
        "(5 kap. 2 § KL)."
    ),
    "ask": _("Svara på alla tre frågorna. Vi gissar inte."),
}

FOUND = {
    "no_name": (_("Avtalet har ingen beteckning eller benämning."), _("Skriv båda.")),
    "no_parties": (_("Avtalet har bara en part."), _("Välj minst en kommun till.")),
    "no_areas": (_("Inget område är valt."), _("Välj minst ett.")),
    "no_activities": (_("Inga uppgifter är valda."), _("Välj vad avtalet gäller.")),
    "no_steps": (_("Det står inte vad den andra kommunens personal får göra."), _("Välj minst att läsa.")),
    "no_data": (
        _("Det står inte vem som ansvarar för personuppgifterna."),
        _("Välj ett sätt, och läs texten."),
    ),
    "no_position": (_("Det står inte vilken befattning som ska kunna besluta."), _("Skriv befattningen.")),
    "no_cost": (_("Det står inte hur kostnaden delas."), _("Välj ett sätt.")),
    "shares": (
        _("De fasta andelarna stämmer inte med parterna, eller är inte 100 procent."),
        _("Skriv dem på nytt."),
    ),
    "no_start": (_("Avtalet har ingen första dag."), _("Skriv när det börjar gälla.")),
    "past_start": (_("Den första dagen har passerat."), _("Skriv en dag som inte har varit.")),
    "no_notice": (_("Uppsägningstiden saknas."), _("Skriv antalet månader. Noll går bra.")),
    "no_law": (
        _("Vi har ingen lagtext för uppgiften den dagen."),
        _("Ta bort uppgiften, eller välj en annan dag."),
    ),
    "unverified": (
        _("Vad lagen säger är inte kontrollerat."),
        _("Ta bort uppgiften eller steget, eller be juristen kontrollera raden först."),
    ),
    "never_read": (_("Lagen låter inte en annan kommuns personal läsa här."), _("Ta bort uppgiften.")),
    "never_prepare": (
        _("Lagen låter inte en annan kommuns personal förbereda det."),
        _("Ta bort uppgiften."),
    ),
    "never_carry_out": (_("Lagen låter inte en annan kommuns personal utföra det."), _("Ta bort uppgiften.")),
    "never_decide": (_("Beslutet får inte delegeras till en annan kommun."), _("Ta bort beslutet.")),
    "overlap": (
        _("Ett avtal mellan samma parter om samma sak gäller redan då."),
        _("Gör en ny version av det avtalet, eller välj en dag efter att det har upphört."),
    ),
    "facts": (_("Ni har inte svarat på vem som beslutar hos er."), _("Svara på de tre frågorna.")),
    "undecided": (_("Er kommun har inte beslutat om avtalet än."), _("Skriv vem som beslutade och när.")),
    "wrong_body_council": (
        _("Nämnden kan inte besluta om ett avtal av principiell betydelse eller större vikt."),
        _("Lägg fram det för fullmäktige (5 kap. 1 § KL)."),
    ),
    "wrong_body_entrust": (
        _("Nämnden har inte fått besluta om sådana avtal."),
        _("Lägg fram det för fullmäktige, eller be om uppdraget först (5 kap. 2 § KL)."),
    ),
    "EXT_DELEG": (
        _("Hemkommunens nämnd behöver delegera beslutet till den andra kommunens personal."),
        _("Se de föreslagna raderna. Varje nämnd beslutar om sina egna."),
    ),
}
"""What a finding says, and what to do about it."""
