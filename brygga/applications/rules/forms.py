"""The application forms as data: one plain question at a time, and only those that are needed.

Texts are Swedish, marked for translation and translated by the page that shows them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from brygga.ground.marking import marked as _

Answers = Mapping[str, Any]


NO_ANSWER = _("Inget svar")


@dataclass(frozen=True)
class Question:
    """One field. kind: text, long, phone, money, choice, checkboxes, month or children."""

    name: str
    kind: str
    label: str
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    required: bool = True
    longest: int = 200
    when: Callable[[Answers], bool] | None = None  # asked only then

    def asked(self, answers: Answers) -> bool:
        return self.when is None or self.when(answers)

    def needed(self, answers: Answers) -> bool:
        return self.required and self.asked(answers)


@dataclass(frozen=True)
class Step:
    """One page. kinds: the forms it belongs to; none means all."""

    code: str
    title: str
    questions: tuple[Question, ...]
    lead: str = ""
    kinds: frozenset[str] = frozenset()
    when: Callable[[Answers], bool] | None = None

    def belongs(self, kind: str, answers: Answers) -> bool:
        return (not self.kinds or kind in self.kinds) and (self.when is None or self.when(answers))


@dataclass(frozen=True)
class Form:
    """A kind of application: the kind of case it opens, what it is called, what one can need."""

    kind: str
    label: str
    about: str
    needs: tuple[tuple[str, str], ...]


KINDS: dict[str, Form] = {
    form.kind: form
    for form in (
        Form(
            "income_support",
            _("Pengar till det viktigaste"),
            _("Mat, hyra, el, medicin när pengarna inte räcker"),
            (
                ("food", _("Mat och annat varje dag")),
                ("rent", _("Hyra")),
                ("electricity", _("El")),
                ("medicine", _("Medicin, tandvård eller glasögon")),
                ("other", _("Något annat")),
            ),
        ),
        Form(
            "child",
            _("Stöd till barn och familj"),
            _("När det är svårt hemma, i skolan eller mellan er"),
            (
                ("everyday", _("Vardagen hemma")),
                ("school", _("Skolan")),
                ("conflict", _("Bråk eller oro i familjen")),
                ("relief", _("Att få vila ibland")),
                ("other", _("Något annat")),
            ),
        ),
        Form(
            "adult",
            _("Stöd till dig som är vuxen"),
            _("Missbruk, någonstans att bo, våld eller att må dåligt"),
            (
                ("addiction", _("Alkohol, droger eller spel")),
                ("housing", _("Någonstans att bo")),
                ("violence", _("Våld eller hot")),
                ("health", _("Att jag mår dåligt")),
                ("other", _("Något annat")),
            ),
        ),
        Form(
            "elderly",
            _("Stöd till dig som är äldre"),
            _("Hjälp hemma, trygghetslarm eller ett annat boende"),
            (
                ("at_home", _("Hjälp hemma")),
                ("meals", _("Mat hem")),
                ("alarm", _("Trygghetslarm")),
                ("company", _("Sällskap och något att göra")),
                ("residence", _("Ett boende med personal")),
                ("other", _("Något annat")),
            ),
        ),
        Form(
            "disability",
            _("Stöd vid funktionsnedsättning"),
            _("Assistans, ledsagning, avlösning, boende eller sysselsättning"),
            (
                ("assistance", _("Personlig assistans")),
                ("company", _("Ledsagare eller kontaktperson")),
                ("relief", _("Avlösning eller korttidsvistelse")),
                ("housing", _("Ett boende med stöd")),
                ("daily", _("Daglig verksamhet")),
                ("other", _("Något annat")),
            ),
        ),
        Form(
            "advice",
            _("Råd och någon att prata med"),
            _("Ekonomi, relationer, skilsmässa eller något annat"),
            (
                ("money", _("Ekonomi och skulder")),
                ("family", _("Familj och relationer")),
                ("separation", _("Skilsmässa eller separation")),
                ("other", _("Något annat")),
            ),
        ),
    )
}

_MONEY = frozenset({"income_support"})


def _lives_with(*who: str) -> Callable[[Answers], bool]:
    return lambda answers: answers.get("household") in who


def _openly(answers: Answers) -> bool:
    return answers.get("safety") == "yes"


def _carefully(answers: Answers) -> bool:
    return answers.get("safety") in {"limited", "protected"}


_CHILDREN = Question(
    "children",
    "children",
    _("Barn"),
    _("Personnumret kan du lämna tomt om du inte har det. Vill du ta bort ett barn, töm namnet."),
)

STEPS: tuple[Step, ...] = (
    Step(
        "behov",
        _("Vad behöver du hjälp med?"),
        (Question("need", "checkboxes", _("Välj det som stämmer"), _("Du kan välja flera.")),),
    ),
    Step(
        "om-dig",
        _("Berätta hur det är"),
        (
            Question(
                "situation",
                "long",
                _("Med dina egna ord"),
                _("Några meningar räcker. Vad har hänt, och vad skulle göra det bättre?"),
                longest=4000,
            ),
        ),
    ),
    Step(
        "vem",
        _("Vem gäller det?"),
        (
            Question(
                "whom",
                "choice",
                _("Vem gäller det?"),
                _("Söker du åt en vuxen behöver du fullmakt. Ring oss, så ordnar vi det."),
                (("me", _("Mig själv")), ("child", _("Mitt barn"))),
            ),
        ),
        kinds=frozenset({"disability"}),
    ),
    Step(
        "hushall",
        _("Vem bor du med?"),
        (
            Question(
                "household",
                "choice",
                _("Vem bor du med?"),
                options=(
                    ("alone", _("Ingen, jag bor själv")),
                    ("partner", _("Min man, fru eller sambo")),
                    ("children", _("Mina barn")),
                    ("both", _("Min man, fru eller sambo, och våra barn")),
                    ("others", _("Andra, till exempel föräldrar eller vänner")),
                ),
            ),
        ),
        kinds=_MONEY,
    ),
    Step(
        "partner",
        _("Den du bor med"),
        (
            Question(
                "partner",
                "text",
                _("Vad heter hen?"),
                _("Ni söker tillsammans. Vi hör av oss om hens underskrift, den behövs inte i dag."),
                longest=120,
            ),
        ),
        kinds=_MONEY,
        when=_lives_with("partner", "both"),
    ),
    Step(
        "barn",
        _("Vilket eller vilka barn gäller det?"),
        (_CHILDREN,),
        _("Du skriver under som vårdnadshavare."),
        kinds=frozenset({"child"}),
    ),
    Step(
        "barnet",
        _("Vilket barn gäller det?"),
        (_CHILDREN,),
        _("Du skriver under som vårdnadshavare."),
        kinds=frozenset({"disability"}),
        when=lambda answers: answers.get("whom") == "child",
    ),
    Step(
        "barnen-hemma",
        _("Barn som bor hos dig"),
        (_CHILDREN,),
        kinds=_MONEY,
        when=_lives_with("children", "both"),
    ),
    Step(
        "manad",
        _("Vilken månad söker du för?"),
        (Question("month", "month", _("Månad")),),
        kinds=_MONEY,
    ),
    Step(
        "utgifter",
        _("Vad kostar det i månaden?"),
        (
            Question("rent", "money", _("Hyra eller boende, kronor"), _("Skriv 0 om du inte betalar något.")),
            Question("electricity", "money", _("El, kronor"), required=False),
            Question(
                "other_costs",
                "money",
                _("Annat som måste betalas, kronor"),
                _("Till exempel medicin, fackavgift eller resor till jobbet."),
                required=False,
            ),
        ),
        _("Ungefär räcker. Vi frågar om något är oklart."),
        kinds=_MONEY,
    ),
    Step(
        "inkomster",
        _("Vad får du in i månaden?"),
        (
            Question("income", "money", _("Allt du får in, kronor"), _("Skriv 0 om du inte får något.")),
            Question(
                "income_from",
                "text",
                _("Varifrån?"),
                _("Till exempel lön, sjukpenning eller barnbidrag."),
                required=False,
            ),
            Question("savings", "money", _("Pengar på banken, kronor"), _("Skriv 0 om du inte har några.")),
        ),
        kinds=_MONEY,
    ),
    Step(
        "trygghet",
        _("Är det tryggt att vi hör av oss?"),
        (
            Question(
                "safety",
                "choice",
                _("Är det tryggt att vi hör av oss?"),
                options=(
                    ("yes", _("Ja, på vanligt sätt")),
                    ("limited", _("Bara på ett visst sätt, så att ingen annan märker det")),
                    ("protected", _("Jag har skyddade personuppgifter")),
                ),
            ),
        ),
        _("Vi frågar alla. Ibland läser någon annan ens post eller svarar i ens telefon."),
    ),
    Step(
        "kontakt",
        _("Hur når vi dig?"),
        (
            Question("phone", "phone", _("Telefon"), when=_openly, longest=30),
            Question(
                "safe_phone", "phone", _("Telefon som är trygg"), required=False, when=_carefully, longest=30
            ),
            Question(
                "wishes",
                "long",
                _("Hur får vi höra av oss, och hur inte?"),
                _("Till exempel: bara sms, bara dagtid, inte brev hem."),
                when=_carefully,
                longest=150,
            ),
            Question(
                "address", "text", _("Adress"), _("Gata, postnummer och ort."), required=False, when=_openly
            ),
        ),
    ),
    Step(
        "sprak",
        _("Behöver du tolk?"),
        (
            Question(
                "interpreter",
                "choice",
                _("Behöver du tolk?"),
                options=(
                    ("none", _("Nej")),
                    ("spoken", _("Ja, till ett annat språk")),
                    ("sign", _("Ja, till teckenspråk eller skrivtolk")),
                ),
            ),
            Question(
                "language",
                "text",
                _("Vilket språk?"),
                _("Om du vill ha tolk till ett annat språk."),
                required=False,
                longest=40,
            ),
        ),
        _("Det kostar inget, och tolken har tystnadsplikt."),
    ),
)
