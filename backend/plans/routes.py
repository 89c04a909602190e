"""Every address of plans, in one list."""

from backend.core.routes import Route
from backend.plans import api
from backend.plans.exporting import api as exporting_api
from backend.plans.pictures import api as pictures_api
from backend.plans.reviews import api as reviews_api
from backend.plans.sharing import api as sharing_api
from backend.plans.suggestions import api as suggestions_api
from backend.plans.words import api as words_api

ROUTES: list[Route] = [
    *api.ROUTES,
    *pictures_api.ROUTES,
    *reviews_api.ROUTES,
    *suggestions_api.ROUTES,
    *sharing_api.ROUTES,
    *words_api.ROUTES,
    *exporting_api.ROUTES,
]
