"""Building a scenario: objects added, taken away, renamed and copied.

Everything here is a pure function from scenario to scenario; what is not touched is shared.
"""

from models.scenario.building.adding import added, duplicated, first_time, with_copies, with_object
from models.scenario.building.baseline import with_baseline
from models.scenario.building.blank import blank
from models.scenario.building.naming import fresh_id, is_free, is_id
from models.scenario.building.placing import (
    domain_key,
    domain_of,
    folded_domains,
    hidden_cards,
    is_within_reach,
    laid_out,
    lost_places,
    pinned,
    places,
    with_folded,
    with_unfolded,
)
from models.scenario.building.removing import Removal, removal
from models.scenario.building.renaming import renamed, retitled
from models.scenario.building.starting import starting

__all__ = [
    "Removal",
    "added",
    "blank",
    "domain_key",
    "domain_of",
    "duplicated",
    "first_time",
    "folded_domains",
    "fresh_id",
    "hidden_cards",
    "is_free",
    "is_id",
    "is_within_reach",
    "laid_out",
    "lost_places",
    "pinned",
    "places",
    "removal",
    "renamed",
    "retitled",
    "starting",
    "with_baseline",
    "with_copies",
    "with_folded",
    "with_object",
    "with_unfolded",
]
