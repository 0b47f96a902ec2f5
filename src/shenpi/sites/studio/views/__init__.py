"""The studio's pages, one module for each thing that is done there."""
