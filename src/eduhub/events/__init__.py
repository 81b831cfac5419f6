"""Events and trainings: sessions, sign-ups, attendance."""
