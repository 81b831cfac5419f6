from eduhub.catalogue.models.solutions import Company, Solution, SolutionQuerySet, Topic

__all__ = ["Company", "Solution", "SolutionQuerySet", "Topic"]
