"""Incubator and accelerator: calls, applications, juries, cohorts, milestones."""
