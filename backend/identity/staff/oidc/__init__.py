"""Single sign-on: OpenID Connect, authorisation code flow with PKCE, against any provider."""
