"""Routes of the public zone."""

from django.urls import path

from .views import (
    apply,
    cases,
    certificates,
    correction,
    feedback,
    guide,
    home,
    materials,
    messages,
    query,
    rating,
    verify,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", home.search, name="portal_search"),
    path("agencies/", home.agencies, name="portal_agencies"),
    path("notices/", home.notices, name="portal_notices"),
    path("ask/", home.ask, name="portal_ask"),
    path("complain/", home.complain, name="portal_complain"),
    path("complain/file/", feedback.complaint, name="portal_file_complaint"),
    path("ask/file/", feedback.enquiry, name="portal_file_enquiry"),
    path("feedback/", feedback.mine, name="portal_feedback_mine"),
    path("feedback/<uuid:feedback_id>/", feedback.follow, name="portal_feedback"),
    path("feedback/<uuid:feedback_id>/replies/<uuid:reply_id>/", feedback.reply, name="portal_reply"),
    path("rate/", rating.ask, name="portal_rate"),
    path("rate/cases/<uuid:case_id>/", rating.case, name="portal_rate_case"),
    path("rate/<str:code>/", rating.visit, name="portal_rate_visit"),
    path("items/<str:code>/", guide.guide, name="portal_item"),
    path("items/<str:code>/form/", guide.blank_form, name="portal_blank_form"),
    path("items/<str:code>/apply/", apply.start, name="portal_apply"),
    path("drafts/<uuid:draft_id>/", apply.tasks, name="portal_draft"),
    path("drafts/<uuid:draft_id>/discard/", apply.discard, name="portal_discard"),
    path("drafts/<uuid:draft_id>/sections/<str:key>/", apply.section, name="portal_section"),
    path("drafts/<uuid:draft_id>/materials/", materials.materials, name="portal_materials"),
    path("drafts/<uuid:draft_id>/materials/<str:material>/", materials.attach, name="portal_attach"),
    path("drafts/<uuid:draft_id>/files/<uuid:file_id>/", materials.draft_file, name="portal_draft_file"),
    path("drafts/<uuid:draft_id>/files/<uuid:file_id>/remove/", materials.detach, name="portal_detach"),
    path("drafts/<uuid:draft_id>/check/", apply.check, name="portal_check"),
    path("my/messages/", messages.messages, name="portal_messages"),
    path("my/", cases.mine, name="portal_mine"),
    path("my/<uuid:application_id>/", cases.progress, name="portal_case"),
    path("my/<uuid:application_id>/submitted/", cases.submitted, name="portal_submitted"),
    path("my/<uuid:application_id>/filed/", cases.filed, name="portal_filed"),
    path("my/<uuid:application_id>/correction/", correction.answer, name="portal_correction"),
    path("my/<uuid:application_id>/withdraw/", cases.withdraw, name="portal_withdraw"),
    path("my/<uuid:application_id>/hearing/", cases.hearing, name="portal_hearing"),
    path("my/<uuid:application_id>/payment/", cases.payment, name="portal_payment"),
    path("certificates/", certificates.certificates, name="portal_certificates"),
    path("certificates/<uuid:document_id>/", certificates.certificate, name="portal_certificate"),
    path(
        "certificates/<uuid:document_id>/<slug:purpose>/", certificates.apply, name="portal_certificate_apply"
    ),
    path("documents/<uuid:document_id>/", cases.document, name="portal_document"),
    path("query/", query.query, name="portal_query"),
    path("verify/", verify.ask, name="portal_verify"),
    path("verify/<str:code>", verify.answer, name="portal_verified"),  # as printed on every document
]
