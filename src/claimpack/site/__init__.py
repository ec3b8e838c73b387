"""The static site of a package: pages that need no server, no network and no JavaScript."""
