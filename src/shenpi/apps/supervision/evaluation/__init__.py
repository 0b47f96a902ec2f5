"""Evaluation of people, offices, agencies and regions by a model that is data, every point traced to its cases."""
