"""What is cut from an answer by mail is only what is certainly not part of it."""

from time import process_time

import pytest

from brygga.messages.markup import text_of
from brygga.messages.quoting import ABOVE, said_in

GMAIL = f"""Ja, jag kommer på torsdag.

Kan ni ringa innan?

Den sön 22 nov. 2026 kl 10:14 skrev Meddelande <
svar+0123@post.exempel>:

> --- {ABOVE} ---
>
> Hej!
"""
OUTLOOK = f"""Ja, jag kommer.

________________________________
Från: Meddelande <nytt@post.exempel>
Skickat: den 22 november 2026 10:14
Till: alma@exempel.se
Ämne: Något nytt att läsa

--- {ABOVE} ---

Hej!
"""
ENGLISH = """Yes.

On Sun, 22 Nov 2026 at 10:14, Meddelande <svar+0123@post.exempel> wrote:
> Hej!
> Det finns något nytt
"""


@pytest.mark.parametrize(
    ("came", "said"),
    [
        (GMAIL, "Ja, jag kommer på torsdag.\n\nKan ni ringa innan?"),
        (OUTLOOK, "Ja, jag kommer."),
        (OUTLOOK.replace("\n", "\r\n"), "Ja, jag kommer."),
        (ENGLISH, "Yes."),
        ("Hej\n\n-- \nAlma Nilsson\nTelefon", "Hej"),
        ("Hej\n\nSkickat från min iPhone", "Hej"),
        ("> Hej!\n> Har du hyresavin?\nJa, den kommer i morgon.", None),
        ("Så här skrev ni:\n\n> 4 000 kr\n\nDet stämmer inte.", None),
        ("> bara\n> citat", None),
        ("Hyran: 4 000\nEl: 300\nTill: mamma", None),
        ("Hon skrev till mig:\nJag vill inte", None),
        ("Mellan strecken\n--\nhör till det jag vill säga", None),
        (
            "Skickat från min iPhone var det, och jag vet inte varför det inte kom fram till er den dagen ändå",
            None,
        ),
        ("", ""),
        (f"--- {ABOVE} ---\nHej", ""),
    ],
)
def test_own_words_are_kept_and_ours_are_not(came: str, said: str | None) -> None:
    assert said_in(came) == (came if said is None else said)


def test_a_heading_that_is_no_heading_stays() -> None:
    came = f"Hej\n\nMin mejl är a@exempel.se och hon skrev:\nkom hit\n--- {ABOVE} ---"
    assert said_in(came) == "Hej\n\nMin mejl är a@exempel.se och hon skrev:\nkom hit"


def test_html_becomes_words_and_nothing_else() -> None:
    html = """<html><head><title>x</title><style>p{color:red}</style></head><body><p>Hej&nbsp;&amp; tack</p>
    <script>alert(1)</script><div>Rad&#160;två<br>rad tre</div><img src="http://spy.example/x">
    <blockquote><p>ni skrev</p></blockquote></body></html>"""
    assert said_in(text_of(html)) == "Hej & tack\n\nRad två\nrad tre"


@pytest.mark.parametrize(
    "html",
    [
        "<" * 50_000,
        "<p>" * 50_000,
        "<!--" * 20_000,
        "&" * 50_000,
        "<a " * 30_000,
        "<1" * 50_000 + ">",
        "<style>" * 50_000,
    ],
)
def test_html_that_is_made_to_be_slow_is_not(html: str) -> None:
    begun = process_time()
    text_of(html)
    assert process_time() - begun < 2


@pytest.mark.parametrize("text", [">" * 200_000, "> \n" * 60_000, "a@b skrev" * 20_000, "-" * 200_000 + "\n"])
def test_text_that_is_made_to_be_slow_is_not(text: str) -> None:
    begun = process_time()
    said_in(text)
    assert process_time() - begun < 2
