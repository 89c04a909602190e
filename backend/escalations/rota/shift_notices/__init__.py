"""Notices to supervisors, before a shift, that whoever comes on call may not be reached."""
