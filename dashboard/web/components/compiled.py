"""Templates kept compiled in the temporary folder of whoever runs the server, which nobody else may enter.

Compiling them all takes a worker half a second, and leaves it four megabytes larger.
"""

from __future__ import annotations

from contextlib import suppress
from importlib.metadata import version

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates as they were compiled by a recipe: whatever beside their source decides what they become."""

    def __init__(self, recipe: str, folder: str | None = None) -> None:
        super().__init__(folder)
        self._recipe = f"{version('jinja2')}\n{recipe}\n"

    def get_source_checksum(self, source: str) -> str:
        """What a template was compiled from: another recipe, another template."""
        return super().get_source_checksum(self._recipe + source)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that has been compiled; where that fails it is compiled again the next time."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled_templates(recipe: str) -> CompiledTemplates | None:
    """The templates compiled by this recipe; None where no folder is to be had, and each worker compiles its own."""
    with suppress(OSError, RuntimeError):  # no temporary folder, or not ours alone
        return CompiledTemplates(recipe)
    return None
