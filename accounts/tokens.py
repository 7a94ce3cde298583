"""API tokens (knox: only a digest is stored, they expire), read with the account in one statement."""

from knox.auth import TokenAuthentication as KnoxAuthentication
from rest_framework.exceptions import AuthenticationFailed


class TokenAuthentication(KnoxAuthentication):
    """Knox's, with the portal's own words and the first-password rule."""

    def authenticate_credentials(self, token):
        try:
            return super().authenticate_credentials(token)
        except AuthenticationFailed:
            raise AuthenticationFailed("令牌无效或已过期，请重新获取") from None

    def validate_user(self, auth_token):
        user, token = super().validate_user(auth_token)
        if user.password_is_due:
            raise AuthenticationFailed("请先在网页上登录并修改密码")
        return user, token
