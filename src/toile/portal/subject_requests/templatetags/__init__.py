"""What other pages say of the register."""
