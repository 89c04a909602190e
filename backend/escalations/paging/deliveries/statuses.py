"""What providers call a page that arrived, and one that did not. Everything else is still on its way."""

ARRIVED = {"delivered", "completed", "read"}
LOST = {
    "permanent-failure", "temporary-failure", "technical-failure",  # Notify
    "undelivered", "failed", "busy", "no-answer", "canceled",  # Twilio
}  # fmt: skip
