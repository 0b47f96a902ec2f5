from django.apps import AppConfig


class PortalSiteConfig(AppConfig):
    name = "shenpi.sites.portal"
    label = "site_portal"
