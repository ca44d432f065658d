"""Every sentence the law floor says of its own accord, in English. swedish.py has the same keys."""

SENTENCES = {
    "verb.read": "read the case",
    "verb.prepare": "prepare the case",
    "verb.decide": "decide",
    "verb.carry_out": "carry it out",
    "own.read": "read your case",
    "own.prepare": "prepare your case",
    "own.decide": "make this decision",
    "own.carry_out": "do work in your case",
    "who.delegation": "the home municipality's own decision-makers",
    "who.committee": "the committee or board of the home municipality",
    "who.board": "the board of the home municipality",
    "who.home.delegation": "those to whom the board has delegated",
    "who.home.committee": "the committee or the board",
    "who.home.board": "the board",
    "who.resident.delegation": "those whom your municipality has given the power to decide",
    "who.resident.committee": "the committee or board of your municipality",
    "who.resident.board": "the board of your municipality",
    "you": "you",
    "machine": "a computer program",
    "and": " and ",
    "basis": "{mandates} ({ref})",
    "permitted.home": "{name}: you may {verb}.",
    "permitted.home.by": "{name}: you may {verb}, under {basis}.",
    "permitted.home.resident": "Staff of your municipality may {own}.",
    "permitted.guest": "{name}: you may {verb} for the home municipality, under {basis}.",
    "permitted.guest.resident": (
        "Staff of another municipality may {own}, under {basis}. Your municipality is still responsible."
    ),
    "missing": "{name}: you may not {verb} yet. {what}",
    "missing.resident": "This person may not {own}. What the law requires is not in place.",
    "nobody": "{name}: nobody may {verb} ({ref}). {way}",
    "nobody.resident": "Nobody may {own} ({ref}).",
    "never": "{name}: {subject} may not {verb}. Only {who} may ({ref}).",
    "never.resident": "Only {who} may {own} ({ref}).",
    "hand_over": "Prepare the proposal. {who} will decide.",
    "no_such_step": "{name}: there is nothing here to {verb}.",
    "no_such_step.resident": "No decision is needed here.",
    "no_law": (
        "{name}: we have not checked what the law says on {day}. Until that is done nobody may {verb} here."
    ),
    "no_law.resident": (
        "We have not yet checked what the law says about this. Until that is done nobody may do it."
    ),
    "no_law.way": "Ask the home municipality's lawyer. When the statute has been checked it is added.",
    "no_law.row": "There is no row of {code} for {day}.",
    "no_law.unverified": "The row of {code} has not been checked for this step.",
    "profession": "A degree in social work or another relevant degree is required (25 kap. 1 § SoL).",
    "colleague": "Let a colleague with a degree in social work make the assessment.",
    "at_a_meeting": (
        "The committee or board must have made the decision at a meeting. The chair may not decide alone."
    ),
    "cannot_wait": (
        "Only if the board's decision cannot be awaited. The decision is reported at the board's next meeting."
    ),
    "report_it": "The decision is reported at the board's next meeting.",
    "insider": (
        "That somebody who works in the home municipality's case counts as part of it (2 kap. 1 § OSL) is a "
        "judgement. No court has tried it."
    ),
    "grown_up": (
        "The person is grown up. 26 kap. 9 § OSL then applies only to continuing abuse of alcohol, narcotics or "
        "volatile solvents, to compulsory care, or in pregnancy."
    ),
    "controller": (
        "The boards must have settled in writing who is responsible for the personal data (GDPR, articles 26 and 28)."
    ),
    "reason.free": "Those who work for the board may {verb}. No delegation is needed.",
    "reason.own_power": "The one who asks is among those who may {verb} by themselves.",
    "reason.urgent": "The chair on call may decide when the board cannot be awaited.",
    "reason.not_urgent": "The board's decision can be awaited, so the chair on call may not decide.",
    "reason.machine_helps": "A computer program may {verb}. A human being answers for the decision.",
    "reason.machine_decides": "The law lets a computer program make this decision.",
    "reason.machine_never": "The law does not let a computer program make this decision.",
    "reason.delegable": "The board may delegate the decision to an employee.",
    "reason.guest": "An employee of another municipality may {verb}, if what follows is in place.",
    "reason.guest_never": "An employee of another municipality can never be allowed to {verb}.",
    "reason.joint_only": "Elected members of another municipality may {verb} only in a joint board or federation.",
    "reason.joint_never": "Nobody in another municipality can be allowed to {verb}.",
    "reason.level": "Only {who} may.",
    "reason.nobody": "Nobody may {verb}.",
    "reason.not_reserved": "The decision is not among those reserved for a committee or board.",
    "reason.fact_raises": "{question} Yes.",
    "reason.fact_clear": "{question} No.",
    "reason.fact_open": "{question} This is not known.",
    "reason.held": "{name}: {references}.",
    "reason.agreement": "Agreement and form of co-operation",
    "reason.delegation": "Delegation",
    "reason.secrecy": "Secrecy",
    "reason.data_protection": "Responsibility for personal data",
    "reason.not_begun": "{reference} is in force only from {day}.",
    "reason.ended": "{reference} was in force up to and including {day}.",
    "reason.other_area": "{reference} does not cover this area.",
    "reason.other_activity": "{reference} does not mention this activity.",
    "reason.other_step": "{reference} does not cover this step.",
    "reason.profession": "The one who asks has the degree required.",
    "reason.conditions": "This must hold when it is done.",
    "reason.no_such_step": "There is nothing here to {verb}.",
}
