"""The door's addresses, below /demo/; included in demonstration mode only."""

from django.urls import path

from shenpi.sites.demo import views

urlpatterns = [
    path("", views.door, name="demo_door"),
    path("enter/<slug:key>/", views.enter, name="demo_enter"),
    path("path/", views.path, name="demo_path"),
    path("path/play/", views.play, name="demo_play"),
    path("path/again/", views.again, name="demo_again"),
]
