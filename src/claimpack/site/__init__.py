"""The static site: the package as pages that anybody can host, or open from a folder."""
