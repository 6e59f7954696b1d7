"""A check for schemathesis: a server error must be one that the real servers are known to answer.

The servers answer 500 where others would answer 400 or 404 (an id that is no UUID, an unknown workspace), so "no server
error" cannot be asked of a sandbox that plays them. What can be asked is that every one of them is in their words.
"""

import schemathesis

KNOWN = {
    "query failed", "query iteration failed", "lookup failed", "auth check failed", "scan failed",
    "failed to create workspace", "failed to encrypt secret", "failed to save secret", "failed to delete secret",
    "failed to encrypt", "failed to save", "failed to delete", "failed to decrypt", "failed to clear model",
    "failed to encrypt model", "failed to save model", "failed to check children", "purge failed", "update failed",
    "failed to list tokens", "failed to scan token", "failed to create token", "failed to revoke token",
    "failed to mint token", "failed to revoke", "failed to verify workspace", "failed to fetch metrics",
    "failed to query schedules", "failed to drop stale items", "failed to verify org", "failed to fetch allowlist",
    "failed to update allowlist", "export query failed", "failed to write config.yaml", "token refresh failed",
    "token issue failed", "failed to save runtime", "failed to check workspace", "mint failed", "rotate failed", "cursor lookup failed",
    "purge cascade failed; retry the request to resume",
    "template cache refresh requires MOLECULE_TEMPLATE_GITEA_TOKEN or MOLECULE_GITEA_TOKEN",
}


@schemathesis.check
def known_server_error(ctx, response, case):
    if response.status_code < 500:
        return
    try:
        error = response.json().get("error", "")
    except Exception:
        error = ""
    known = error in KNOWN or response.status_code in (501, 502, 503) or error.startswith("failed to save secret:")
    if not known:
        raise AssertionError(f"{response.status_code} with {error!r} is no answer of the real servers")
