"""What is measured, and compared with others."""
