"""The acts of supervision, one file each: who may, what changes, what is put on record and under seal."""

from shenpi.apps.supervision.acts.move_matter import move_matter
from shenpi.apps.supervision.acts.object_to import object_to
from shenpi.apps.supervision.acts.open_matter import open_matter
from shenpi.apps.supervision.acts.quash import quash
from shenpi.apps.supervision.acts.read_filer import read_filer
from shenpi.apps.supervision.acts.set_rule import set_rule

__all__ = ["move_matter", "object_to", "open_matter", "quash", "read_filer", "set_rule"]
