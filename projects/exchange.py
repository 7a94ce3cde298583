"""The sheets of this floor; each registers itself."""

from projects.acceptance import exchange as acceptance
from projects.consents import exchange as consents
from projects.contracts import exchange as contracts
from projects.directory import exchange as directory
from projects.funds import exchange as funds
from projects.items import exchange as items
from projects.plans import exchange as plans
from projects.progress import exchange as progress
from projects.register import exchange as register
from projects.special_works import exchange as special_works

__all__ = [
    "acceptance", "consents", "contracts", "directory", "funds", "items", "plans", "progress", "register",
    "special_works",
]  # fmt: skip
