"""The WSGI entry point (gunicorn: `shenpi.config.wsgi`)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenpi.config.settings")
application = get_wsgi_application()
