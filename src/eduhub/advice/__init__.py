"""Advisory services: needs, advisers and whose turn it is, sessions, memos, referrals."""
