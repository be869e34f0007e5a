"""From a representation to a scenario: what is what, what is counted, and what may not differ."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import ScenarioError
from models.formats import read_scenario
from models.importers import IMPORTERS, Summary, import_folder
from models.importers.draft.names import ID_MAX, Names, title
from models.profile import hybrid, resolve
from models.scenario.leaves import leaves

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.scenario import Scenario

    Tree = dict[str, Any]
    WriteTree = Callable[[Tree], Path]

CI = "acme_build_ci"
DEFAULT = "acme_shop_default"
CLOUD_BUILD = "acme_build_cloud_build"


@pytest.fixture
def drafted(dump: Tree, write_tree: WriteTree) -> tuple[Scenario, Summary]:
    return import_folder("gcp", write_tree(dump))


def _check_references(scenario: Scenario) -> None:
    """Every id that the draft mentions is one that it defines, and each is defined once."""
    organisation, fleets = scenario.organisation, scenario.workload.fleets
    defined = [
        *organisation.teams,
        *organisation.directories,
        *organisation.platforms,
        *organisation.log_sinks,
        *organisation.resources,
        *organisation.trust_edges,
        *fleets,
    ]
    assert len(defined) == len(set(defined))
    assert {one.platform for one in organisation.resources.values()} <= set(organisation.platforms)
    ends = {end for one in organisation.trust_edges.values() for end in (one.source, one.target)}
    assert ends <= set(organisation.resources)
    assert {use for one in fleets.values() for use in one.uses} <= set(organisation.resources)
    owners = {one.owner for one in organisation.platforms.values()}
    owners |= {one.owner for one in fleets.values()}
    assert owners <= set(organisation.teams)
    for design in scenario.designs.values():
        assert set(design.binding.values()) <= set(organisation.directories)
        assert set(design.costs.integration) <= set(organisation.platforms)
        for rule in design.rules.values():
            assert set(rule.where.fleet or ()) <= set(fleets)
            assert set(rule.where.platform or ()) <= set(organisation.platforms)


def _check_same_structure(scenario: Scenario) -> None:
    """No design differs from the one as found in any structural setting."""
    structural = [leaf.path for leaf in leaves().values() if leaf.structural]
    assert structural
    found = resolve(scenario, "as_found")
    for name in scenario.designs:
        other = resolve(scenario, name)
        assert other.binding == found.binding
        for pair, profile in found.phases[0].profiles.items():
            theirs = other.phases[0].profiles[pair]
            assert [profile.value(path) for path in structural] == [
                theirs.value(path) for path in structural
            ]


def test_platforms_directories_and_fleets(drafted: tuple[Scenario, Summary]) -> None:
    scenario, _ = drafted
    assert list(scenario.organisation.platforms) == ["acme_build", "acme_shop"]
    kinds = {key: one.kind for key, one in scenario.organisation.directories.items()}
    assert kinds == {"gcp_iam": "gcp_iam", "cloud_identity": "google_identity"}
    fleets = scenario.workload.fleets
    assert set(fleets) == {CI, DEFAULT, CLOUD_BUILD}
    assert all(one.agents == 1 for one in fleets.values())
    assert set(fleets[CI].uses) == {
        "acme_build_services",
        "acme_shop_services",
        "acme_shop_secrets",
    }
    _check_references(scenario)


def test_resources_are_counted_and_classed(drafted: tuple[Scenario, Summary]) -> None:
    resources = drafted[0].organisation.resources
    assert {key: (one.sensitivity, one.count) for key, one in resources.items()} == {
        "acme_build_services": ("internal", 1),
        "acme_shop_services": ("internal", 1),
        "acme_shop_buckets": ("internal", 1),
        "acme_shop_public_buckets": ("public", 1),
        "acme_shop_secrets": ("restricted", 1),
    }
    assert "derived" in resources["acme_shop_public_buckets"].notes


def test_federated_workloads_leave_a_trust_edge(drafted: tuple[Scenario, Summary]) -> None:
    edges = drafted[0].organisation.trust_edges.values()
    assert {(one.source, one.target, one.by) for one in edges} == {
        ("acme_build_services", "acme_shop_services", "role_assumption"),
        ("acme_build_services", "acme_shop_secrets", "role_assumption"),
    }


def test_as_found_says_what_is_derived_and_what_is_assumed(
    drafted: tuple[Scenario, Summary],
) -> None:
    profiles = resolve(drafted[0], "as_found").phases[0].profiles
    credential = {
        fleet: str(profiles["acme_shop", fleet].value("credential"))
        for fleet in (CI, DEFAULT, CLOUD_BUILD)
    }
    assert credential == {
        CI: "workload_oidc",
        DEFAULT: "shared_account",
        CLOUD_BUILD: "managed_identity",
    }
    own = profiles["acme_shop", DEFAULT]
    assert own.value("grant_factor").kind == "lognormal"
    assert own.value("logging.data") == "absent"
    standing = {path: own.origins[path].standing for path in ("grant_factor", "logging.data")}
    assert set(standing.values()) == {"fact"}
    assumed = ("credential", "rotation", "review.every", "review.catch")
    assert {own.origins[path].standing for path in assumed} == {"assumption"}
    # A basic role on one of its two platforms only.
    ci = {platform: profiles[platform, CI] for platform in ("acme_build", "acme_shop")}
    assert ci["acme_shop"].value("grant_factor").kind == "lognormal"
    assert ci["acme_build"].value("grant_factor").chosen == 2


def test_the_target_changes_settings_and_nothing_else(
    drafted: tuple[Scenario, Summary],
) -> None:
    scenario, _ = drafted
    assert list(scenario.designs) == ["as_found", "federated", "target"]
    target = resolve(scenario, "target").phases[0].profiles
    for (_, fleet), profile in target.items():
        assert profile.value("grant_factor").chosen == 2
        assert profile.value("logging.data") == "recorded"
        assert str(profile.value("review.every")) == "90 d"
        expected = "managed_identity" if fleet == CLOUD_BUILD else "workload_oidc"
        assert profile.value("credential") == expected
    _check_same_structure(scenario)


def test_structure_of_the_target_with_settings_as_found_is_as_found(
    drafted: tuple[Scenario, Summary],
) -> None:
    scenario, _ = drafted
    found, target = resolve(scenario, "as_found"), resolve(scenario, "target")
    mixed = hybrid(target, found)
    for pair, profile in found.phases[0].profiles.items():
        theirs = mixed.phases[0].profiles[pair].leaves
        same = [path for path in profile.leaves if path != "revocation"]
        assert {path: theirs[path] for path in same} == {
            path: profile.leaves[path] for path in same
        }
        # A ticket without a team is for whoever approves; a hybrid says so.
        assert theirs["revocation"].value.kind == profile.value("revocation").kind


def test_keys_are_given_up_in_the_design_between(inventory: Tree, write_tree: WriteTree) -> None:
    scenario, _ = import_folder("gcp", write_tree(inventory))
    fleet = "shop_job"
    kinds = {
        name: resolve(scenario, name).phases[0].profiles["shop", fleet] for name in scenario.designs
    }
    assert kinds["as_found"].value("credential") == "static_key"
    assert kinds["as_found"].origins["credential"].standing == "fact"
    assert kinds["federated"].value("credential") == "workload_oidc"
    assert kinds["federated"].value("logging.data") == "recorded"
    assert "leaked_key" in scenario.incidents
    _check_references(scenario)
    _check_same_structure(scenario)


def test_notes_count_the_settings(drafted: tuple[Scenario, Summary]) -> None:
    scenario, summary = drafted
    counts = summary.settings
    assert counts["stated"] + counts["derived"] + counts["assumed"] == counts["total"]
    assert min(counts.values()) > 0
    said = re.match(
        r"(\d+) of (\d+) settings stated, (\d+) derived, the rest assumed\.", scenario.notes
    )
    assert said is not None
    assert [int(one) for one in said.groups()] == [
        counts["stated"],
        counts["total"],
        counts["derived"],
    ]


def test_more_projects_raise_what_is_stated(dump: Tree, write_tree: WriteTree) -> None:
    _, before = import_folder("gcp", write_tree(dump))
    at = "projects/acme-zoo"
    dump[f"{at}/description.json"] = {"projectId": "acme-zoo", "projectNumber": "333"}
    dump[f"{at}/iam.json"] = {}
    _, after = import_folder("gcp", write_tree(dump))
    # The platform; its binding, its absent logs, itself as a thing; that thing's sensitivity.
    grown = {key: after.settings[key] - before.settings[key] for key in after.settings}
    assert grown == {"stated": 1, "derived": 3, "assumed": 1, "total": 5}


def test_the_summary_lists_what_is_not_simulated(drafted: tuple[Scenario, Summary]) -> None:
    told = json.loads(json.dumps(drafted[1].as_json()))
    assert told["counts"]["projects"] == 2
    assert told["simulated"] == {"a Cloud Build account": 1, "a described service account": 2}
    people = told["listed"]["a person: listed, not simulated"]
    assert people == {"count": 3, "identities": ["person_001", "person_002", "person_003"]}
    assert sum(told["standings"].values()) == sum(told["records"].values())


def test_grants_above_projects_are_told(dump: Tree, write_tree: WriteTree) -> None:
    member = "serviceAccount:ci@acme-build.iam.gserviceaccount.com"
    dump["org_acme.example/iam.json"]["bindings"].append(
        {"role": "roles/browser", "members": [member]}
    )
    _, summary = import_folder("gcp", write_tree(dump))
    assert summary.left_out["grants of simulated accounts above platforms"] == 1


def test_unknown_importer(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="expected one of gcp, found 'aws'"):
        import_folder("aws", tmp_path)


def test_nobody_to_simulate(dump: Tree, write_tree: WriteTree) -> None:
    only = {path: dump[path] for path in dump if path.startswith("org_")}
    with pytest.raises(ScenarioError, match="service account or build account"):
        import_folder("gcp", write_tree(only))


def test_importers_have_the_shape_of_the_protocol() -> None:
    assert list(IMPORTERS) == ["gcp"]
    for name, importer in IMPORTERS.items():
        assert importer.name == name
        assert importer.recognises


def test_the_draft_is_a_scenario_file(drafted: tuple[Scenario, Summary]) -> None:
    """JSON is YAML, so the reader takes what the models write, and makes the same of it."""
    scenario, _ = drafted
    text = json.dumps(scenario.model_dump(by_alias=True), default=str)
    assert read_scenario(text) == scenario


@given(st.lists(st.text(max_size=90), min_size=1, max_size=30))
def test_ids_are_unique_and_well_formed(words: list[str]) -> None:
    names = Names()
    made = [names.give(word, word) for word in [*words, *words]]
    assert len(set(made)) == len(made)
    for one in made:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", one)
        assert len(one) <= ID_MAX
        assert one not in {"local", "platform_owner"}


@given(st.text(max_size=300))
def test_titles_can_be_shown(text: str) -> None:
    made = title(text)
    assert len(made) <= 200
    assert "\n" not in made
    assert made.isprintable()


PROJECT = st.text("abc-", min_size=1, max_size=4)
MEMBER = st.sampled_from(
    [
        "user:a@b.example",
        "group:g@b.example",
        "allUsers",
        "serviceAccount:7@cloudbuild.gserviceaccount.com",
        "serviceAccount:7-compute@developer.gserviceaccount.com",
        "serviceAccount:job@a.iam.gserviceaccount.com",
        "serviceAccount:a.svc.id.goog[x/y]",
        "projectOwner:a",
    ]
)
ROLE = st.sampled_from(["roles/owner", "roles/editor", "roles/run.admin", "projects/a/roles/x"])
POLICY = st.fixed_dictionaries(
    {
        "bindings": st.lists(
            st.fixed_dictionaries({"role": ROLE, "members": st.lists(MEMBER, max_size=4)}),
            max_size=4,
        )
    }
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    policies=st.dictionaries(PROJECT, POLICY, min_size=1, max_size=4),
    trust=POLICY,
    bucket=POLICY,
)
def test_any_export_becomes_a_sound_scenario(
    policies: dict[str, Tree],
    trust: Tree,
    bucket: Tree,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("export")
    first = next(iter(policies))
    account = f"projects/{first}/service-accounts/job@a.iam.gserviceaccount.com"
    tree: Tree = {
        f"{account}/description.json": {"email": "job@a.iam.gserviceaccount.com"},
        f"{account}/iam.json": trust,
        f"projects/{first}/buckets/b/iam.json": bucket,
        f"projects/{first}/buckets/b/logging.txt": "gs://b/ has no logging configuration.",
    }
    for number, (project, policy) in enumerate(policies.items(), start=7):
        at = f"projects/{project}"
        tree[f"{at}/description.json"] = {"projectId": project, "projectNumber": str(number)}
        tree[f"{at}/iam.json"] = policy
    for path, content in tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content)
        (root / path).write_text(text, encoding="utf-8")
    scenario, summary = import_folder("gcp", root)
    _check_references(scenario)
    _check_same_structure(scenario)
    assert len(scenario.organisation.platforms) == len(policies)
    assert len(scenario.workload.fleets) == sum(summary.simulated.values())


@pytest.mark.parametrize("name", ["gcp_k8sio_2020", "gcp_cai"])
def test_real_exports_become_sound_scenarios(samples: Path, name: str) -> None:
    scenario, summary = import_folder("gcp", samples / name)
    _check_references(scenario)
    _check_same_structure(scenario)
    assert summary.settings["stated"] > 0
    assert "@cncf.io" not in scenario.model_dump_json(by_alias=True)


def test_the_real_dump_has_99_platforms_and_128_fleets(samples: Path) -> None:
    scenario, summary = import_folder("gcp", samples / "gcp_k8sio_2020")
    assert len(scenario.organisation.platforms) == 99
    assert len(scenario.workload.fleets) == 83 + 45
    assert len(scenario.workload.fleets["k8s_infra_prow_build_prow_build"].uses) == 42
    assert scenario.organisation.platforms["k8s_staging_kops"].title == "k8s-staging-kops"
    assert summary.left_out["accounts without a grant or a home in the export"] == 0
