"""How the book looks: one HTML file that needs no other, and the same as PDF."""
