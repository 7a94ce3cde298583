"""指标: one file each with an `INDICATOR`; the package finds them by itself, so adding one is adding a file."""

import pkgutil
from importlib import import_module

FOUND = [import_module(f"{__name__}.{file.name}") for file in pkgutil.iter_modules(__path__) if file.name != "views"]
ALL = {
    one.code: one
    for one in sorted((file.INDICATOR for file in FOUND if hasattr(file, "INDICATOR")), key=lambda one: one.order)
}
