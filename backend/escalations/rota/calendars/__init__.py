"""The rota as iCalendar (RFC 5545): a secret link that calendars follow, and taking in a calendar as shifts."""
