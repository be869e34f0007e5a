"""Small exports of the same shape as real ones, written by ourselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Tree = dict[str, Any]


def _binding(role: str, *members: str) -> Tree:
    return {"role": role, "members": list(members)}


def _project(number: str, *bindings: Tree) -> Tree:
    return {"number": number, "iam": {"bindings": list(bindings), "version": 1}}


@pytest.fixture
def dump() -> Tree:
    """Files of an IAM audit dump with two projects and one of everything."""
    ci = "serviceAccount:ci@acme-build.iam.gserviceaccount.com"
    default = "serviceAccount:222-compute@developer.gserviceaccount.com"
    projects = {
        "acme-build": _project(
            "111",
            _binding("roles/owner", "user:Jo@acme.example", "group:platform@acme.example"),
            _binding(
                "roles/cloudbuild.builds.builder",
                "serviceAccount:111@cloudbuild.gserviceaccount.com",
            ),
            _binding("roles/editor", "serviceAccount:111@cloudservices.gserviceaccount.com"),
            _binding("roles/storage.admin", ci),
        ),
        "acme-shop": _project(
            "222",
            _binding("roles/owner", "user:kim@acme.example", "user:jo@acme.example"),
            _binding("roles/editor", default, ci),
            _binding("roles/viewer", "serviceAccount:guest@elsewhere.iam.gserviceaccount.com"),
        ),
    }
    tree: Tree = {
        "org_acme.example/iam.json": {
            "bindings": [_binding("roles/billing.admin", "user:lee@acme.example")]
        },
        "org_acme.example/roles/Lister.json": {
            "name": "organizations/1/roles/Lister",
            "includedPermissions": ["storage.buckets.list"],
        },
    }
    for key, project in projects.items():
        tree[f"projects/{key}/description.json"] = {
            "projectId": key,
            "projectNumber": project["number"],
            "name": key,
            "parent": {"type": "organization", "id": "1"},
        }
        tree[f"projects/{key}/iam.json"] = project["iam"]
        tree[f"projects/{key}/services/enabled.txt"] = (
            "NAME                    TITLE\nstorage.googleapis.com  Cloud Storage\n"
        )
    accounts = {
        "acme-build": (ci, "CI runner"),
        "acme-shop": (default, "Compute Engine default service account"),
    }
    for key, (principal, title) in accounts.items():
        email = principal.removeprefix("serviceAccount:")
        at = f"projects/{key}/service-accounts/{email}"
        tree[f"{at}/description.json"] = {"email": email, "displayName": title, "projectId": key}
        tree[f"{at}/iam.json"] = {}
    tree[f"projects/acme-build/service-accounts/{ci.removeprefix('serviceAccount:')}/iam.json"] = {
        "bindings": [
            _binding(
                "roles/iam.workloadIdentityUser", "serviceAccount:acme-build.svc.id.goog[ci/runner]"
            )
        ]
    }
    for bucket, member in (("acme-site", "allUsers"), ("acme-orders", "projectViewer:acme-shop")):
        at = f"projects/acme-shop/buckets/{bucket}"
        tree[f"{at}/iam.json"] = {"bindings": [_binding("roles/storage.objectViewer", member)]}
        tree[f"{at}/logging.txt"] = f"gs://{bucket}/ has no logging configuration.\n"
    at = "projects/acme-shop/secrets/card-key"
    tree[f"{at}/description.json"] = {"name": "projects/222/secrets/card-key"}
    tree[f"{at}/iam.json"] = {"bindings": [_binding("roles/secretmanager.secretAccessor", ci)]}
    tree[f"{at}/versions.json"] = [
        {"name": "projects/222/secrets/card-key/versions/1", "state": "ENABLED"}
    ]
    return tree


@pytest.fixture
def inventory() -> Tree:
    """Two files of Cloud Asset Inventory lines."""
    manager = "//cloudresourcemanager.googleapis.com"
    account = "//iam.googleapis.com/projects/shop/serviceAccounts/77"
    audit = {
        "service": "allServices",
        "auditLogConfigs": [{"logType": "DATA_READ"}, {"logType": "DATA_WRITE"}],
    }
    resources = [
        {
            "asset_type": "cloudresourcemanager.googleapis.com/Project",
            "name": f"{manager}/projects/9",
            "resource": {
                "parent": f"{manager}/organizations/1",
                "data": {"projectId": "shop", "projectNumber": "9", "name": "Shop"},
            },
        },
        {
            "asset_type": "iam.googleapis.com/ServiceAccount",
            "name": account,
            "resource": {
                "parent": f"{manager}/projects/9",
                "data": {"email": "job@shop.iam.gserviceaccount.com", "displayName": "Nightly job"},
            },
        },
        {
            "asset_type": "iam.googleapis.com/ServiceAccountKey",
            "name": f"{account}/keys/abc",
            "resource": {
                "parent": account,
                "data": {"keyType": "USER_MANAGED", "validAfterTime": "2020-01-01T00:00:00Z"},
            },
        },
        {
            "asset_type": "iam.googleapis.com/ServiceAccountKey",
            "name": f"{account}/keys/def",
            "resource": {"parent": account, "data": {"keyType": "SYSTEM_MANAGED"}},
        },
        {
            "assetType": "storage.googleapis.com/Bucket",
            "name": "//storage.googleapis.com/shop-files",
            "resource": {"parent": f"{manager}/projects/9", "data": {"name": "shop-files"}},
        },
    ]
    policies = [
        {
            "asset_type": "cloudresourcemanager.googleapis.com/Project",
            "name": f"{manager}/projects/9",
            "iam_policy": {
                "auditConfigs": [audit],
                "bindings": [
                    {
                        **_binding(
                            "roles/editor",
                            "serviceAccount:job@shop.iam.gserviceaccount.com",
                            "user:kim@acme.example",
                        ),
                        "condition": {
                            "title": "office",
                            "expression": "request.time.getHours() < 18",
                        },
                    }
                ],
            },
        },
        {
            "assetType": "storage.googleapis.com/Bucket",
            "name": "//storage.googleapis.com/shop-files",
            "iamPolicy": {
                "bindings": [_binding("roles/storage.objectViewer", "allAuthenticatedUsers")]
            },
        },
        {
            "asset_type": "iam.googleapis.com/ServiceAccount",
            "name": account,
            "iam_policy": {
                "bindings": [
                    _binding("roles/iam.serviceAccountTokenCreator", "user:kim@acme.example")
                ]
            },
        },
    ]
    return {
        "resources.dump": "".join(json.dumps(row) + "\n" for row in resources),
        "policies.dump": "".join(json.dumps(row) + "\n" for row in policies),
    }


@pytest.fixture
def write_tree(tmp_path: Path) -> Callable[[Tree], Path]:
    """Return a function that writes files by path (texts as they are, the rest as JSON)."""

    def write(tree: Tree) -> Path:
        root = tmp_path / "export"
        root.mkdir(exist_ok=True)
        for path, content in tree.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            text = content if isinstance(content, str) else json.dumps(content, indent=2)
            file.write_text(text, encoding="utf-8")
        return root

    return write
