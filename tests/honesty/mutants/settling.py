"""Faults in what the data plane settles and counts, and when."""

from __future__ import annotations

from tests.honesty.mutants.mutant import Mutant

PLANE = ("plane",)
TIES = ("ties",)

MUTANTS = (
    Mutant(
        "lost jitter",
        "All chains that one decision releases go on at the same instant.",
        "engine.chain:Chain.release",
        "rest += now_h + self.jitter_h",
        "rest += now_h",
        PLANE,
    ),
    Mutant(
        "horizon counts its own instant",
        "A hop planned at the horizon itself is counted.",
        "engine.batch:Batch.settle",
        "(self.time_h < horizon_h)",
        "(self.time_h <= horizon_h)",
        TIES,
    ),
    Mutant(
        "no horizon",
        "Blocks that reach beyond the horizon are counted whole.",
        "engine.batch:Batch.settle",
        "if block.from_h < 0.0 or self.until_h >= horizon_h:",
        "if block.from_h < 0.0:",
        PLANE,
    ),
    Mutant(
        "warm-up counted",
        "Hops of the warm-up are counted.",
        "engine.batch:Batch.settle",
        "(self.time_h >= 0.0) & ",
        "",
        PLANE,
    ),
    Mutant(
        "warm-up chains ended",
        "Chains that arrived in the warm-up count as ended.",
        "engine.batch:Batch.settle",
        "ended &= self._start_h >= 0.0",
        "pass",
        PLANE,
    ),
    Mutant(
        "closing before sweeping",
        "A block is closed before what open outages stopped in it is detached.",
        "engine.data_plane:DataPlane._load",
        "self._sweep_all(agent)",
        "pass",
        PLANE,
    ),
    Mutant(
        "horizon without a sweep",
        "At the horizon nobody looks for what open outages stopped.",
        "engine.data_plane:DataPlane.finish",
        "self._sweep_all(agent)",
        "pass",
        PLANE,
    ),
    Mutant(
        "block closed too early",
        "A block is closed when the next one starts, though its last chains still run.",
        "engine.data_plane:DataPlane._load",
        "lambda plan: plan.until_h < now_h",
        "lambda plan: True",
        PLANE,
    ),
    Mutant(
        "stopped hop counted",
        "The hop that is stopped counts as executed in its block.",
        "engine.batch:Batch.detach",
        "self._live[hop:end] = False",
        "self._live[hop + 1 : end] = False",
        PLANE,
    ),
    Mutant(
        "delays from the arrival",
        "The delay of a chain is measured from its arrival, not from its nominal end.",
        "engine.rest:Rest.settle",
        "self.until_h - chain.nominal_end_h",
        "self.until_h - chain.arrival_h",
        PLANE,
    ),
    Mutant(
        "rest counts its past",
        "A released chain counts its hops before the stop a second time.",
        "engine.rest:Rest.settle",
        "counted[: chain.at] = False",
        "pass",
        PLANE,
    ),
    Mutant(
        "stopped twice, ended once",
        "A released chain that is stopped again still counts as ended.",
        "engine.rest:Rest.settle",
        "self._end == len(self.time_h) and ",
        "",
        PLANE,
    ),
    Mutant(
        "time by difference",
        "Events enter the heap at now + (t - now), which is not t.",
        "engine.clock:Clock.set",
        "(time_h, priority",
        "(self._now + (time_h - self._now), priority",
        ("models.engine.test_clock:test_an_absolute_time_is_not_now_plus_the_difference",),
    ),
    Mutant(
        "pooled chains lose their agent",
        "Hops put together over agents are all booked on the first one.",
        "engine.pool:pooled",
        "np.array([part.agent for part in parts])",
        "np.array([parts[0].agent for part in parts])",
        ("whole",),
    ),
    Mutant(
        "decisions in order of settling",
        "The cache of decisions is asked in the order in which blocks are closed, not of time.",
        "engine.decisions:fetches",
        'order = time_h.argsort(kind="stable")',
        "order = np.arange(len(time_h))",
        ("whole",),
    ),
)
