"""Who may mark what the screen did, and who reads the marks; letters as in test_permissions.py."""

REVIEW_TABLE = {
    "GET /v1/staff/escalations/{escalation_id}/marks":           "uffoofouu",
    "PUT /v1/staff/escalations/{escalation_id}/mark":            "uffccfcuu",
    # Only whoever made a mark takes it back.
    "DELETE /v1/staff/escalations/{escalation_id}/mark":         "uffonfnuu",
    "PUT /v1/staff/escalations/{escalation_id}/messages/{message_id}/mark":    "uffnnfnuu",
    "DELETE /v1/staff/escalations/{escalation_id}/messages/{message_id}/mark": "uffnnfnuu",
    "GET /v1/staff/screening-reviews":                           "ufffofouu",
    "POST /v1/staff/screening-reviews/{review_id}/decide":       "ufffnfnuu",
    "GET /v1/staff/screening-reviews/report":                    "ufffofouu",
    "GET /v1/staff/screening-reviews/report.csv":                "ufffofouu",
}  # fmt: skip
