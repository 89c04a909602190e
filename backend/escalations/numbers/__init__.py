"""Numbers for supervisors: how long until somebody was paged, acknowledged, and wrote."""
