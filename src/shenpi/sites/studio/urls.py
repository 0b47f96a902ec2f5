"""The design studio's addresses, below /studio/."""

from django.urls import path

from shenpi.sites.studio.views import (
    assigning,
    calculus,
    comparing,
    drawing,
    privacy,
    proposals,
    secrecy,
    shelves,
    simulating,
)

app_name = "studio"

_DRAWING = "drafts/<uuid:drawing_id>"
_PROPOSAL = "proposals/<uuid:proposal_id>"
_VERSION = "versions/<uuid:process_id>"

urlpatterns = [
    path("", shelves.shelves, name="shelves"),
    path("new/", shelves.start, name="start"),
    path("private/", privacy.private_items, name="private_items"),
    path("secret/", secrecy.secret_items, name="secret_items"),
    path("compare/", comparing.compare, name="compare"),
    path("processes/<slug:process_key>/", shelves.process, name="process"),
    path("processes/<slug:process_key>/draft/", shelves.revise, name="revise"),
    path(f"{_VERSION}/", shelves.version, name="version"),
    path(f"{_VERSION}/bpmn/", shelves.version_file, name="version_file"),
    path(f"{_VERSION}/assign/", assigning.assign, name="assign"),
    path(f"{_DRAWING}/", drawing.draw, name="draw"),
    path(f"{_DRAWING}/save/", drawing.save, name="save"),
    path(f"{_DRAWING}/check/", drawing.check, name="check"),
    path(f"{_DRAWING}/bpmn/", drawing.file, name="draft_file"),
    path(f"{_DRAWING}/scenarios/", drawing.scenarios, name="scenarios"),
    path(f"{_DRAWING}/layout/", drawing.rearrange, name="layout"),
    path(f"{_DRAWING}/term/", calculus.to_term, name="to_term"),
    path(f"{_DRAWING}/diagram/", calculus.to_diagram, name="to_diagram"),
    path(f"{_DRAWING}/example/", drawing.example, name="example"),
    path(f"{_DRAWING}/discard/", drawing.discard, name="discard"),
    path(f"{_DRAWING}/simulate/", simulating.simulate_draft, name="simulate"),
    path(f"{_DRAWING}/propose/", proposals.propose, name="propose"),
    path(f"{_PROPOSAL}/", proposals.proposal, name="proposal"),
    path(f"{_PROPOSAL}/approve/", proposals.approve, name="approve"),
    path(f"{_PROPOSAL}/return/", proposals.send_back, name="return"),
    path(f"{_PROPOSAL}/withdraw/", proposals.withdraw, name="withdraw"),
]
