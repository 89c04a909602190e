"""Complaints and objections: taken in from anybody, acknowledged within 30 days, answered by a supervisor."""
