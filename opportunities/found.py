"""What the search of the site tells of opportunities."""

from opportunities.listing import Listed
