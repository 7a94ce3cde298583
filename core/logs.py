"""What must not stand in a log file."""

import logging
import re


class Masked(logging.Filter):
    """Puts *** where `pattern` matches in a line, such as a code that came as part of an address."""

    def __init__(self, pattern):
        super().__init__()
        self.pattern = re.compile(pattern)

    def filter(self, record):
        record.msg, record.args = self.pattern.sub("***", record.getMessage()), ()
        return True
