"""What staff write down about one young person, in the order in which it happened."""
