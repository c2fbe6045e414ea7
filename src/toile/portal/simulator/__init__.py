"""What another rule would have paid: reckoned on sums that hold no id."""
