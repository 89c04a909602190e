"""Taxonomies and their terms in the shapes of the standard."""

from functools import cache

from backend.signposting.model import Service
from backend.signposting.open_referral.ids import id_of
from backend.signposting.open_referral.shapes import TaxonomyShape, TaxonomyTerm
from backend.signposting.terms import taxonomies

VERSION = "1"


@cache
def all_taxonomies() -> dict[str, TaxonomyShape]:
    """Return every taxonomy by its id."""
    shapes = [
        TaxonomyShape(
            id=id_of("taxonomy", found.id), name=found.name, description=found.description, version=VERSION
        )
        for found in taxonomies()
    ]
    return {shape.id: shape for shape in shapes}


@cache
def all_terms() -> dict[str, TaxonomyTerm]:
    """Return every term by its id."""
    shapes = [term_of(found.id, code) for found in taxonomies() for code in found.terms]
    return {shape.id: shape for shape in shapes}


@cache
def term_of(taxonomy: str, code: str) -> TaxonomyTerm:
    """Return one term."""
    found = next(one for one in taxonomies() if one.id == taxonomy)
    return TaxonomyTerm(
        id=id_of("term", taxonomy, code),
        code=code,
        name=found.terms[code],
        description=f"{found.name}: {found.terms[code]}",
        taxonomy=found.name,
        taxonomy_id=id_of("taxonomy", taxonomy),
    )


def terms_of(service: Service) -> list[tuple[str, str]]:
    """Return taxonomy and code of each term that applies to a service."""
    applies = {
        "needs": service.needs,
        "languages": service.languages,
        "audiences": tuple(audience.value for audience in service.audience),
        "confidence": (service.confidence,),
        "faiths": service.faiths,
    }
    return [(found.id, code) for found in taxonomies() for code in applies[found.id] if code in found.terms]
