"""What happened in one replication, event by event, each with its cause: what a trace is made of.

Mechanisms say so, and nobody's result depends on it: a recorder draws nothing and changes nothing.
How to call it from a mechanism:

1. ``state.recorder.happened(Kind.OUTAGE_BEGAN, at_h, directory=d, until_h=to_h)`` returns the
   number of the event (-1 if nobody records).  Keep it where the consequences begin (a field
   ``event: int = NOTHING`` of your order, loss, request, closure) and hand it on as ``cause=``.
2. ``at_h`` may lie before or after now: a reader sees events in order of time.  A cause must not
   come later than what it causes.
3. Name the controls that let it happen, as paths of settings: ``settings=("rotation", "copies")``.
   They are looked up for the event's platform and fleet; the last ones along a chain of causes are
   what ``sprawl trace --why`` calls missing.  An event without a control above it needs some.
4. ``what`` is one or two plain words out of a closed set ("directory", "approved", "copy leak").
5. Where you cannot hand a number on, ``state.recorder.last(Kind.ACCOUNT_OPENED, account=a)`` finds
   the event of that kind which was told last of an agent, an account, or an account on a platform.
6. Ask ``state.recorder.on`` before you compute something for an event's sake alone, and in loops
   over hops.  A new kind goes to the end of `Kind`, with its line in `KINDS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from models.engine.state import State

NOTHING = -1
"""Number of no event: it has no cause, or nobody recorded it."""

BESIDES = frozenset({"integration", "directory.outage", "directory.compromise", "vault.leak"})
"""What events name as controls beside paths of settings: effort spent on a platform, failures."""

LOCAL_KEY, OLD_SECRET = "local key", "old secret"
"""Sorts of keys that are left behind."""


class Kind(IntEnum):
    """What can happen; the numbers are stored in traces and never change their meaning."""

    BORN = 0
    RETIRED = 1
    ACCOUNT_OPENED = 2
    ACCOUNT_LISTED = 3
    ACCOUNT_ENDED = 4
    CREDENTIAL_ISSUED = 5
    CREDENTIAL_REPLACED = 6
    CREDENTIAL_REMOVED = 7
    GRANT_ADDED = 8
    GRANT_ENDED = 9
    HOP_STOPPED = 10
    WENT_ON = 11
    ABANDONED = 12
    REQUEST_OPENED = 13
    REQUEST_DECIDED = 14
    OUTAGE_BEGAN = 15
    OUTAGE_ENDED = 16
    INCIDENT = 17
    CREDENTIAL_LOST = 18
    STORE_COMPROMISED = 19
    FIRST_USE = 20
    ATTACK_STEP = 21
    ATTACK_ENDED = 22
    ALARMED = 23
    DETECTED = 24
    ORDERED = 25
    ORDER_OMITTED = 26
    ROUTED = 27
    DISABLED = 28
    PROPAGATED = 29
    ACCESS_ENDED = 30
    ACCESS_STAYS = 31
    REVIEWED = 32
    REVIEW_FOUND = 33
    EXCEPTION_BEGAN = 34
    EXCEPTION_ENDED = 35
    MIGRATION_PLANNED = 36
    MIGRATED = 37
    MIGRATION_STOPPED = 38
    KEY_LEFT = 39
    RECONCILED = 40
    OWNER_CHANGED = 41
    PURPOSE_CHANGED = 42


@dataclass(frozen=True, slots=True)
class About:
    """A kind of event in words.

    Attributes:
        id: Name on the command line and in filters.
        text: One sentence for people.
        plentiful: True where there may be one for every task or action of an attacker: where room
            gets scarce, these are left out before others.
    """

    id: str
    text: str
    plentiful: bool = False


KINDS: dict[Kind, About] = {
    Kind.BORN: About("born", "An agent begins to work, or was at work when the run began."),
    Kind.RETIRED: About("retired", "An agent's life ends; its access may go on."),
    Kind.ACCOUNT_OPENED: About("account_opened", "An account exists from now on."),
    Kind.ACCOUNT_LISTED: About("account_listed", "An unknown account is put into the inventory."),
    Kind.ACCOUNT_ENDED: About("account_ended", "An account is ended, for everybody."),
    Kind.CREDENTIAL_ISSUED: About(
        "credential_issued", "An account gets what it proves itself with; renewals are no events."
    ),
    Kind.CREDENTIAL_REPLACED: About(
        "credential_replaced", "A new credential takes the old one's place: rotation, or an order."
    ),
    Kind.CREDENTIAL_REMOVED: About(
        "credential_removed", "A credential that lay about is removed, such as a local key."
    ),
    Kind.GRANT_ADDED: About("grant_added", "An account may do more from now on."),
    Kind.GRANT_ENDED: About("grant_ended", "An account may do less from now on."),
    Kind.HOP_STOPPED: About("hop_stopped", "A hop is stopped; its task waits.", plentiful=True),
    Kind.WENT_ON: About("went_on", "A task that waited is let go on.", plentiful=True),
    Kind.ABANDONED: About("abandoned", "A task that waited is given up.", plentiful=True),
    Kind.REQUEST_OPENED: About("request_opened", "Somebody asks for access.", plentiful=True),
    Kind.REQUEST_DECIDED: About(
        "request_decided", "A request is approved, refused, or lapses.", plentiful=True
    ),
    Kind.OUTAGE_BEGAN: About("outage_began", "A directory, or a policy service, is down."),
    Kind.OUTAGE_ENDED: About("outage_ended", "It works again."),
    Kind.INCIDENT: About("incident", "An incident of the scenario happens."),
    Kind.CREDENTIAL_LOST: About(
        "credential_lost", "Somebody else has a credential: a leak, a theft, a hijack."
    ),
    Kind.STORE_COMPROMISED: About(
        "store_compromised", "An attacker holds a whole directory or vault."
    ),
    Kind.FIRST_USE: About("first_use", "An attacker uses what he holds for the first time."),
    Kind.ATTACK_STEP: About("attack_step", "An attacker touches a resource.", plentiful=True),
    Kind.ATTACK_ENDED: About("attack_ended", "An attacker can use nothing any more."),
    Kind.ALARMED: About("alarmed", "A captured event of an attacker raises an alarm."),
    Kind.DETECTED: About("detected", "An alarm was triaged: the compromise is known."),
    Kind.ORDERED: About("ordered", "It is decided that an agent's access must end."),
    Kind.ORDER_OMITTED: About("order_omitted", "Nobody orders that a dead agent's access ends."),
    Kind.ROUTED: About("routed", "Those who must act on an order know of it."),
    Kind.DISABLED: About("disabled", "An account is disabled where it is kept."),
    Kind.PROPAGATED: About("propagated", "A platform has heard that an account is disabled."),
    Kind.ACCESS_ENDED: About(
        "access_ended", "Every attempt on a platform is denied from now on, as was ordered."
    ),
    Kind.ACCESS_STAYS: About("access_stays", "Nothing scheduled ends access that should end."),
    Kind.REVIEWED: About("reviewed", "The accounts of a platform are reviewed."),
    Kind.REVIEW_FOUND: About("review_found", "A review finds what should not be there."),
    Kind.EXCEPTION_BEGAN: About("exception_began", "An exception from the standard begins."),
    Kind.EXCEPTION_ENDED: About("exception_ended", "An exception from the standard ends."),
    Kind.MIGRATION_PLANNED: About("migration_planned", "Work on binding a platform anew begins."),
    Kind.MIGRATED: About("migrated", "A platform works by the new design from now on."),
    Kind.MIGRATION_STOPPED: About("migration_stopped", "A migration ends half-way."),
    Kind.KEY_LEFT: About("key_left", "A credential of the old structure stays behind, alive."),
    Kind.RECONCILED: About(
        "reconciled", "What is on a platform is compared with the inventory; all strays are found."
    ),
    Kind.OWNER_CHANGED: About(
        "owner_changed", "A fleet's owner changes; accounts may lose theirs."
    ),
    Kind.PURPOSE_CHANGED: About(
        "purpose_changed", "A fleet's purpose changes: it needs other things than it was given."
    ),
}


class Recorder(Protocol):
    """Takes note of what happens; see the module for how to call it.

    Attributes:
        on: Whether anybody records.
    """

    on: bool

    def begin(self, state: State, /) -> None:
        """Look at a replication before anything happens in it."""

    def happened(  # noqa: PLR0913 - columns of one table
        self,
        kind: Kind,
        at_h: float,
        /,
        *,
        agent: int = -1,
        account: int = -1,
        platform: int = -1,
        thing: int = -1,
        directory: int = -1,
        cause: int = NOTHING,
        settings: tuple[str, ...] = (),
        what: str = "",
        until_h: float = float("nan"),
        number: int = -1,
    ) -> int:
        """Take note of one event.

        Args:
            kind: What happened.
            at_h: When, hours.
            agent: Index of the agent that it is about.
            account: Index of the account.
            platform: Index of the platform.
            thing: Code: r, a needed thing of a resource; R + r, one outside the designed scope;
                2R + p, a platform as a whole.
            directory: Index of the directory in the design.
            cause: Number of the event that led to it.
            settings: Paths of the controls that let it happen.
            what: Which sort of it, in a word or two.
            until_h: When it ends, where that is certain already.
            number: A count that belongs to it, such as copies of a secret or waiting agents.

        Returns:
            Its number, `NOTHING` where it is not kept.
        """

    def last(
        self,
        kind: Kind,
        /,
        *,
        agent: int = -1,
        account: int = -1,
        platform: int = -1,
        what: str = "",
    ) -> int:
        """Return the event told last of an agent, or of an account (on a platform), if any.

        Args:
            kind: What happened.
            agent: The agent; or
            account: the account,
            platform: on this platform alone, if given.
            what: Of this sort alone, if given.
        """


class Silent:
    """Records nothing."""

    on = False

    def begin(self, _state: State, /) -> None:
        """Look away."""

    def happened(self, _kind: Kind, _at_h: float, /, **_about: object) -> int:
        """Return that nothing was kept."""
        return NOTHING

    def last(self, _kind: Kind, /, **_subjects: object) -> int:
        """Return that there is none."""
        return NOTHING


SILENT = Silent()
"""The recorder of a replication that nobody records."""
