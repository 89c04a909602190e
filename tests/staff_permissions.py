"""Signing in and out of the console, the staff list, and who reads much; letters as in test_permissions.py."""

STAFF_TABLE = {
    "POST /v1/staff/tokens":                                     "ooooooooo",
    "POST /v1/staff/totp":                                       "ooooooooo",
    "POST /v1/staff/totp/confirm":                               "uuuuuuuuu",
    "GET /v1/staff/oidc":                                        "ooooooooo",
    "GET /v1/staff/oidc/login":                                  "nnnnnnnnn",
    "GET /v1/staff/oidc/callback":                               "ooooooooo",
    "POST /v1/staff/oidc/sessions":                              "uuuuuuuuu",
    "GET /v1/staff/members":                                     "ufffffouu",
    "POST /v1/staff/members":                                    "ufffffouu",
    "PATCH /v1/staff/members/{staff_id}":                        "ufffffouu",
    "DELETE /v1/staff/members/{staff_id}":                       "ufffffouu",
    "POST /v1/staff/sign-out":                                   "uffoooouu",
    "GET /v1/staff/me":                                          "uffoooouu",
    "GET /v1/staff/readings":                                     "ufffofouu",
}  # fmt: skip
