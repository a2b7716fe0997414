"""The days of an ensemble: the one on which all begins, and the last of each step."""

import calendar
import datetime

from ..ensemble import Ensemble


def days_of(ensemble: Ensemble) -> list[datetime.date]:
    """The day on which the ensemble starts and the last day of every step; months end on the same day of the month.

    A month that lacks that day ends on its last. Raises OverflowError beyond the year 9999.

    >>> from directives.ensemble import Population
    >>> one = {"all": Population(topic="learner", count=1)}
    >>> [str(day) for day in days_of(Ensemble(ensemble="?", starts="1960-01-31", horizon=2, populations=one))]
    ['1960-01-31', '1960-02-29', '1960-03-31']
    """
    every = range(ensemble.horizon + 1)
    if ensemble.step == "month":
        return [_months_on(ensemble.starts, number) for number in every]
    length = 7 if ensemble.step == "week" else 1
    return [ensemble.starts + datetime.timedelta(days=number * length) for number in every]


def _months_on(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > datetime.MAXYEAR:
        raise OverflowError("beyond the year 9999")
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))
