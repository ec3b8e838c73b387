"""The pictures of the site: inline SVG and HTML that follow the colours and fonts of their page."""
