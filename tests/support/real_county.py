"""The county as the demonstration loads it: the real catalogue, offices and people, who can all sign in; once a run."""

from io import StringIO

from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from shenpi.apps.casework import items
from shenpi.apps.catalogue import acts as catalogue
from shenpi.apps.organisation.acts import load_organisation
from shenpi.apps.organisation.models import Person
from tests.browser.acting import PASSWORD
from tests.support import snapshots


def bring() -> None:
    """Make the database the county's, outside of any transaction."""
    items.forget()  # what the last test knew of the same items
    if snapshots.bring_back("county"):
        return
    call_command("load_regions", stdout=StringIO())
    load_organisation()
    catalogue.import_catalogue()
    catalogue.load_worked_items()
    Person.objects.filter(kind=Person.Kind.STAFF).update(password=make_password(PASSWORD))
    snapshots.keep("county")
