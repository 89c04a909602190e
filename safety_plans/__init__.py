"""Safety plans: the pure domain. The first deep issue about plans fills this package."""
