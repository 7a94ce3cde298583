"""What a clash says to people: who comes when, where, and what is wrong with it."""


def day(date):
    return f"{date:%Y年%m月%d日}"


def span(work):
    return f"{day(work.starts_on)}至{day(work.ends_on)}"


def reason(clash):
    """A sentence for a clash with its place, works and rule loaded."""
    first, second, place = clash.first, clash.second, clash.place
    works = f"{first.name}（{span(first)}）和{second.name}（{span(second)}）"
    if clash.kind == "dig_twice":
        return f"{place}会被挖两次：{works}，相隔 {clash.days} 天"
    if clash.kind == "fire_lane":
        return f"{place}：{works}同时占用消防车通道 {clash.days} 天"
    if clash.kind == "predecessor":
        return f"{second.name}要等{first.name}做完：{works}"
    return f"{place}：{works}先后颠倒；{clash.rule.words}"
