"""Faults of queues, stocks, reviews, policy, logs and attackers."""

from __future__ import annotations

from tests.honesty.mutants.mutant import Mutant

ENGINE = "models.engine."


def _test(module: str, name: str) -> tuple[str, ...]:
    return (f"{ENGINE}{module}:test_{name}",)


MUTANTS = (
    # Queues (M6, M12).
    Mutant(
        "no time-out",
        "Requests wait for ever.",
        "engine.working_hours:Team.serve",
        "deadline = now_h + patience_h",
        "deadline = math.inf",
        ("queues",),
    ),
    Mutant(
        "everybody is always free",
        "A team works on any number of requests at a time.",
        "engine.working_hours:Team.serve",
        "heapq.heapreplace(self.free_h, left)",
        "pass",
        ("queues",),
    ),
    Mutant(
        "who gave up is served",
        "The work on a request that gave up goes on.",
        "engine.working_hours:Team.serve",
        "heapq.heapreplace(self.free_h, left)",
        "heapq.heapreplace(self.free_h, end)",
        ("queues",),
    ),
    Mutant(
        "work at night",
        "Work that has begun goes on out of hours.",
        "engine.working_hours:Calendar.after",
        "if self._always:",
        "if True:",
        ("queues",),
    ),
    Mutant(
        "gates at once",
        "All gates of a request work on it at the same time.",
        "engine.approval:pass_gates",
        "if job.done and rest:",
        "if False:",
        _test("test_approval", "two_gates_cost_twice_the_work_and_a_refusal_no_more"),
    ),
    Mutant(
        "grants never expire",
        "A grant that approval gave for a time stands for ever.",
        "engine.approval:Approval._decide",
        "if added and math.isfinite(row.grant_h):",
        "if False:",
        _test("test_approval", "a_grant_that_expires_is_asked_for_again"),
    ),
    # Stocks, reviews, secrets (M2, M7, M8).
    Mutant(
        "keyed by design",
        "Draws hang on the name of the design.",
        "engine.state:State.stream",
        "purpose, *entity_keys",
        "purpose + self.governance.digest, *entity_keys",
        _test(
            "test_simulation", "equal_content_gives_equal_bits_and_another_replication_other_ones"
        ),
    ),
    Mutant(
        "keyed by directory",
        "An account takes its draws from its directory, which a design changes.",
        "engine.provisioning:_of_group",
        "int(world.platform_keys[first])",
        "int(governance.directory_keys[group.directory])",
        _test("test_provisioning", "draws_of_an_account_do_not_depend_on_its_directory"),
    ),
    Mutant(
        "stocks of one's own",
        "Accounts at the start are known and owned as the design itself would have them.",
        "engine.provisioning:_of_group",
        "kept = same and",
        "kept = False and same and",
        _test("test_provisioning", "what_was_known_is_inherited_where_the_account_stays"),
    ),
    Mutant(
        "replications alike",
        "Every replication draws the same.",
        "engine.state:State.stream",
        "self.replication, purpose",
        "0, purpose",
        ("draws",),
    ),
    Mutant(
        "one draw for all things",
        "A review finds all things of an account or none.",
        "engine.reviews:things_found",
        "drawn = generator.random(places)[place]",
        "drawn = drawn if thing else generator.random(places)[place]",
        ("reviews",),
    ),
    Mutant(
        "finds of one shift the others",
        "What a review finds of an account hangs on how many others there are.",
        "engine.reviews:things_found",
        "generator.random(places)[place]",
        "generator.random(len(place))",
        _test("test_reviews", "what_is_found_of_one_account_does_not_hang_on_others"),
    ),
    Mutant(
        "taken at once",
        "What a review finds is gone without its delay.",
        "engine.reviews:Reviews._after",
        "if delay_h <= 0:",
        "if True:",
        _test("test_reviews", "what_is_found_goes_only_after_the_delay"),
    ),
    Mutant(
        "no rotation skipped",
        "Every rotation happens.",
        "engine.secrets:Secrets._skipped",
        "return bool(self._skips[block][place % BLOCK] < row.rotation_skip)",
        "return False",
        ("secrets",),
    ),
    Mutant(
        "copies leak as one",
        "A secret of many copies leaks at the rate of one.",
        "engine.secrets:Secrets._hazard",
        "line[:number] = row.copy_leak_per_h",
        "line[:1] = row.copy_leak_per_h",
        _test("test_secrets", "leaks_come_at_the_rate_of_all_copies"),
    ),
    Mutant(
        "outages out of equilibrium",
        "The first failure of a directory comes a whole interval after the start.",
        "engine.equilibrium:age_and_rest",
        "finite - finite * u",
        "finite",
        _test("test_equilibrium", "age_and_rest_are_equal_in_mean_and_add_up_to_the_length"),
    ),
    Mutant(
        "phases of one platform",
        "All platforms are reviewed at the same instants.",
        "engine.reviews:Reviews.__init__",
        'state.stream("phase of reviews", int(key))',
        'state.stream("phase of reviews")',
        _test("test_reviews", "platforms_are_reviewed_each_in_its_turn"),
    ),
    # Policy (M5) and logs (M9).
    Mutant(
        "shared account approved for one",
        "A grant opens the thing for the first agent of an account only.",
        "engine.authorisation:allow_code",
        "agents = state.accounts.agents_of(account)",
        "agents = state.accounts.agents_of(account)[:1]",
        _test("test_approval", "a_request_of_a_shared_account_serves_all_who_share"),
    ),
    Mutant(
        "policy never errs",
        "False denials are forgotten in scope.",
        "engine.authorisation:allowance",
        "np.where(state.grants.needed[accounts], 1.0 - no, wrongly)",
        "np.where(state.grants.needed[accounts], 1.0, wrongly)",
        _test("test_authorisation", "a_policy_errs_and_permits_classes"),
    ),
    Mutant(
        "declared is enforced",
        "Every declared control is enforced.",
        "engine.profiles:_enforced",
        "if not (lapsed & touched).any():",
        "if True:",
        _test("test_authorisation", "what_is_not_enforced_falls_back_to_roles_that_stand"),
    ),
    Mutant(
        "empty cache",
        "No decision is ever cached when an order comes.",
        "engine.authorisation:cached_rest_h",
        "held = live * (1.0 + load) < load",
        "held = live < 0.0",
        _test("test_authorisation", "a_cached_decision_is_live_as_long_as_its_renewals_say"),
    ),
    Mutant(
        "capture drawn once for all",
        "All kinds of events of a platform are captured, or none.",
        "engine.visibility:_tool_draws",
        '"captured kinds of events", int(key)',
        '"captured kinds of events", 0',
        ("captures",),
    ),
    Mutant(
        "logs kept for ever",
        "Retention is forgotten.",
        "engine.visibility:_seen_a_day_after",
        " <= row.retention_h",
        "",
        _test(
            "test_visibility",
            "events_are_visible_only_where_a_sink_shows_and_keeps_them_a_day",
        ),
    ),
    # Attackers and detection (M10, M11).
    Mutant(
        "alarms without a log",
        "An event alarms though it was not captured.",
        "engine.detection:evidence",
        "alarmed=captured & (sink >= 0)",
        "alarmed=(sink >= 0)",
        _test("test_detection", "an_alarm_needs_a_captured_event_in_a_sink"),
    ),
    Mutant(
        "strongest first",
        "The attacker begins with what is hardest to come by.",
        "engine.attack:targets",
        'strength.argsort(kind="stable")',
        '(-strength).argsort(kind="stable")',
        _test("test_attack", "the_weakest_is_touched_first_thing_by_thing"),
    ),
    Mutant(
        "no trust edges",
        "An attacker never goes along a trust edge.",
        "engine.attack:_through_edges",
        "while len(edges):",
        "while False:",
        _test("test_compromise", "trust_edges_lead_further"),
    ),
    Mutant(
        "one edge at most",
        "An attacker goes along one trust edge, not along several.",
        "engine.attack:_through_edges",
        "if (behind == known).all():",
        "if True:",
        ("edges",),
    ),
    Mutant(
        "authority ends with the agent",
        "Whose agent dies without an order loses all authority at once.",
        "engine.authority:Ledger.records",
        "integrals(edges, since, to_h, auth)",
        "integrals(edges, since, np.minimum(to_h, death), auth)",
        _test("test_authority", "who_dies_without_an_order_keeps_authority_but_needs_none"),
    ),
)
