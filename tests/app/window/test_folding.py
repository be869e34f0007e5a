from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.window.canvas.folding import MOST_CARDS, fold

NAMES = st.lists(
    st.lists(st.sampled_from(["k8s", "infra", "prow", "ci", "a", "b", "prod"]), max_size=5).map(
        "-".join
    ),
    max_size=150,
)


@given(NAMES)
def test_every_object_is_in_exactly_one_bundle(names: list[str]) -> None:
    titles = {f"id{at}": name for at, name in enumerate(names)}
    members = [member for bundle in fold(titles) for member in bundle.members]
    assert sorted(members) == sorted(titles)


@given(NAMES)
def test_keys_are_unique(names: list[str]) -> None:
    keys = [bundle.key for bundle in fold({f"id{at}": name for at, name in enumerate(names)})]
    assert len(set(keys)) == len(keys)


def test_few_objects_are_not_folded() -> None:
    titles = {f"p{at}": f"team-a-{at}" for at in range(MOST_CARDS)}
    assert not any(bundle.is_group for bundle in fold(titles))


def test_many_objects_fold_by_their_shared_prefix() -> None:
    titles = {f"b{at}": f"k8s-boskos-{at:03d}" for at in range(40)}
    titles |= {f"s{at}": f"k8s-staging-{at}" for at in range(30)}
    titles |= {"x": "kubernetes-public"}
    bundles = {bundle.label: len(bundle.members) for bundle in fold(titles)}
    assert bundles["k8s-boskos-…"] == 40
    assert bundles["k8s-staging-…"] == 30
    assert bundles["kubernetes-public"] == 1
    assert len(bundles) <= MOST_CARDS
