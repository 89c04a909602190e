"""Fetching a person: escalations, the rota, pages to staff, and the receipts that prove each hop."""
