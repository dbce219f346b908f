"""Does relabeling change which model is best?"""

from labeler.gui.pages.ranking.page import RankingPage

__all__ = ["RankingPage"]
