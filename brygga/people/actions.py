"""Letting people in: what the e-ID said becomes a known resident."""

from brygga.ground import clock, sealing
from brygga.people.models import Person


def welcome(number: str, name: str, *, protected: bool | None = None) -> Person:
    """The resident with this personal or coordination number (twelve digits), known from now on.

    protected: what the population register says; None leaves what is known.
    """
    person = Person.objects.filter(number_index=sealing.blind_index(number)).first()
    person = person or Person(first_seen=clock.now())
    if person.number_index and person.name == name and protected in {None, person.protected}:
        return person
    person.tell(number=number, name=name)
    if protected is not None:
        person.protected = protected
    person.save()
    return person
