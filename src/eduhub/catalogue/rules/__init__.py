"""Who may do what, and when: one module for each noun."""
