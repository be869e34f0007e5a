"""Hypothesis strategies: trees that are valid scenarios, in every form the format has."""

from __future__ import annotations

from typing import Any, TypeAlias

from hypothesis import strategies as st

Tree: TypeAlias = dict[str, Any]

WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40
) | st.sampled_from(
    ["no", "1", "~", "null", "a: b", "# c", "[x", " pad ", "two\nlines", "x\n\n y\n", "-", "'",
     '"', "long words " * 30, "long words " * 30 + "end", "line\u2028break", "=cmd", "<img>", "$x$",
     "\u202eright to left", "\U0001f600", "tab\there", "\x7f", "é", "1e5", "2020-01-01", "a,b"]
)  # fmt: skip

TITLES = WORDS.map(lambda word: word[:200])

DURATIONS = st.builds(
    lambda n, unit: f"{n} {unit}", st.integers(1, 500), st.sampled_from(["min", "h", "d"])
) | st.just("2 d 4 h")
NUMBERS = st.floats(0.001, 1e6).map(repr) | st.integers(1, 10**9).map(str)
SHARES = st.floats(0, 1).map(repr)
RATES = st.integers(1, 9).map(lambda n: f"{n} / d")


def valued(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Bare, or spelled out with a source, a note or neither."""
    spelled = st.fixed_dictionaries(
        {"value": value},
        optional={"source": st.sampled_from(["E100", "O22", "a book"]), "note": WORDS},
    )
    return value | spelled


def drawn(size: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """A constant, or a distribution."""
    spread = st.fixed_dictionaries({"mean": size}, optional={"cv": st.sampled_from(["1", "0.5"])})
    return (
        size
        | spread.map(lambda one: {"lognormal": one})
        | size.map(lambda one: {"exponential": {"mean": one}})
        | size.map(lambda one: {"uniform": {"low": one, "high": one}})
        | size.map(lambda one: {"empirical": {"p25": one, "p95": one}})
    )


SETTINGS: st.SearchStrategy[Tree] = st.fixed_dictionaries(
    {},
    optional={
        "credential": valued(st.sampled_from(["static_key", "workload_oidc", "shared_account"])),
        "access_ttl": valued(DURATIONS),
        "issuance": valued(st.sampled_from(["standing", {"jit": {"linger": "5 min"}}])),
        "rotation": valued(DURATIONS | st.just("never")),
        "grant_factor": valued(drawn(NUMBERS)),
        "revocation": valued(
            st.sampled_from(["expiry", {"expiry": {}}, {"poll": {"steps": ["180 min", "30 min"]}}])
            | drawn(DURATIONS).map(lambda one: {"ticket": {"service": one, "team": "team_a"}})
        ),
        "bulk_rate": valued(RATES),
        "logging": st.fixed_dictionaries(
            {}, optional={"captured": valued(SHARES), "data": st.just("absent")}
        ),
        "approval": st.fixed_dictionaries(
            {}, optional={"service": valued(drawn(DURATIONS)), "gates": st.just("2")}
        ),
    },
)


@st.composite
def scenario_trees(draw: st.DrawFn) -> Tree:
    """Return a small valid scenario as a reader would find it in a file."""
    names = draw(st.permutations(["zeta", "alpha", "mid"]))
    platforms = {name: {"kind": "saas", "title": draw(TITLES)} for name in names}
    rules = {
        f"rule_{i}": {"where": {"platform": draw(st.sampled_from(names))}, "set": draw(SETTINGS)}
        for i in draw(st.permutations([3, 1, 2]))
    }
    base = {"binding": dict.fromkeys(names, "local"), "standard": draw(SETTINGS), "rules": rules}
    child = {"extends": "base", "title": draw(TITLES), "rules": {"rule_2": {"set": draw(SETTINGS)}}}
    uses = {"thing": draw(NUMBERS), "other": "1"}
    fleet = {"agents": "2", "tasks": draw(valued(RATES)), "uses": uses, "notes": draw(WORDS)}
    tree = {
        "sprawl": "1",
        "title": draw(TITLES),
        "notes": draw(WORDS),
        "organisation": {
            "teams": {"team_a": {"approvers": "2", "hours": "Mon-Fri 09-17"}},
            "platforms": platforms,
            "resources": {"thing": {"platform": names[0]}, "other": {"platform": names[1]}},
            "trust_edges": {"edge": {"from": "thing", "to": "other", "by": "escalation"}},
        },
        "workload": {"fleets": {"fleet_b": fleet, "fleet_a": {**fleet, "title": draw(TITLES)}}},
        "designs": {"base": base, "child": child},
        "experiment": {"baseline": "base", "compare": ["child"]},
    }
    if draw(st.booleans()):
        tree["layout"] = {name: ["8", "-16"] for name in names}
    return tree
