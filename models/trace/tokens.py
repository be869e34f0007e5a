"""How long tokens of a recorded replication go on by themselves: computed when asked.

Renewals are no events.  The clocks of tokens are keyed by agent and platform alone, so what the
engine would answer can be asked again from the scenario, the design and the seed in the trace.
Lives that are drawn anew at every occasion (uniform TTL, renewal on demand) take one occasion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.compiled import compile_governance, compile_world
from models.engine.authentication import Draws, draw, residual_h, tokens_of
from models.engine.simulation import prepare
from models.engine.version import ENGINE_VERSION
from models.errors import ModelError
from models.profile import resolve
from models.trace.source import scenario_of

if TYPE_CHECKING:
    from models.compiled.world import FloatArray, IntArray
    from models.trace.trace import Trace


class OtherEngine(ModelError):  # noqa: N818 - the name says what it is
    """Another version of the engine wrote the trace: its tokens cannot be computed here."""


class Tokens:
    """Residual lives of the tokens of one trace."""

    def __init__(self, trace: Trace) -> None:
        """Prepare the replication again, without running it.

        Raises:
            OtherEngine: The trace is of another version of the engine.
            UnreadableTrace: Its scenario cannot be read, or is of another organisation.
        """
        heading = trace.heading
        if heading.engine != ENGINE_VERSION:
            raise OtherEngine(
                f"the trace is of engine {heading.engine}, this is engine {ENGINE_VERSION}; "
                "record it again to see how long tokens last"
            )
        scenario = scenario_of(heading)
        world = compile_world(scenario)
        own, found = (
            compile_governance(world, resolve(scenario, each), scenario)
            for each in (heading.design, scenario.experiment.baseline)
        )
        self._trace = trace
        self._state = prepare(world, own, heading.replication, found)
        self._draws: dict[int, Draws] = {}

    def residual_h(self, platform: int, at_h: float, agents: IntArray | None = None) -> FloatArray:
        """Return how long agents' tokens on a platform go on if nothing is issued, hours, (n,).

        0 where no token is minted, or where there is no account.

        Args:
            platform: The platform.
            at_h: The instant.
            agents: Which agents, (n,); all if left out.
        """
        state = self._state
        whom = np.arange(len(state.agents)) if agents is None else agents
        controls = state.governance.controls(at_h)
        if controls is not state.controls:
            state.govern(controls)
        draws = self._drawn(platform)
        some = Draws(
            draws.phase[whom], draws.source[whom], draws.length[whom], draws.age[whom],
            draws.fresh[whom], draws.wait[whom],
        )  # fmt: skip
        tokens = tokens_of(state, platform, state.agents.fleet[whom])
        rest = residual_h(tokens, some, at_h)
        return np.where(state.accounts.account_of[whom, platform] >= 0, rest, 0.0)

    def _drawn(self, platform: int) -> Draws:
        """Return the draws of every agent's token on a platform, made once."""
        if platform not in self._draws:
            state, place = self._state, int(self._state.world.platform_keys[platform])
            parts = [
                draw(
                    state.stream("token asked about", key, place, 0),
                    state.stream("phase of tokens", key, place),
                    1,
                )
                for key in map(int, state.agents.key)
            ]
            self._draws[platform] = Draws(
                *(
                    np.concatenate([getattr(part, name) for part in parts])
                    for name in ("phase", "source", "length", "age", "fresh", "wait")
                )
            )
        return self._draws[platform]
