"""The sheets of this floor; each registers itself."""

from projects.acceptance import exchange as acceptance
from projects.contracts import exchange as contracts
from projects.directory import exchange as directory
from projects.funds import exchange as funds
from projects.items import exchange as items
from projects.special_works import exchange as special_works

__all__ = ["acceptance", "contracts", "directory", "funds", "items", "special_works"]
