"""Reviews of others brought into a package: one importer, one mapping file a format."""
