"""May this person take this step in this activity, for that municipality, on that day?

Denied by default. At home the level of the step decides: employee, delegation, committee, board
(KL 6:37-38). From another municipality an employee needs one of the ways the row names, all of it in
force (KL 9:37); the politicians of another municipality need a body held in common (KL 9:1, 9:19).
"""

from dataclasses import dataclass
from functools import lru_cache

from brygga.law.acts import Act
from brygga.law.books import Book
from brygga.law.requirements import Ways, nearest
from brygga.law.terms import Capacity, Confidence, Level, Step, Verdict

FREELY: Ways = ((),)
NEVER: Ways = ()
BY_DELEGATION: Ways = (("INT_DELEG",),)
JOINT: Ways = (("GEM_NAMND",), ("KFORB",))
MACHINE: Ways = (("AVTAL", "OSL_10_2A", "PUB"),)
MACHINE_AT_HOME: Ways = (("OWN_DELEG_AUTO",),)
MACHINE_DECIDES: Ways = (("AVTAL", "OWN_DELEG_AUTO", "OSL_10_2A", "PUB"),)
ALONE = frozenset({Capacity.COMMITTEE, Capacity.COMMITTEE_CHAIR, Capacity.BOARD})
PROFESSION = "PROFESSION"
INSIDER = "2 kap. 1 §"  # of OSL, as written in the reference of a secrecy basis


@dataclass(frozen=True)
class Finding:
    """What the rules find of an act, before a word is said about it.

    `ways` are those open to this performer, `way` the nearest of them, and `lacking` what it lacks,
    in codes of instruments and PROFESSION.
    """

    act: Act
    verdict: Verdict
    ways: Ways = NEVER
    way: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def judge(act: Act) -> Finding:
    """Settle one act. PERMITTED stands for CONDITIONS too: which of them it is shows when it is told."""
    if not act.known or act.rule.confidence is Confidence.UNVERIFIED:
        return Finding(act, Verdict.UNKNOWN)
    if act.rule.home is Level.NONE or not (ways := open_ways(act)):
        return Finding(act, Verdict.NEVER)
    way, lacking = nearest(ways, act.found, act.book.effort)
    if lacks_profession(act):
        lacking = (*lacking, PROFESSION)
    return Finding(act, Verdict.MISSING if lacking else Verdict.PERMITTED, ways, way, lacking)


def smallest(finding: Finding) -> Ways:
    """All the smallest sets of codes that would make the act permitted, the nearest first.

    None is part of another, and no smaller one would do. Nothing lacks: no sets; nothing helps: no sets.
    """
    if finding.verdict is not Verdict.MISSING:
        return NEVER
    act = finding.act
    degree = (PROFESSION,) if PROFESSION in finding.lacking else ()
    return _smallest(act.book, finding.ways, frozenset(act.found), degree)


@lru_cache(maxsize=4096)
def _smallest(law: Book, ways: Ways, held: frozenset[str], degree: tuple[str, ...]) -> Ways:
    lacking = [(*_lacking(law, way, held), *degree) for way in ways]
    minimal = [codes for codes in lacking if not any(_less(law, other, codes) for other in lacking)]
    distinct: dict[frozenset[str], tuple[str, ...]] = {}
    for codes in minimal:
        distinct.setdefault(frozenset(codes), codes)
    return tuple(sorted(distinct.values(), key=lambda codes: sum(map(law.effort, codes))))


def _less(law: Book, some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether whoever gets the others has these as well, and not the other way round."""
    return _covers(law, others, some) and not _covers(law, some, others)


def _covers(law: Book, have: tuple[str, ...], codes: tuple[str, ...]) -> bool:
    return all(
        code in have or (code in law.papers and any(one in law.papers[code].met_by for one in have))
        for code in codes
    )


def _lacking(law: Book, way: tuple[str, ...], held: frozenset[str]) -> tuple[str, ...]:
    """What a way lacks; what another missing paper would count as need not be got as well."""
    codes = [code for code in way if code not in held]
    spared = {code for code in codes for other in codes if code != other and other in law.papers[code].met_by}
    return tuple(code for code in codes if code not in spared)


def open_ways(act: Act) -> Ways:
    """Every way open to this performer."""
    if act.capacity is Capacity.AUTOMATED:
        return _machine_ways(act)
    if not act.reaches():
        return NEVER
    return _home_ways(act) if act.at_home else _outside_ways(act)


def _home_ways(act: Act) -> Ways:
    """Boards and committees decide by themselves; anybody else decides by delegation (KL 6:37)."""
    free = act.level is Level.EMPLOYEE or act.capacity in ALONE or act.urgent
    return FREELY if free else BY_DELEGATION


def _outside_ways(act: Act) -> Ways:
    return act.rule.elsewhere if act.capacity is Capacity.EMPLOYEE else JOINT


def _machine_ways(act: Act) -> Ways:
    """A function decides only where the law lets it, and when its own board has delegated to it (KL 6:37)."""
    if act.step is not Step.DECIDE:
        return FREELY if act.at_home else MACHINE
    if not act.shape.machine_may_decide or not act.reaches():
        return NEVER
    return MACHINE_AT_HOME if act.at_home else MACHINE_DECIDES


def lacks_profession(act: Act) -> bool:
    """Whether the step asks for a degree that the employee does not have (SoL 25:1)."""
    asked = act.capacity is Capacity.EMPLOYEE and act.step in act.row.profession_steps
    return asked and not act.row.requires_profession & act.professions
