"""Studies and papers: as registries have them, and as the store keeps them."""
