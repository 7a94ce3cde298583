"""A business rule's no, mapped once for pages (core.views, core.middleware) and once for the API (core.api)."""

NO_SUCH = "没有这条记录（%s），或者不在您的管辖范围内"  # foreign ones are told like none


class Refused(Exception):
    """A business rule said no.

    `code` is stable and tested; `message` is for people, in Chinese; `fields` ({field: [message]}) points at inputs.
    """

    def __init__(self, code, message, fields=None):
        super().__init__(message)
        self.code, self.message, self.fields = code, message, fields or {}
