"""The form as whoever is worried meets it: the law where the choice is made, nothing lost, nothing turned round."""

import html
import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from brygga.concerns.models import Report, ReportFile
from brygga.concerns.tests.test_reporting import FORM, by_work, told
from brygga.ground.tests.files import photo
from brygga.ground.texts import tidy
from tests.cast import at_work, staff

pytestmark = pytest.mark.django_db


def sent(**typed: Any) -> tuple[int, str]:
    answer = Client().post(FORM, typed)
    return answer.status_code, html.unescape(answer.content.decode())


def picture(name: str = "bild.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo(), "image/jpeg")


def test_who_gets_to_know_is_read_before_one_says_who_one_is() -> None:
    page = html.unescape(Client().get(FORM).content.decode())
    law, choice = page.index("26 kap. 5 § OSL"), page.index('name="reporter"')
    assert page.index("19 kap. 1 § SoL") < choice
    assert law < choice
    assert "<details" not in page[:choice].rpartition("<h3>")[2], "not behind a fold"


def test_a_file_that_a_mistake_elsewhere_lost_is_asked_for_again_by_name() -> None:
    status, page = sent(**told(text=""), papers=picture("trappan.jpg"))
    assert status == 422
    assert "Välj igen: trappan.jpg." in page
    status, page = sent(**told(), papers=picture())
    assert status == 200
    assert "Filen du skickade kom med." in page
    with at_work(staff("cecilia")):
        assert ReportFile.objects.count() == 1


def test_the_receipt_says_what_is_true_of_each_who_reports() -> None:
    private = told(reporter="private", reporter_name="Ann")
    assert "Du får inget svar från oss." in sent(**told())[1]
    assert "Du får inget svar från oss." in sent(**private)[1]
    assert (
        "Vi kan höra av oss om vi undrar något."
        in sent(**private | {"reporter_reach": "070", "once": uuid4()})[1]
    )
    assert "Du får veta om en utredning inleds" in sent(**by_work())[1]
    assert "ärendenummer" not in sent(**told())[1], "the number is the receipt's: the case has one of its own"


def test_the_number_to_ring_is_a_link_in_one_piece() -> None:
    page = sent(**told())[1]
    assert re.search(r'<a class="nowrap" href="tel:0406280410">040-628 04 10</a> och säg numret', page)


def test_marks_that_turn_the_reading_direction_are_left_out() -> None:
    assert sent(**told(text="Han sa \u202eatt allt var bra\u202c och \u2066gick\u2069."))[0] == 200
    with at_work(staff("cecilia")):
        assert Report.objects.get().text == "Han sa att allt var bra och gick."
    assert tidy("مرحبا\r\nשלום \u200f!") == "مرحبا\nשלום \u200f!", "what languages themselves need stays"
