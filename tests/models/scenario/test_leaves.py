from __future__ import annotations

from models.scenario import Settings
from models.scenario.leaves import assemble, flatten, leaves

RAW = {"rotation": "never", "logging": {"captured": "0.5", "data": "absent"}, "copies": "3"}


def test_flattening_and_assembling_are_inverse() -> None:
    settings = Settings.model_validate(RAW)
    flat = flatten(settings)
    assert set(flat) == {"rotation", "logging.captured", "logging.data", "copies"}
    assert assemble(flat) == settings
    assert assemble(flat).model_dump(mode="json") == settings.model_dump(mode="json")


def test_every_leaf_has_words_and_a_place() -> None:
    assert len(leaves()) > 40
    for path, leaf in leaves().items():
        assert leaf.text.endswith(".")
        assert path == (f"{leaf.group}.{leaf.name}" if leaf.group else leaf.name)
    assert leaves()["access_ttl"].unit == "h"
    assert leaves()["logging.sink"].structural
