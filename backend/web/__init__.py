"""The young people's app, the public pages and the on-call console: static files, no build step."""
