"""Sign-in by OpenID Connect: allauth's own provider, with a nonce and an account key of ours."""
