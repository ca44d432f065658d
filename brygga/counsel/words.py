"""The closed sets of words of the law, as a jurist says them."""

from django.utils.translation import gettext_lazy as _

AREAS = {
    "children": _("Barn och unga"),
    "foster_homes": _("Familjehem"),
    "adults": _("Vuxna"),
    "family_law": _("Familjerätt"),
    "income_support": _("Ekonomiskt bistånd"),
    "debt": _("Budget och skulder"),
    "elderly": _("Äldre"),
    "disability": _("Funktionsnedsättning"),
    "common": _("Gemensamt för alla områden"),
}

STEPS = {
    "read": _("läsa i"),
    "prepare": _("förbereda"),
    "decide": _("besluta om"),
    "carry_out": _("utföra"),
}
"""As they stand in the question, between who and what."""

STEP_NAMES = {
    "read": _("Läsa"),
    "prepare": _("Förbereda"),
    "decide": _("Besluta"),
    "carry_out": _("Utföra"),
}

LEVELS = {
    "employee": _("Anställd"),
    "delegation": _("Anställd med delegation"),
    "committee": _("Utskott eller nämnd"),
    "board": _("Bara nämnden"),
    "none": _("Steget finns inte"),
}

CAPACITIES = {
    "employee": _("anställd"),
    "committee": _("ledamot i utskott eller nämnd"),
    "committee_member_chair": _("ordförande"),
    "board": _("nämnden"),
    "chair_on_call": _("ordförande i brådska"),
    "automated": _("datorprogram"),
}

PROFESSIONS = {
    "": _("ingen särskild examen"),
    "socionom": _("socionom"),
    "relevant_examen": _("annan relevant examen"),
}

CONFIDENCE = {
    "verified": _("Läst i lagtext"),
    "reasoned": _("Resonerad"),
    "unverified": _("Inte kontrollerad"),
}

CONFIDENCE_MEANS = {
    "verified": _("Paragraferna är lästa och svaret följer av dem."),
    "reasoned": _("Paragraferna är lästa. Svaret är vår slutsats och bör prövas av en jurist."),
    "unverified": _("Tills någon har kontrollerat lagtexten svarar Brygga nej."),
}

APPEAL = {
    "FR": _("Förvaltningsrätten"),
    "KL13": _("Laglighetsprövning"),
    "lansstyrelsen": _("Länsstyrelsen"),
    "kammarratten": _("Kammarrätten"),
    "understalls": _("Prövas alltid av domstol"),
    "varies": _("Olika för olika beslut"),
    "none": _("Överklagas inte"),
}

AUTHORITY = {"yes": _("Ja"), "close_to": _("Nära"), "no": _("Nej")}

DIGITAL = {"full": _("Helt"), "part": _("Delvis"), "no": _("Nej")}

AUTOMATION = {
    "permitted": _("Tillåtet"),
    "unsuitable": _("Tillåtet i lag, olämpligt"),
    "barred": _("Får inte automatiseras"),
    "none": _("Här finns inget beslut"),
}

WEIGHT = {
    "tested": _("Prövas: av större vikt går till nämnden"),
    "lifted": _("Prövas inte (30 kap. 5 § SoL)"),
    "none": _("Inget att pröva"),
}

SECRECY = {
    "S1": _("Uppgifter om kontakt (26 kap. 1 § OSL)"),
    "S2": _("Socialtjänstsekretess (26 kap. 1 § OSL)"),
    "S2A": _("Anmälares uppgifter (26 kap. 5 § OSL)"),
    "S3": _("Skyddade personuppgifter (21 kap. 3 § OSL)"),
    "S4": _("Familjerådgivning (26 kap. 3 § OSL)"),
    "S5": _("Bara teknisk bearbetning (40 kap. 5 § OSL)"),
    "S6": _("Beslutet är delvis offentligt (26 kap. 7 § OSL)"),
}

KINDS = {
    "mandate": _("Uppdrag"),
    "secrecy": _("Sekretess"),
    "data_protection": _("Dataskydd"),
}

ANSWERS = {
    "permitted": _("Ja."),
    "conditions": _("Ja, på villkor."),
    "missing": _("Nej, inte än."),
    "never": _("Nej."),
    "unknown": _("Det är inte kontrollerat. Därför nej."),
}

DEMANDS = {
    "home_only": _("Bara vår egen personal får göra det, ingen i en annan kommun"),
    "consent": _("Den enskilde ska ha samtyckt"),
    "committee": _("Bara utskott eller nämnd får besluta"),
    "in_person": _("Första mötet hålls på plats"),
    "no_notes": _("Inga minnesanteckningar vid sidan av samtalet i ett ärende"),
}

VERDICTS = {
    "permitted": _("Ja"),
    "conditions": _("På villkor"),
    "missing": _("Inte än"),
    "never": _("Nej"),
    "unknown": _("Inte kontrollerat"),
}

WHO = {
    "own": _("Egen anställd utan delegation"),
    "own_delegate": _("Egen anställd med delegation"),
    "committee": _("Utskott"),
    "board": _("Nämnden"),
    "machine": _("Datorprogram med delegation"),
    "guest": _("Anställd i en annan kommun, utan avtal"),
    "guest_agreed": _("Anställd i en annan kommun, med avtal"),
    "guest_delegate": _("Anställd i en annan kommun, med avtal och delegation"),
    "guest_joint": _("Anställd i en annan kommun, gemensam nämnd"),
}

STATES = {
    None: _("Väntar på en andra jurist"),
    True: _("Godkänt"),
    False: _("Avslaget"),
}
