"""What the model does not say."""

from __future__ import annotations

LIMITS: tuple[tuple[str, str], ...] = (
    (
        "It is a model, not a forecast.",
        (
            "It says what follows from the values below by the mechanisms named; "
            "organisations and figures marked as assumptions were not measured here."
        ),
    ),
    (
        "Intervals cover chance, not doubt about values.",
        (
            "They hold for replications of this model with these values. How much rests on "
            "assumption values is told apart, by putting those of the target back to what the "
            "baseline has."
        ),
    ),
    (
        "Only structure is laid to structure.",
        (
            "A target design usually changes directories and settings at once. The structure "
            "effect is the mean over both settings; the rest of a difference comes from "
            "settings and their interaction, and would be had without moving a directory."
        ),
    ),
    (
        "One headline interval in twenty misses.",
        (
            "Each headline interval holds with 95 %, not all of them together. Exploratory "
            "metrics are told but never called better or worse."
        ),
    ),
    (
        "Agents and people do not adapt.",
        (
            "Task rates, lifetimes and the wish to leave the designed scope are the same in "
            "every design; nobody works around a slow approval, and no attacker changes aim."
        ),
    ),
    (
        "Attackers follow stated ways only.",
        (
            "They use what is held or can be minted, along the trust edges and escalations "
            "that the scenario names. What it does not name does not happen."
        ),
    ),
    (
        "Orders are followed for a fixed time.",
        (
            "A longer revocation lag counts as that time in means. “Never” is structural: no "
            "scheduled event can end the access."
        ),
    ),
    (
        "Evidence often counts organisations.",
        (
            "Shares of organisations that answered a survey are used for agents, accounts or "
            "secrets where nothing better was found; such values are graded as assumptions."
        ),
    ),
    (
        "Weights of sensitivity are a judgement.",
        (
            "Authority, exposure and blast radius weigh resources by class. Where equal "
            "weights turn the sign of a difference, the table says so."
        ),
    ),
    (
        "Written in a scenario, not simulated yet:",
        (
            "the remark `central` of a log sink, which no rule reads. No figure rests on it. "
            "Delays of logs count with their mean."
        ),
    ),
    (
        "Not in the model:",
        (
            "money, licences and fines; faults in policy code; the quality of what agents do; "
            "insiders who decide; two designs in force at once beyond their stated phases."
        ),
    ),
)
"""Short name and explanation of each limit."""
