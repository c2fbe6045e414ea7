"""The WSGI door of the portal, for granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toile.portal.project.settings")

application = get_wsgi_application()
