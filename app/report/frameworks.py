"""Where the controls of this model stand in published frameworks.

Source: NIST CSF 2.0 (PR.AA, DE.CM, GV); NIST SP 800-53 rev. 5; OWASP Non-Human Identities Top 10
2025; OWASP Top 10 for Agentic Applications 2026; CSA MAESTRO.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mapped:
    """One control of the model in the words of the frameworks.

    Attributes:
        control: What the model simulates.
        metrics: What it is measured by.
        csf: Outcomes of NIST CSF 2.0.
        controls: Controls of NIST SP 800-53 rev. 5.
        owasp: Entries of the OWASP lists.
        maestro: Layer of CSA MAESTRO.
    """

    control: str
    metrics: str
    csf: str
    controls: str
    owasp: str
    maestro: str


@dataclass(frozen=True, slots=True)
class Label:
    """A label that articles use, and what it is in the published list.

    Attributes:
        label: As it is found.
        mapped: The published identifier.
        why: Why it is not taken over as it stands.
    """

    label: str
    mapped: str
    why: str


_L6 = "L6 Security and Compliance"
_L5 = "L5 Evaluation and Observability"

MAPPED: tuple[Mapped, ...] = (
    Mapped(
        "Offboarding and revocation (M12)",
        "Revocation lag, residual access, access that nothing ends, orphaned accounts",
        "PR.AA-01, PR.AA-05",
        "AC-2, AC-2(3) Disable Accounts, AC-2(13)",
        "NHI1:2025 Improper Offboarding; ASI10 Rogue Agents",
        _L6,
    ),
    Mapped(
        "Secrets at rest, copies, rotation (M7)",
        "Incident exposure, copies of secrets, collateral of rotation",
        "PR.AA-01, PR.AA-03",
        "IA-5 Authenticator Management",
        "NHI2:2025 Secret Leakage; NHI7:2025 Long-Lived Secrets",
        _L6,
    ),
    Mapped(
        "Workload identity and token exchange (M4)",
        "Incident exposure, standing privilege",
        "PR.AA-02, PR.AA-03, PR.AA-04",
        "IA-9 Service Identification and Authentication, IA-5",
        "NHI4:2025 Insecure Authentication; ASI03 Identity and Privilege Abuse",
        _L6,
    ),
    Mapped(
        "Grants and policy at request time (M2, M5)",
        "Authority, excess and standing privilege, blast radius",
        "PR.AA-05",
        "AC-3 Access Enforcement, AC-6 Least Privilege",
        "NHI5:2025 Overprivileged NHI; ASI03 Identity and Privilege Abuse",
        _L6,
    ),
    Mapped(
        "Accounts shared or borrowed from people (M2, M12)",
        "Accounts per agent, collateral of rotation, attributable hops",
        "PR.AA-01, PR.AA-02",
        "AC-2, IA-5",
        "NHI9:2025 NHI Reuse; NHI10:2025 Human Use of NHI",
        _L6,
    ),
    Mapped(
        "Novel paths and chained tools (M3)",
        "Out-of-scope touches, time to discovery, new access paths",
        "PR.AA-05, DE.CM-09",
        "AC-6, AU-12",
        "ASI02 Tool Misuse and Exploitation; ASI03 Identity and Privilege Abuse",
        f"{_L6}; L7 Agent Ecosystem",
    ),
    Mapped(
        "Logging, correlation, detection (M9, M11)",
        "Hops captured, attributable hops, chains reconstructable, blind spots, containment",
        "DE.CM-03, DE.CM-06, DE.CM-09",
        "AU-12 Audit Record Generation, AU-6(3) Correlate Audit Record Repositories",
        "Agentic threat T8 Repudiation and Untraceability",
        _L5,
    ),
    Mapped(
        "Access reviews and ownership (M8, M15)",
        "Never reviewed, unowned and unknown accounts",
        "PR.AA-05, GV.RR, GV.OV",
        "AC-6(7) Review of User Privileges, AC-2",
        "NHI1:2025 Improper Offboarding; NHI5:2025 Overprivileged NHI",
        _L6,
    ),
    Mapped(
        "Approval by people (M6)",
        "Tasks delayed, waits, approval work, tasks abandoned",
        "PR.AA-05, GV.RR",
        "AC-3, AC-2",
        "ASI09 Human-Agent Trust Exploitation; threat T10 Overwhelming Human in the Loop",
        _L6,
    ),
    Mapped(
        "Exceptions and legacy platforms (M13)",
        "Exceptions, residues of federation",
        "GV.PO, GV.RM, PR.AA-05",
        "AC-2, AC-3",
        "NHI8:2025 Environment Isolation",
        _L6,
    ),
    Mapped(
        "Failure of a directory (M14)",
        "Lost to directory outages, decision latency",
        "GV.SC, PR.AA-03",
        "IA-9",
        "ASI08 Cascading Failures",
        "L4 Deployment and Infrastructure",
    ),
)

LABELS: tuple[Label, ...] = (
    Label(
        "OWASP A2",
        "ASI03 Identity and Privilege Abuse; ASI02 Tool Misuse and Exploitation",
        "No entry of the OWASP Top 10 for Agentic Applications 2026 has this identifier.",
    ),
    Label(
        "MAESTRO “IAM” layer",
        "L6 Security and Compliance (vertical)",
        "No layer of CSA MAESTRO is called IAM.",
    ),
)
