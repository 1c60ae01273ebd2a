"""All commands of `python -m proofcheck`."""

import click

from proofcheck import __version__
from proofcheck.cli import checking, experiments, papers, stored, studies
from proofcheck.cli.options import COMPLETE
from proofcheck.cli.statuses import Session


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="proofcheck")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
@click.pass_obj
def program(session: Session, debug: bool) -> None:
    """Read a proof claim by claim: does each claim hold, and does it follow from the reason given?

    A CLAIM is written document:claim, as in lazy_training:lemma4.2, or path/to/file.py:claim.
    """
    session.debug = debug


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete the words of `proofcheck`.

    For bash: eval "$(proofcheck completion bash)"
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(program, {}, "proofcheck", COMPLETE).source())


for command in (
    checking.all_documents,
    checking.check,
    checking.list_documents,
    checking.explain,
    checking.replay,
    papers.repair,
    papers.lint,
    papers.show,
    papers.declare,
    papers.annotate,
    papers.lsp,
    studies.audit,
    studies.sharpen,
    stored.store,
    experiments.simulate,
    experiments.fuzz,
    experiments.mutate,
    completion,
):
    program.add_command(command)
