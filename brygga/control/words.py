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
