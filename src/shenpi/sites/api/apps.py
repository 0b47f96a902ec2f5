from django.apps import AppConfig


class ApiSiteConfig(AppConfig):
    name = "shenpi.sites.api"
    label = "site_api"
