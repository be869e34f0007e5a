"""What there was to govern, counted at the end of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Subject
from models.engine.migration import integration_person_days, local_principals, residues
from models.engine.records import Estate

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, FloatArray
    from models.engine.decisions import Decisions
    from models.engine.reviews import Reviews
    from models.engine.secrets import Secrets
    from models.engine.state import State


def issue(state: State) -> None:
    """Count the credentials that the run starts with and that births will bring."""
    accounts = state.accounts
    made = accounts.created_h < state.world.horizon_h
    state.keys_issued = int(np.count_nonzero(made)) + int(accounts.residue[made].sum())


def estate(state: State, decisions: Decisions, reviews: Reviews, secrets: Secrets) -> Estate:
    """Return the counts, at the horizon."""
    accounts, agents, world = state.accounts, state.agents, state.world
    begin, end = np.maximum(accounts.created_h, 0.0), np.minimum(accounts.ended_h, world.horizon_h)
    seen = end > begin
    lived = np.minimum(agents.death_h, world.horizon_h) - np.maximum(agents.birth_h, 0.0)
    standing = seen & (accounts.ended_h > world.horizon_h)
    stored, copies, rotated = _stored(state, secrets, standing)
    decided, decision_h = decisions.total()
    alive = int(
        np.count_nonzero((accounts.created_h < world.horizon_h) & np.isinf(accounts.ended_h))
    )
    return Estate(
        accounts=int(np.count_nonzero(seen)),
        agents=int(np.count_nonzero(lived > 0.0)),
        account_h=float((end - begin)[seen].sum()) + local_principals(state),
        agent_h=float(np.maximum(lived, 0.0).sum()),
        orphan_account_h=_orphan_h(state, end),
        unknown_accounts=int(np.count_nonzero(seen & ~accounts.known)),
        unowned_accounts=int(np.count_nonzero(seen & ~accounts.owned)),
        never_reviewed=int(np.count_nonzero(seen & ~reviews.reviewed)),
        ceiling_hits=state.grants.ceiling_hits,
        residues=residues(state),
        toxic_combinations=reviews.combinations(),
        reviewed_grants=reviews.looked_at,
        removed_grants=reviews.removed,
        new_paths=state.grants.new_paths,
        exceptions=_exceptions(state),
        integration_person_days=integration_person_days(state.governance),
        decisions=round(decided),
        unchecked_hops=state.unchecked.hops,
        decision_h=decision_h,
        secrets=stored,
        secret_copies=copies,
        keys_issued=state.keys_issued + rotated,
        keys_expired=state.keys_expired + rotated,
        keys_revoked=state.keys_revoked,
        keys_live=alive + residues(state),
    )


def _exceptions(state: State) -> int:
    phases = state.governance.phases
    return state.governance.exceptions[
        [phase.start_h for phase in phases].index(state.controls.start_h)
    ]


def _orphan_h(state: State, end_h: FloatArray) -> float:
    """Return hours in [0, H) of accounts of their own whose agents have ended."""
    accounts = state.accounts
    mine = np.flatnonzero((accounts.subject == Subject.AGENT) & ~accounts.orphan)
    death = np.full(len(accounts), np.inf)
    death[mine] = state.agents.death_h[accounts.agent_list[accounts.first_agent[mine]]]
    death[accounts.orphan] = 0.0
    return float(np.maximum(end_h - np.maximum(death, 0.0), 0.0).sum())


def _stored(state: State, secrets: Secrets, standing: BoolArray) -> tuple[int, int, int]:
    """Return stored secrets and their copies at the end, and how many secrets rotation ended."""
    accounts, world = state.accounts, state.world
    rows = state.account_rows()
    exportable = np.array([row.exportable for row in state.rows])[rows]
    turns = np.isfinite(np.array([row.rotation_h for row in state.rows]))[rows]
    kept = np.flatnonzero(standing & exportable).tolist()
    copies = sum(secrets.copies(each, state.governance, world.horizon_h) for each in kept)
    begun = np.maximum(accounts.created_h, -world.warm_up_h)
    rotated = sum(
        secrets.rotations(
            each, float(begun[each]), min(float(accounts.ended_h[each]), world.horizon_h)
        )
        for each in np.flatnonzero(exportable & turns & (begun < world.horizon_h)).tolist()
    )
    return len(kept), copies, rotated
