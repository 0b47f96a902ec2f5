from django.apps import AppConfig


class CommonSiteConfig(AppConfig):
    name = "shenpi.sites.common"
    label = "site_common"
