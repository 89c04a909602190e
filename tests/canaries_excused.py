"""Fields that take text and may lie readable in the database, each with the reason why. Read by test_canaries."""

from backend.guidance.editing.api import BeginRequest, EditRequest, StepRequest
from backend.signposting.editing.shapes import NewService, ServiceFields
from backend.signposting.importing.api import FeedFile
from tests.canaries import text_fields

A_NAME = "names staff, or their hours, to their colleagues; it is about no young person"
PUBLIC = "the directory is public; it is about no young person"
TO_READ = "guidance is written to be read by everybody, and why an editor did something is about its words"
AN_ID = "the id of something that exists; anything else is refused"
EXCUSED = {
    ("POST /v1/staff/members", "username"): A_NAME,
    ("POST /v1/staff/members", "first_name"): A_NAME,
    ("POST /v1/staff/members", "single_sign_on"): A_NAME,
    ("PATCH /v1/staff/members/{staff_id}", "first_name"): A_NAME,
    ("PATCH /v1/staff/members/{staff_id}", "single_sign_on"): A_NAME,
    ("POST /v1/staff/services/hours", "opening_hours"): PUBLIC,
    ("POST /v1/staff/shifts", "staff_id"): AN_ID,
    ("POST /v1/staff/escalations/{escalation_id}/close", "owner_id"): AN_ID,
    ("POST /v1/staff/escalations/{escalation_id}/chronology", "owner_id"): AN_ID,
    ("POST /v1/staff/escalations/{escalation_id}/chronology/{entry_id}/corrections", "owner_id"): AN_ID,
    ("POST /v1/staff/escalations/{escalation_id}/chronology/{entry_id}/reviews", "owner_id"): AN_ID,
    # Nobody was told, or somebody was: the two are never said together. A correction says the other.
    ("POST /v1/staff/escalations/{escalation_id}/close", "why_nobody"): "planted in a correction",
    ("POST /v1/staff/escalations/{escalation_id}/hand-over", "to"): AN_ID,
    ("PUT /v1/staff/policies", "targets"): AN_ID,
    ("PUT /v1/staff/policies", "channels"): AN_ID,
    ("POST /v1/staff/rota/layers", "name"): A_NAME,
    ("POST /v1/staff/rota/layers", "members"): AN_ID,
    ("PUT /v1/staff/rota/layers/{layer_id}", "name"): A_NAME,
    ("PUT /v1/staff/rota/layers/{layer_id}", "members"): AN_ID,
    ("POST /v1/staff/rota/overrides", "staff_id"): AN_ID,
    ("POST /v1/staff/rota/overrides", "instead_of"): AN_ID,
    ("POST /v1/staff/rota/swaps", "asker_id"): AN_ID,
    ("POST /v1/staff/rota/swaps", "other_id"): AN_ID,
} | {("PUT /v1/staff/services/{service_id}", name): PUBLIC for name in text_fields(ServiceFields)}
EXCUSED |= {("POST /v1/staff/services", name): PUBLIC for name in text_fields(NewService)}
EXCUSED |= {("POST /v1/staff/feeds", name): PUBLIC for name in text_fields(FeedFile)}
EXCUSED |= {
    (address, name): TO_READ
    for address, shape in (
        ("POST /v1/staff/guidance/{article}/{language}/versions", BeginRequest),
        ("PUT /v1/staff/guidance/{article}/{language}/versions/{number}", EditRequest),
        ("POST /v1/staff/guidance/{article}/{language}/versions/{number}/steps", StepRequest),
    )
    for name in text_fields(shape)
}
