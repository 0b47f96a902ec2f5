from django.apps import AppConfig


class StudioSiteConfig(AppConfig):
    name = "shenpi.sites.studio"
    label = "site_studio"
