"""`shenpi pi`: the π-calculus from the command line."""

import click


@click.group()
def pi() -> None:
    """π 演算 / the π-calculus."""
