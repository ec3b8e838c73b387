"""A text with its spaces, hyphens and apostrophes as ASCII has them."""

# One character for one, so that positions stay.
PLAIN = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u2007\u2008\u2009\u200a\u202f\u2002\u2003\u2004\u2005\u2006\t", " "
        ),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    }
)
