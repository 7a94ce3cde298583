"""What a household carries from page to page: an encrypted cookie of fifteen minutes.

No scripts, no account, nothing of it in the database.
"""

import orjson
from cryptography.fernet import InvalidToken
from django.core import signing

from core.secrets import box

MINUTES = 15


class Carried:
    """A cookie `name` for the pages under `path`; `salt` keeps its tokens apart from those of other pages."""

    def __init__(self, name, path, salt):
        self.name, self.path, self.salt = name, path, salt

    def token_of(self, pk):
        """Stands in the page between the code and the second factor."""
        return signing.dumps(pk, salt=self.salt)

    def key_of(self, token):
        """The key of such a token; None when it is too old or not ours."""
        try:
            return signing.loads(token, salt=self.salt, max_age=MINUTES * 60)
        except signing.BadSignature:
            return None

    def put(self, response, request, **values):
        """Put what the household has said so far into its cookie."""
        sealed = box().encrypt(orjson.dumps(values)).decode()
        kept = {"max_age": MINUTES * 60, "httponly": True, "samesite": "Lax", "path": self.path}
        response.set_cookie(self.name, sealed, secure=request.is_secure(), **kept)
        return response

    def get(self, request):
        """The values of the cookie; None when there is none or it ran out."""
        try:
            return orjson.loads(box().decrypt(request.COOKIES.get(self.name, ""), ttl=MINUTES * 60))
        except InvalidToken:
            return None

    def drop(self, response):
        response.delete_cookie(self.name, path=self.path)
        return response
