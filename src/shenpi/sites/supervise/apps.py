from django.apps import AppConfig


class SuperviseSiteConfig(AppConfig):
    name = "shenpi.sites.supervise"
    label = "site_supervise"
