"""What measures claimpack: synthetic packages of any size, and races against other engines."""
