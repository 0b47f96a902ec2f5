"""Who comes to the studio: who draws, who approves, who gives a process to an item."""

from shenpi.apps.organisation.roles import Role

DRAWING = (Role.DESIGNER,)
APPROVING = (Role.LEGAL, Role.REFORM)
ASSIGNING = (Role.REFORM, Role.ADMINISTRATOR)
READING = (Role.DESIGNER, Role.LEGAL, Role.REFORM, Role.ADMINISTRATOR)
