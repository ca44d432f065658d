"""The words of control, as staff and administration read them."""

from django.utils.translation import gettext_lazy

GROUNDS = {
    "child": gettext_lazy("Ett barn eller en ung person kan vara i fara nu"),
    "adult": gettext_lazy("En vuxens liv eller hälsa kan vara i fara nu"),
    "need": gettext_lazy("Någon kan stå utan mat, tak eller tillsyn nu"),
}

CONFIDENCE = gettext_lazy(
    "Skyldigheten att handla genast står i lagen. Att den ger dig rätt att läsa just det här ärendet är en "
    "bedömning som du gör och som granskas."
)

DUTIES = {
    "report": (
        gettext_lazy("Årlig rapport till fullmäktige"),
        gettext_lazy("Kommunstyrelsen rapporterar varje år om avtalssamverkan."),
        gettext_lazy("Lagen säger varje år."),
    ),
    "decisions": (
        gettext_lazy("Delegationsbeslut"),
        gettext_lazy("Anmäls till nämnden. Det som inte anmäls och kan laglighetsprövas anslås."),
        gettext_lazy("Nämnden bestämmer hur ofta. Här: varje månad."),
    ),
    "log": (
        gettext_lazy("Loggkontroll"),
        gettext_lazy("Stickprov och larm: har någon öppnat ärenden utan att behöva det?"),
        gettext_lazy("Lagen säger återkommande. Här: varje månad."),
    ),
}

STATES = {
    "overdue": (gettext_lazy("Försenad"), "danger"),
    "soon": (gettext_lazy("Snart"), "warning"),
    "well": (gettext_lazy("I fas"), "done"),
}
