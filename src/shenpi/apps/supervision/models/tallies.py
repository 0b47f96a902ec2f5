"""Pre-aggregates, changed by the very transaction that projects a message (see `tallies`), and nothing else.

Each row is a key and a figure. `shenpi supervision recount` counts everything anew and names every difference.
"""

from django.db import models


class OpenTally(models.Model):
    """Open steps by office and hour of their limit; a light is a sum of hours and one exact look at the edges.

    `kind`: "due" (then `hour` is the beginning of the hour in which the limit runs out), "unlimited", "paused".
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=12)
    hour = models.DateTimeField()
    agency_code = models.CharField(max_length=40)
    office_code = models.CharField(max_length=64)
    number = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "hour", "agency_code", "office_code"], name="open_tally_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.hour} {self.office_code}: {self.number}"


class CaseTally(models.Model):
    """Cases by month (of China, its first day), agency, item and channel: how many were received, decided in time…

    `measure`: what is counted (`tallies.MEASURES`); `seconds`: from acceptance to decision, where that is measured.
    """

    id = models.BigAutoField(primary_key=True)
    month = models.DateField()
    measure = models.CharField(max_length=16)
    agency_code = models.CharField(max_length=40)
    item_code = models.CharField(max_length=64)
    channel = models.CharField(max_length=16)
    private = models.BooleanField()
    number = models.BigIntegerField()
    seconds = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "measure", "agency_code", "item_code", "channel", "private"],
                name="case_tally_once",
            )
        ]
        indexes = [models.Index(fields=["agency_code", "item_code", "month"], name="case_tally_in_order")]

    def __str__(self) -> str:
        return f"{self.month} {self.measure} {self.item_code}: {self.number}"


class DayTally(models.Model):
    """The same measures by day and agency alone: what the wall says of today."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    measure = models.CharField(max_length=16)
    agency_code = models.CharField(max_length=40)
    number = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "measure", "agency_code"], name="day_tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.measure}: {self.number}"


class StepTally(models.Model):
    """Steps that ended, by month of their end (its first day), office, item and name: how many, late, how long."""

    id = models.BigAutoField(primary_key=True)
    month = models.DateField()
    agency_code = models.CharField(max_length=40)
    office_code = models.CharField(max_length=64)
    item_code = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    number = models.BigIntegerField()
    late = models.BigIntegerField()
    seconds = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "agency_code", "office_code", "item_code", "name"], name="step_tally_once"
            )
        ]
        indexes = [models.Index(fields=["agency_code", "item_code", "month"], name="step_tally_in_order")]

    def __str__(self) -> str:
        return f"{self.month} {self.name}: {self.number}"


class PersonTally(models.Model):
    """Steps that a person ended, by month of their end, agency and the name that messages gave: who worked at all."""

    id = models.BigAutoField(primary_key=True)
    month = models.DateField()
    agency_code = models.CharField(max_length=40)
    person = models.CharField(max_length=36)
    name = models.CharField(max_length=100)
    number = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "agency_code", "person", "name"], name="person_tally_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.name}: {self.number}"


class RatingTally(models.Model):
    """Ratings that count, by month, agency, office, person ("" where a case was rated), item, channel and grade."""

    id = models.BigAutoField(primary_key=True)
    month = models.DateField()
    agency_code = models.CharField(max_length=40)
    office_code = models.CharField(max_length=64)
    person = models.CharField(max_length=36)
    item_code = models.CharField(max_length=64)
    channel = models.CharField(max_length=16)
    grade = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "agency_code", "office_code", "person", "item_code", "channel", "grade"],
                name="rating_tally_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.grade}: {self.number}"


class KnownAgency(models.Model):
    """An agency's latest name and region, as messages told them; `told_at` says which is the latest."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=200)
    region_code = models.CharField(max_length=12, blank=True, default="")
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
