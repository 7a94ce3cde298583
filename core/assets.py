"""The address of an asset does not change while a process lives: worked out once, not with every page."""

from functools import lru_cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.url = lru_cache(maxsize=None)(super().url)
