"""Faults of tokens and of orders that end access."""

from __future__ import annotations

from tests.honesty.mutants.mutant import Mutant

ENGINE = "models.engine."


def _test(module: str, name: str) -> tuple[str, ...]:
    return (f"{ENGINE}{module}:test_{name}",)


MUTANTS = (
    # Tokens (M4).
    Mutant(
        "uniform instead of length-biased",
        "The token that covers an instant is drawn as any token, not in proportion to its length.",
        "engine.authentication:access_rest_h",
        "biased = uniform_length_biased(low, high, draws.length)",
        "biased = low + (high - low) * draws.length",
        ("tokens",),
    ),
    Mutant(
        "on demand as background",
        "Tokens that the next hop renews are taken to be renewed by a clock.",
        "engine.authentication:access_rest_h",
        "np.where(tokens.on_demand, _on_demand(tokens, draws, biased, plain), background)",
        "background",
        ("tokens",),
    ),
    Mutant(
        "no wait for the next hop",
        "On demand, the next hop is taken to come at the renew point.",
        "engine.authentication:_on_demand",
        "draws.wait * gap_h",
        "0.0 * gap_h",
        ("tokens",),
    ),
    Mutant(
        "renew point ignored",
        "Tokens are renewed at their end, whatever the renew point.",
        "engine.authentication:access_rest_h",
        "_age(tokens.renew_point * high, draws.phase, when)",
        "_age(high, draws.phase, when)",
        ("tokens",),
    ),
    Mutant(
        "one clock of two",
        "The rest of a source token is forgotten: nothing is minted from it any more.",
        "engine.authentication:residual_h",
        "return source + access_rest_h(tokens, draws, at_h + source)",
        "return access_rest_h(tokens, draws, at_h)",
        ("tokens",),
    ),
    Mutant(
        "no minting at the last moment",
        "Who mints at will is taken to hold no token beyond his source token.",
        "engine.single_token:Token.mintable_h",
        "source_h + self.high_h",
        "source_h",
        ("minting",),
    ),
    Mutant(
        "uniform instead of length-biased, one token",
        "The token that an order meets is drawn as any token, not in proportion to its length.",
        "engine.single_token:Token._biased_h",
        "return math.sqrt(low * low + (high * high - low * low) * self.length)",
        "return low + (high - low) * self.length",
        ("tokens",),
    ),
    Mutant(
        "on demand as background, one token",
        "The token that an order meets is taken to be renewed by a clock.",
        "engine.single_token:Token.access_rest_h",
        "if self.on_demand:",
        "if False:",
        ("tokens",),
    ),
    Mutant(
        "phase drawn at every occasion",
        "The phase of a clock is drawn anew whenever somebody asks.",
        "engine.propagation:token_rest_h",
        'state.stream("phase of tokens", *keys)',
        'state.stream("phase of tokens", *keys, occasion)',
        ("draws",),
    ),
    # Orders (M12).
    Mutant(
        "miss per order",
        "A bulk order misses all credentials or none.",
        "engine.revocation:Revocations._act",
        'state.stream("missed in bulk", *key)',
        'state.stream("missed in bulk", case.order.key)',
        ("orders",),
    ),
    Mutant(
        "coverage per order",
        "Whether pushes reach an agent's access is drawn for every order, not once at binding.",
        "engine.propagation:covered_by_push",
        'state.stream("covered by push", *_keys(state, agent, platform))',
        'state.stream("covered by push", *_keys(state, agent, platform), round(state.now))',
        ("orders",),
    ),
    Mutant(
        "bulk rate ignored",
        "All accounts of a bulk order are disabled at once.",
        "engine.revocation:Revocations._disable",
        "bulk_wait_h(case.place, case.row.bulk_rate_per_h) if case.order.bulk else 0.0",
        "0.0",
        _test("test_revocation", "a_bulk_order_is_limited_and_misses_some"),
    ),
    Mutant(
        "one phase for all polls",
        "The links of a poll chain look at the same moment instead of each at its own.",
        "engine.propagation:poll_delay_h",
        "found += step_h * phase",
        "found += step_h * generator.random()",
        ("polls",),
    ),
    Mutant(
        "no fall-back",
        "Where a push does not reach, the end of the account is known at once.",
        "engine.propagation:arrival_h",
        "channel = row.push_fallback",
        "channel = Channel.EXPIRY",
        ("orders",),
    ),
    Mutant(
        "a push lets tokens live",
        "After a push tokens run on to their end.",
        "engine.propagation:arrival_h",
        "row.push_delay_h, order, platform), True",
        "row.push_delay_h, order, platform), False",
        _test("test_revocation", "a_push_kills_tokens_and_what_it_does_not_cover_falls_back"),
    ),
    Mutant(
        "unknown accounts are disabled",
        "An order reaches accounts that are in no inventory.",
        "engine.revocation:Revocations._act",
        "if not state.accounts.known[account]:",
        "if False:",
        _test("test_revocation", "an_unknown_account_is_left_to_reviews"),
    ),
    Mutant(
        "retirement rotates",
        "A retirement rotates a shared account, an incident leaves it.",
        "engine.revocation:Revocations._stays",
        "case.order.reason == INCIDENT",
        "case.order.reason != INCIDENT",
        _test("test_revocation", "rotating_a_shared_account_blocks_the_others"),
    ),
    Mutant(
        "drills bite",
        "A drill takes access away.",
        "engine.revocation:Revocations._take_away",
        "if order.reason == DRILL:",
        "if False:",
        _test("test_revocation", "a_drill_takes_nothing_away"),
    ),
    Mutant(
        "orders that cannot be followed",
        "Orders too late to be followed for tau enter the table.",
        "engine.orders:OrderBook.orders",
        "world.horizon_h - world.follow_up_h",
        "world.horizon_h",
        _test("test_revocation", "orders_are_recorded_only_if_they_can_be_followed"),
    ),
    Mutant(
        "the path that ended first",
        "Of two ways to keep access the one that ended first counts.",
        "engine.orders:later",
        "max(",
        "min(",
        _test("test_revocation", "a_forgotten_local_key_outlives_the_account"),
    ),
    Mutant(
        "replacement not counted",
        "The credential that a replacement ends is not counted as revoked.",
        "engine.secrets:Secrets.replace",
        "self._state.keys_revoked += 1",
        "pass",
        ("conserved",),
    ),
    Mutant(
        "an account ends twice",
        "What ended before is ended, and counted, once more.",
        "engine.state:State.end_account",
        "if self.accounts.ended_h[account] < np.inf:",
        "if False:",
        ("conserved",),
    ),
)
