"""What a design means: the cascade from vendor preset to exception, resolved per domain."""

from models.profile.capability import takes
from models.profile.cascade import binding_of, resolve
from models.profile.chain import Fate, Link, chain
from models.profile.changing import changes_told, other_settings
from models.profile.connecting import (
    Connection,
    connected,
    connection,
    connections_of,
    disconnected,
    ends,
    joined_if_possible,
    kinds_join,
    meaning,
)
from models.profile.content import digest, standings
from models.profile.control_table import Control, control_table, documented, rests_on
from models.profile.counterfactual import hybrid, without_assumptions
from models.profile.describe import SettingRow, describe, source_text, value_text
from models.profile.design_profile import (
    LOCAL_PREFIX,
    ControlProfile,
    DesignProfile,
    Origin,
    Phase,
    local_of,
)
from models.profile.fallback import Fallback, fallbacks, is_own, without_own
from models.profile.inheritance import lineage, merged
from models.profile.layer_edits import (
    PlacedValue,
    copied_rule,
    in_standard,
    on_platform,
    with_placed,
)
from models.profile.matrix import MatrixCell, matrix_cell
from models.profile.migration import Date, Migration, Stage, person_days_spent, stages
from models.profile.origin import is_row
from models.profile.settable import Settable, settable, with_setting
from models.profile.strength import size_of

__all__ = [
    "LOCAL_PREFIX",
    "Connection",
    "Control",
    "ControlProfile",
    "Date",
    "DesignProfile",
    "Fallback",
    "Fate",
    "Link",
    "MatrixCell",
    "Migration",
    "Origin",
    "Phase",
    "PlacedValue",
    "Settable",
    "SettingRow",
    "Stage",
    "binding_of",
    "chain",
    "changes_told",
    "connected",
    "connection",
    "connections_of",
    "control_table",
    "copied_rule",
    "describe",
    "digest",
    "disconnected",
    "documented",
    "ends",
    "fallbacks",
    "hybrid",
    "in_standard",
    "is_own",
    "is_row",
    "joined_if_possible",
    "kinds_join",
    "lineage",
    "local_of",
    "matrix_cell",
    "meaning",
    "merged",
    "on_platform",
    "other_settings",
    "person_days_spent",
    "resolve",
    "rests_on",
    "settable",
    "size_of",
    "source_text",
    "stages",
    "standings",
    "takes",
    "value_text",
    "with_placed",
    "with_setting",
    "without_assumptions",
    "without_own",
]
