"""Figures that are printed."""

from statistics import quantiles as cut


def quantiles(values: list[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    hundredths = cut(values, n=100, method="inclusive")
    return hundredths[49], hundredths[98]
