"""What might stand in the demo's cases: short, plain, invented."""

TITLES = {
    "income_support": (
        "Hjälp med hyra och mat",
        "Försörjningsstöd",
        "Hjälp med en elräkning",
        "Pengar till glasögon",
        "Försörjningsstöd i väntan på a-kassa",
    ),
    "child": (
        "Stöd hemma på kvällarna",
        "Stöd till familjen",
        "Oro för ett barn",
        "Kontaktfamilj",
        "Stöd efter separationen",
    ),
    "adult": ("Stöd för att sluta dricka", "Boendestöd", "Stöd efter behandling"),
    "elderly": ("Hjälp i hemmet", "Trygghetslarm", "Plats på äldreboende"),
    "disability": ("Ledsagning", "Daglig verksamhet", "Avlösning i hemmet"),
    "advice": ("Råd om ekonomin", "Råd om föräldraskap"),
}

NOTES = (
    (
        "call",
        "Samtal om läget",
        "Vi pratade i en halvtimme. Det är tyngst i slutet av månaden.\n\nJag hör av mig på fredag.",
    ),
    (
        "meeting",
        "Första mötet",
        'Vi gick igenom vad som händer nu.\n\nEgna ord: "Jag vill klara det själv, men inte ensam."',
    ),
    (
        "visit",
        "Hembesök",
        "Vi sågs hemma. Lägenheten är liten och prydlig. Det märks att kvällarna är svårast.",
    ),
    (
        "call",
        "Samtal med skolan",
        "Jag ringde läraren, som vi hade kommit överens om. Närvaron är bra och humöret är ljusare på morgnarna.",
    ),
    (
        "other",
        "Handlingar har kommit in",
        "Hyresavi och kontoutdrag har kommit in. De stämmer med det som står i ansökan.",
    ),
)

PROTECTION = "Vi har talat vid om hur barnet har det nu. Inget tyder på att barnet behöver skydd genast."

INVESTIGATION = (
    "Bakgrund\n\nAnsökan gäller stöd i vardagen. Vi har träffats två gånger och talats vid på telefon.\n\n"
    "Egna ord\n\nDet är svårast på kvällarna. Önskan är att någon kommer hem två eller tre kvällar i veckan.\n\n"
    "Bedömning\n\nBehovet kan inte tillgodoses på annat sätt. Stöd hemma bedöms räcka."
)

DECISIONS = {
    "income_support": ("Du får pengar till hyra och mat", "Du får 9 870 kronor för december."),
    "child": (
        "Ni får stöd hemma",
        "En familjebehandlare kommer hem till er två kvällar i veckan i sex månader.",
    ),
    "adult": ("Du får boendestöd", "En boendestödjare träffar dig två gånger i veckan i sex månader."),
    "elderly": ("Du får hjälp i hemmet", "Hemtjänsten kommer morgon och kväll, alla dagar."),
    "disability": ("Du får ledsagning", "Du får tio timmar ledsagning i månaden."),
}

REASONS = (
    "Du har berättat vad som är svårt och vad du själv klarar. Vi bedömer att du behöver stödet och inte kan få "
    "det på annat sätt. Du bad om mer än detta. Vi bedömer att det här räcker att börja med, och prövar det igen."
)

NEXT_STEPS = "Vi ringer dig inom två veckor och kommer överens om hur det ska gå till."

SUMMARY = (
    "Stödet har pågått som planerat och du säger att det har hjälpt. Vi avslutar nu. Behöver du hjälp igen är du "
    "välkommen att söka."
)
