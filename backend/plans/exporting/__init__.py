"""A plan to take away: as our own file, as FHIR R4, on paper; and our own file brought back."""
