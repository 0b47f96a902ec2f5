"""`shenpi process`: prove, simulate and test process diagrams from the command line."""

import click

from shenpi.config.commands.process_compare import compare_files
from shenpi.config.commands.process_simulate import simulate_file
from shenpi.config.commands.process_test import test
from shenpi.config.commands.process_verify import verify_files


@click.group()
def process() -> None:
    """流程的验证、仿真和测试 / verify, simulate and test processes."""


process.add_command(compare_files)
process.add_command(simulate_file)
process.add_command(test)
process.add_command(verify_files)
