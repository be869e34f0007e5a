from __future__ import annotations

from models.profile import lineage, merged
from tests.models.formats.samples import valid_scenario


def test_a_rule_of_the_same_id_takes_the_inherited_place() -> None:
    middle = merged(valid_scenario().designs, "middle")
    assert list(middle.rules) == ["keys", "shared", "later"]
    assert middle.rules["keys"].where.platform == ("records",)
    assert middle.rules["keys"].set.rotation is None


def test_bindings_and_standard_are_taken_over() -> None:
    middle = merged(valid_scenario().designs, "middle")
    assert middle.binding == {"records": "staff", "storage": "cloud", "booking": "cloud"}
    assert middle.standard.review is not None
    assert middle.title == ""
    assert middle.extends is None


def test_the_eldest_comes_first() -> None:
    assert lineage(valid_scenario().designs, "middle") == ("today", "middle")
