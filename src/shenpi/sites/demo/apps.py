from django.apps import AppConfig


class DemoSiteConfig(AppConfig):
    name = "shenpi.sites.demo"
    label = "site_demo"
