"""Faults of plans, of the accounts that they leave behind, and of first accesses."""

from __future__ import annotations

from tests.honesty.mutants.mutant import Mutant

ENGINE = "models.engine."


def _test(module: str, name: str) -> tuple[str, ...]:
    return (f"{ENGINE}{module}:test_{name}",)


MUTANTS = (
    Mutant(
        "old account forgotten by orders",
        "An order reaches only the account with which the agent works now.",
        "engine.state:State.ways",
        "found = now + self.left_with.get(agent, [])",
        "found = now",
        _test("test_takeover", "an_order_reaches_the_old_account_too"),
    ),
    Mutant(
        "old and new counted twice",
        "What an old and a new account open both, counts twice as authority.",
        "engine.heirs:Heirs.things_beyond",
        "np.maximum(extra - more, 0.0)",
        "extra",
        _test("test_takeover", "authority_counts_what_old_and_new_account_open_once"),
    ),
    Mutant(
        "the unknown are removed too",
        "Old accounts that nobody knows of are removed with the others.",
        "engine.takeover:Takeover._leave_behind",
        "bool(accounts.known[account])",
        "True",
        _test("test_takeover", "old_accounts_end_by_removal_review_order_or_rotation"),
    ),
    Mutant(
        "nothing taken along",
        "A new account holds nothing of the old one where nothing was spent.",
        "engine.takeover:Takeover._turn",
        "kept = ~state.governance.migrated[platform]",
        "kept = False & ~state.governance.migrated[platform]",
        _test("test_takeover", "authority_counts_what_old_and_new_account_open_once"),
    ),
    Mutant(
        "nobody asks at birth",
        "New agents are let in at birth, whatever the profile says.",
        "engine.admission:waiting_at_birth",
        "row.birth_asks and row.gates > 0",
        "False",
        _test("test_admission", "access_is_given_after_all_gates_and_waited_for_until_then"),
    ),
)
