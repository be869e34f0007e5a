"""Every term of the program with its definition: the one glossary.

Metrics are defined by their registry and controls by the control table; only the words of the
field stand here.  What is asked by its label on screen is found by that label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from models.profile.wording import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.metrics.definition import Metric
    from models.profile.control_table import Control

Subject = Literal["word", "metric", "control"]


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary.

    Attributes:
        name: As it stands on screen.
        text: Its definition, with unit and range where it has some.
        subject: Where the definition comes from.
    """

    name: str
    text: str
    subject: Subject


_WORDS: Mapping[str, str] = {
    "Organisation": "Teams, directories, platforms, vaults, log sinks, resources and trust edges.",
    "Workload": "The agent fleets and what they do.",
    "Directory": "An identity store that can authenticate an account, such as Entra ID, Okta or a "
    "cloud's own IAM. A platform's own users are its implicit local directory.",
    "Platform": "Where resources live and access is enforced: a cloud, Kubernetes, SaaS, a "
    "system on premises, an internal API.",
    "Domain": "A platform seen as a boundary of enforcement, with the directory that authenticates "
    "for it. The set of domains is the same in every design.",
    "Vault": "An instance of a secrets manager.",
    "Log sink": "Where audit events end up, centrally or locally.",
    "Resource": "A thing worth protecting on one platform, with a sensitivity class and a count of "
    "like things.",
    "Team": "People who own things, review, approve and answer tickets, in their working hours.",
    "Agent fleet": "A number of agents of one kind: purpose, owner, task rate, uses, lifetime.",
    "Agent": "One non-human identity that does work.",
    "Subject": "Whose account it is: the agent, its fleet where the account is shared, or a person "
    "where it is delegated.",
    "Account": "A subject in a directory; on a federated platform also a local principal where one "
    "remains.",
    "Credential": "What an account proves itself with: static key, client secret, refresh token, "
    "access token, SVID.",
    "Grant": "An account's right to one resource, how it came to be, and when it ends.",
    "Trust edge": "A way from one place to another: a secret held in a resource, a role that may "
    "be assumed, an escalation.",
    "Task": "A unit of work of an agent: a chain of hops.",
    "Hop": "One tool call of an agent on one resource.",
    "Design": "An IAM design: structure and settings (standard, rules, exceptions), their costs, "
    "and when it takes effect.",
    "Structure": "Which directory authenticates and who decides: how many standards there are.",
    "Settings": "What one may change without new structure: shorter tokens, better logs.",
    "Standard": "What a design declares for every domain, before rules and exceptions.",
    "Rule": "A setting of a design for some domains or fleets; it weakens or strengthens the "
    "standard there.",
    "Exception": "A recorded departure from the standard, with its end and its compensating "
    "controls.",
    "Compensating control": "What limits an exception that cannot be avoided.",
    "Preset": "What a vendor's product does where nobody says anything, with its source.",
    "Control profile": "The resolved settings of one domain and fleet under one design.",
    "Assurance gap": "Less is enforced than the standard declares: marked, never by colour alone.",
    "Fact": "A value with a graded source.",
    "Choice": "A value that the organisation decided.",
    "Assumption": "A value that no source supports.",
    "Baseline": "The design that all others are compared with.",
    "Revocation order": "The decision, at one instant, that a subject's access must end.",
    "Incident": "Something that is made to happen at a time, in every design alike: an order, a "
    "leak, a hijack, an outage, a compromise.",
    "Replication": "One run of one design with one seed and one index; all designs see the same "
    "draws.",
    "Preview": "An answer within a second from a sample of agents over a shorter horizon; a full "
    "run says it for certain.",
    "Paired difference": "Design minus baseline, replication by replication under the same draws, "
    "with a 95 % interval.",
    "95 % interval": "Made so that it holds the true value in 95 of 100 such experiments.",
    "Horizon": "How long the organisation is simulated.",
    "Seed": "Where the draws start: the same seed gives the same bytes.",
    "Residual access": "Access that still works after the decision to end it.",
    "2 x 2": "The difference split in two: owed to structure, owed to settings.",
}


@cache
def glossary() -> tuple[Term, ...]:
    """Return every term, by name."""
    from models.metrics import METRICS
    from models.profile import control_table

    found = [
        *(Term(name, text, "word") for name, text in _WORDS.items()),
        *(_of_metric(metric) for metric in METRICS),
        *(_of_control(control) for control in control_table().values()),
    ]
    return tuple(sorted(found, key=lambda term: term.name.casefold()))


def _of_metric(metric: Metric) -> Term:
    better = {"lower": " Lower is better.", "higher": " Higher is better."}
    unit = f" Unit: {metric.unit}." if metric.unit else ""
    return Term(metric.name, f"{metric.text}{unit}{better.get(metric.direction, '')}", "metric")


def _of_control(control: Control) -> Term:
    group, _, name = control.path.partition(".")
    label = f"{name_of(group)}: {name_of(name.replace('.', ' '))}" if name else name_of(group)
    told = [control.text]
    if control.unit:
        told.append(f"Unit: {control.unit}.")
    if control.range:
        told.append(f"May be: {control.range}.")
    if control.default is not None:
        told.append(f"Where nobody says anything: {control.default.value}.")
    return Term(label[0].upper() + label[1:], " ".join(told), "control")


def plain(text: str) -> str:
    """Return a label without marks, case and spaces at its ends, as terms are compared."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


@cache
def _by_label() -> Mapping[str, Term]:
    from models.metrics import METRICS
    from models.profile import control_table

    found = {plain(term.name): term for term in glossary()}
    for metric in METRICS:
        found.setdefault(plain(metric.id), _of_metric(metric))
    for path, control in control_table().items():
        found.setdefault(plain(path), _of_control(control))
    for term in glossary():
        if term.subject == "word":
            found.setdefault(f"{plain(term.name)}s", term)
    return found


def term_called(label: str) -> Term | None:
    """Return the term that a label on screen names, whole or up to its colon; None: no term."""
    for candidate in (label, label.partition(":")[0], label.rpartition(":")[2]):
        found = _by_label().get(plain(candidate))
        if found is not None:
            return found
    return None
