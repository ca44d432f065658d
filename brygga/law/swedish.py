"""Every sentence the law floor says of its own accord, in Swedish. english.py has the same keys."""

SENTENCES = {
    "verb.read": "läsa",
    "verb.prepare": "förbereda",
    "verb.decide": "besluta",
    "verb.carry_out": "utföra det",
    "own.read": "läsa i ditt ärende",
    "own.prepare": "förbereda ditt ärende",
    "own.decide": "fatta det här beslutet",
    "own.carry_out": "utföra arbete i ditt ärende",
    # Who may decide instead: said to a guest, to the home municipality's own staff, to the resident.
    "who.delegation": "hemkommunens beslutsfattare",
    "who.committee": "hemkommunens utskott eller nämnd",
    "who.board": "hemkommunens nämnd",
    "who.home.delegation": "den som har nämndens delegation",
    "who.home.committee": "utskottet eller nämnden",
    "who.home.board": "nämnden",
    "who.resident.delegation": "den som din kommun har gett rätt att besluta",
    "who.resident.committee": "utskottet eller nämnden i din kommun",
    "who.resident.board": "nämnden i din kommun",
    "you": "du",
    "machine": "ett datorprogram",
    "and": " och ",
    "basis": "{mandates} ({ref})",
    "permitted.home": "{name}: du får {verb}.",
    "permitted.home.by": "{name}: du får {verb}, enligt {basis}.",
    "permitted.home.resident": "Personal i din kommun får {own}.",
    "permitted.guest": "{name}: du får {verb} åt hemkommunen, enligt {basis}.",
    "permitted.guest.resident": (
        "Personal från en annan kommun får {own}, enligt {basis}. Din kommun har fortfarande ansvaret."
    ),
    "missing": "{name}: du får inte {verb} ännu. {what}",
    "missing.resident": "Den här personen får inte {own}. Det som lagen kräver finns inte på plats.",
    "nobody": "{name}: det får ingen {verb} ({ref}). {way}",
    "nobody.resident": "Ingen får {own} ({ref}).",
    "never": "{name}: {subject} får inte {verb}. Det får bara {who} ({ref}).",
    "never.resident": "Bara {who} får {own} ({ref}).",
    "hand_over": "Förbered förslaget. {who} beslutar.",
    "no_such_step": "{name}: här finns inget att {verb}.",
    "no_such_step.resident": "Här behövs inget beslut.",
    "no_law": (
        "{name}: vi har inte kontrollerat vad lagen säger den {day}. Tills det är gjort får ingen {verb} här."
    ),
    "no_law.resident": (
        "Vi har inte kontrollerat vad lagen säger om det här ännu. Tills det är gjort får ingen göra det här."
    ),
    "no_law.way": "Fråga hemkommunens jurist. När lagtexten är kontrollerad läggs den in.",
    "no_law.row": "Det finns ingen rad om {code} som gäller den {day}.",
    "no_law.unverified": "Raden om {code} är inte kontrollerad för det här steget.",
    "profession": "Det krävs socionomexamen eller annan relevant examen (25 kap. 1 § SoL).",
    "colleague": "Låt en kollega med socionomexamen göra bedömningen.",
    "at_a_meeting": (
        "Utskottet eller nämnden ska ha fattat beslutet på ett sammanträde. Ordföranden får inte besluta ensam."
    ),
    "cannot_wait": (
        "Bara om nämndens beslut inte kan avvaktas. Beslutet ska anmälas när nämnden sammanträder nästa gång."
    ),
    "report_it": "Beslutet ska anmälas när nämnden sammanträder nästa gång.",
    "insider": (
        "Att den som arbetar i hemkommunens ärende räknas till hemkommunen (2 kap. 1 § OSL) är en "
        "bedömning. Den är inte prövad i domstol."
    ),
    "grown_up": (
        "Personen är vuxen. Då gäller 26 kap. 9 § OSL bara vid fortgående missbruk av alkohol, narkotika eller "
        "flyktiga lösningsmedel, vid tvångsvård eller vid graviditet."
    ),
    "controller": (
        "Nämnderna ska skriftligt ha ordnat vem som ansvarar för personuppgifterna "
        "(artikel 26 och 28 i dataskyddsförordningen)."
    ),
    # The reasons, one at a time.
    "reason.free": "Den som arbetar i nämndens verksamhet får {verb}. Det behövs ingen delegation.",
    "reason.own_power": "Den som frågar hör till dem som själva får {verb}.",
    "reason.urgent": "Ordföranden i beredskap får besluta när nämnden inte kan avvaktas.",
    "reason.not_urgent": "Nämndens beslut kan avvaktas, så ordföranden i beredskap får inte besluta.",
    "reason.machine_helps": "Ett datorprogram får {verb}. En människa svarar för beslutet.",
    "reason.machine_decides": "Lagen låter beslutet fattas av ett datorprogram.",
    "reason.machine_never": "Lagen låter inte beslutet fattas av ett datorprogram.",
    "reason.delegable": "Nämnden får delegera beslutet till en anställd.",
    "reason.guest": "En anställd i en annan kommun får {verb}, om villkoren nedan är uppfyllda.",
    "reason.guest_never": "En anställd i en annan kommun kan aldrig få {verb}.",
    "reason.joint_only": "Förtroendevalda i en annan kommun får {verb} bara i en gemensam nämnd eller ett förbund.",
    "reason.joint_never": "Ingen i en annan kommun kan få {verb}.",
    "reason.level": "Det får bara {who}.",
    "reason.nobody": "Det får ingen {verb}.",
    "reason.not_reserved": "Beslutet hör inte till dem som bara utskott eller nämnd får fatta.",
    "reason.fact_raises": "{question} Ja.",
    "reason.fact_clear": "{question} Nej.",
    "reason.fact_open": "{question} Det är inte känt.",
    "reason.held": "{name}: {references}.",
    "reason.agreement": "Avtal och samarbetsform",
    "reason.delegation": "Delegation",
    "reason.secrecy": "Sekretess",
    "reason.data_protection": "Ansvar för personuppgifter",
    "reason.not_begun": "{reference} gäller först från den {day}.",
    "reason.ended": "{reference} gällde till och med den {day}.",
    "reason.other_area": "{reference} gäller inte det här området.",
    "reason.other_activity": "{reference} nämner inte den här uppgiften.",
    "reason.other_step": "{reference} gäller inte det här steget.",
    "reason.profession": "Den som frågar har den examen som krävs.",
    "reason.conditions": "Det här ska vara uppfyllt när det görs.",
    "reason.no_such_step": "Här finns inget att {verb}.",
}
