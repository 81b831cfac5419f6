"""The best proposal: linear programmes over pairs that are brought in as they are needed."""
