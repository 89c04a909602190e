"""Safety plans over HTTP and in the store. What a plan is, and every rule of it, is in the package `safety_plans`."""
