"""Why a group has no offer, why an offer has no or few groups, and what would change it."""
