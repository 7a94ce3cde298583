"""API tokens (knox: only a digest is stored, they expire), read with the account in one statement."""

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication as KnoxAuthentication
from rest_framework.exceptions import AuthenticationFailed


class TokenAuthentication(KnoxAuthentication):
    """Knox's, with the portal's own words and the first-password rule."""

    def authenticate_credentials(self, token):
        try:
            return super().authenticate_credentials(token)
        except AuthenticationFailed:
            raise AuthenticationFailed("令牌无效或已过期，请重新获取") from None

    def _cleanup_token(self, auth_token):
        """Only the token in hand is looked at; knox would read all of the person's tokens on every request."""
        if auth_token.expiry is not None and auth_token.expiry < timezone.now():
            auth_token.delete()
            return True
        return False

    def validate_user(self, auth_token):
        user, token = super().validate_user(auth_token)
        if user.password_is_due:
            raise AuthenticationFailed("请先在网页上登录并修改密码")
        return user, token


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema names it."""

    target_class = "accounts.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token …"}
