"""Acts of the change log in words; the floor that names the acts adds its labels at start-up."""

LABELS = {"account.password": "修改密码"}
