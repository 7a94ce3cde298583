"""Which machine something was entered from, as a fingerprint: enough to see that two people shared one."""

from core.ledger import sign
from core.throttles import address


def device_of(request):
    """A keyed fingerprint of address and browser; neither can be read back."""
    return sign(f"device:{address(request)}:{request.headers.get('User-Agent', '')}")
