"""x"""

from django.urls import URLPattern

app_name = "spectators"
urlpatterns: list[URLPattern] = []
