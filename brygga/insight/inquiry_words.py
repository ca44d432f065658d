"""The words of the inquiry, for screen and paper alike."""

from django.utils.translation import gettext_lazy as _

AREAS = {
    "children": _("Barn och unga"),
    "foster_homes": _("Familjehem"),
    "adults": _("Vuxna"),
    "family_law": _("Familjerätt"),
    "income_support": _("Ekonomiskt bistånd"),
    "debt": _("Budget- och skuldrådgivning"),
    "elderly": _("Äldre"),
    "disability": _("Funktionsnedsättning"),
    "common": _("Gemensamt"),
}
SHARE = {
    "free": _("Får delas"),
    "conditions": _("På villkor"),
    "not": _("Får inte"),
    "unclear": _("Oklart"),
}
STEPS = {
    "read": _("Läsa"),
    "prepare": _("Förbereda"),
    "decide": _("Besluta"),
    "carry_out": _("Utföra"),
}
CONTACT = {True: _("Ja"), False: _("Nej"), None: _("Oklart")}
AUTHORITY = {"yes": _("Ja"), "close_to": _("Nära"), "no": _("Nej")}
DIGITAL = {"full": _("Helt"), "part": _("Delvis"), "no": _("Nej")}
LEVELS = {
    "employee": _("Anställd"),
    "delegation": _("Anställd med delegation"),
    "committee": _("Utskott eller nämnd"),
    "board": _("Nämnd"),
    "none": _("Inget beslut"),
}
CONFIDENCE = {
    "verified": _("Läst i lagtext"),
    "reasoned": _("Resonerad"),
    "unverified": _("Inte kontrollerad"),
}
SECRECY = {
    "S1": _("Att någon har kontakt (26 kap. 1 § OSL)"),
    "S2": _("Personliga förhållanden (26 kap. 1 § OSL)"),
    "S2A": _("Den som har anmält (26 kap. 5 § OSL)"),
    "S3": _("Skyddad adress (21 kap. 3 § och 26 kap. 14 c § OSL)"),
    "S4": _("Familjerådgivning, absolut (26 kap. 3 § OSL)"),
    "S5": _("Bara teknisk hantering (40 kap. 5 § OSL)"),
    "S6": _("Själva beslutet är delvis offentligt (26 kap. 7 § OSL)"),
}
NUMBERS = (
    *(_("två"), _("tre"), _("fyra"), _("fem"), _("sex"), _("sju"), _("åtta"), _("nio"), _("tio")),
    *(_("elva"), _("tolv")),
)
"""From two to twelve: larger numbers are written in digits."""

INSTRUMENTS = {
    "AVTAL": _("avtal"),
    "EXT_DELEG": _("delegation"),
    "OWN_DELEG_AUTO": _("delegation till en automatiserad funktion"),
    "SECRECY_BASIS": _("sekretessgrund"),
    "SAMTYCKE": _("samtycke"),
    "OSL_10_28": _("uppgiftsskyldighet"),
    "OSL_10_2A": _("bara teknisk bearbetning"),
    "PUB": _("biträdesavtal"),
    "PUB_OR_CONTROLLER_SPLIT": _("ordnat personuppgiftsansvar"),
}
"""Short, as they stand in a list; the law's own name is used for any other."""

COLUMNS = {
    "area": _("Område"),
    "code": _("Kod"),
    "name": _("Verksamhet"),
    "verdict": _("Bedömning"),
    "contact": _("Kontakt med den enskilde"),
    "sections": _("Lagrum"),
    "digital": _("Digitalt"),
    "digital_reason": _("Varför"),
    "authority": _("Myndighetsutövning"),
    "level": _("Beslutsnivå"),
    "secrecy": _("Sekretess"),
    "read": _("Läsa"),
    "prepare": _("Förbereda"),
    "decide": _("Besluta"),
    "carry_out": _("Utföra"),
    "instruments": _("Det som behövs"),
    "conditions": _("Villkor"),
    "stays": _("Det som stannar hemma"),
    "today": _("Gäller i dag"),
    "lacking": _("Saknas mellan några av dem"),
    "confidence": _("Säkerhet"),
    "valid_from": _("Gäller från"),
    "verified_on": _("Läst"),
    "source": _("Källa"),
    "note": _("Anmärkning"),
}
"""One column each in the spreadsheet, in this order."""
