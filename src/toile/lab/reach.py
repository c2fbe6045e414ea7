"""Reach: how many ids a targeting can address, and how many a campaign meets.

How often each id is met follows the negative binomial distribution: every id has a rate
of its own, the rates are gamma-distributed (Goodhardt and Ehrenberg, *Conditional Trend
Analysis*, Journal of Marketing Research 1967; for web pages Danaher, *Modeling Page
Views across Multiple Websites*, Marketing Science 26, 2007). ``m`` is the mean number
of meetings an id, ``k`` how alike people are: the smaller, the more a few of them read.
"""

from toile.lab.crowds import rounded, stepped

SMALLEST_REACH = 100
"""No targeting of fewer ids (DESIGN §5, rule 4)."""

USUAL_K = 0.6
"""Where nothing is known: a fifth of the readers see some three fifths of the pages."""

_MOST_TERMS = 200


def addressable(
    ids: int, share: float = 1.0, least: int = SMALLEST_REACH
) -> int | None:
    """Tell how many ids a part of a crowd has, rounded; ``None`` under ``least``.

    ``least`` is the smallest segment of the rules in force, never under 100. The crowd
    is rounded before the share is taken (see ``crowds.rounded``), the result never
    below ``least``.
    """
    reach = rounded(int(rounded(ids) * min(max(share, 0.0), 1.0)))
    return None if min(ids, reach) < max(least, SMALLEST_REACH) else reach


def steady(ids: int, before: int | None, least: int = SMALLEST_REACH) -> int | None:
    """Tell anew how many ids a crowd has, ``before`` being what was told last.

    What was told stays until a whole step lies between it and the count (fifty ids, or
    what two digits leave), so that no change from one look to the next is the doing of
    one person who joined near a step. Under ``least`` it is ``None`` at once, as it is
    served to nobody.
    """
    told = addressable(ids, least=least)
    if told is None or before is None or stepped(ids, before):
        return told
    return before


def met(ids: float, mean: float, k: float = USUAL_K) -> float:
    """Tell how many of so many ids are met at least once, at a mean of meetings."""
    if mean <= 0:
        return 0.0
    return float(ids * (1.0 - (1.0 + mean / k) ** -k))


def meetings_within(mean: float, cap: int, k: float = USUAL_K) -> float:
    """Tell the mean of meetings an id if at most ``cap`` of each id's count."""
    if mean <= 0:
        return 0.0
    # E[min(X, cap)] is the sum of P(X > n) for n below the cap.
    odds = mean / (k + mean)
    exactly = (1.0 + mean / k) ** -k
    above, total = 1.0, 0.0
    for number in range(min(cap, _MOST_TERMS)):
        above -= exactly
        total += max(above, 0.0)
        exactly *= (k + number) / (number + 1) * odds
    return min(total, mean)


def likeness(ids: int, reached: int, meetings: int) -> float:
    """Fit ``k`` to a past campaign: so many meetings reached so many of the ids.

    By bisection, for the reach rises with ``k``; between 0.05 and 5.
    """
    if not 0 < reached < ids or meetings <= 0:
        return USUAL_K
    low, high = 0.05, 5.0
    for _ in range(30):
        middle = (low + high) / 2
        if met(ids, meetings / ids, middle) < reached:
            low = middle
        else:
            high = middle
    return (low + high) / 2
