"""Who is on the staff list: administrators and the command line change it."""
