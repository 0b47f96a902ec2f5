from django.apps import AppConfig


class WorkbenchSiteConfig(AppConfig):
    name = "shenpi.sites.workbench"
    label = "site_workbench"
