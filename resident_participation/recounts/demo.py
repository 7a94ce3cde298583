"""Paper ballots of the demo city with drawn photos; one recount that corrected a result, one that is going on."""

import io
import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.actions import appoint
from accounts.models import Area, User
from accounts.policy import Act, Role
from core import keyring
from core.actors import SYSTEM
from core.changes import change, change_many
from core.files import actions as files
from resident_participation.paper.models import PaperBallot, Reading
from resident_participation.recounts import actions
from resident_participation.recounts.figures import of
from resident_participation.votes import drawing

NOTE = "演示数据"
CLERKS = [("demo-reader-1", "吴萍"), ("demo-reader-2", "郭小满")]
BOXES = ("agree", "against", "abstain")
WHY = "唱票那天听到有一张念得和纸上不一样"


def readers(street):
    """Two more clerks of a street office, who read paper ballots. Nobody signs in as one of them."""
    area = Area.objects.get(code=street)
    return [User.objects.filter(username=name).first() or clerk(name, words, area) for name, words in CLERKS]


def clerk(username, name, area):
    user = User(username=username, display_name=name, office=f"{area}办事处", must_change_password=False)
    user.set_unusable_password()
    with change(user, by=SYSTEM, act=Act.ACCOUNT_MANAGE, note=NOTE):
        pass
    appoint(user, by=SYSTEM, role=Role.STREET, area=area, note=NOTE)
    return user


def on_paper(round_, ballots, *, misread=()):
    """Paper ballots for ballots that are in: photographed, read by two clerks. Those numbered `misread` were counted as
    against while the photo says in favour. Before the round is closed."""
    both = readers(round_.community.area_id)
    made = [
        PaperBallot(
            round=round_, seat=ballot.seat, number=n, received_at=ballot.cast_at, received_by=both[0], state="done",
            ballot=ballot,
        )
        for n, ballot in enumerate(ballots, 1)
    ]  # fmt: skip
    change_many([(paper, {}) for paper in made], by=SYSTEM, act=Act.PAPER_RECEIVE, note=NOTE)
    papers = list(round_.papers.select_related("ballot", "seat", "round__community__area").order_by("number"))
    for paper in papers:
        said = actions.counted(paper)
        shown = dict.fromkeys(said, "agree") if paper.number in misread else said
        photo = SimpleUploadedFile(f"第{paper.number}号票.jpg", picture(list(shown.values())))
        files.attach(paper, photo, by=SYSTEM)
        both_read(paper, said, both)


def both_read(paper, said, clerks):
    sealed = keyring.seal(paper.round.key_name, json.dumps(said, sort_keys=True))
    rows = [
        Reading(paper=paper, turn=turn, by=who, at=paper.received_at, sealed=sealed, device=f"{turn}" * 64)
        for turn, who in enumerate(clerks, 1)
    ]
    change_many([(row, {}) for row in rows], by=SYSTEM, act=Act.PAPER_READ, note=NOTE)


def picture(choices):
    """A sheet on a table with a tick in one of three boxes for each item."""
    sheet = Image.new("RGB", (480, 640), "#8a7f70")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((30, 24, 452, 618), fill="#f7f5ee")
    draw.line((60, 90, 422, 90), fill="#555", width=3)
    for n, choice in enumerate(choices):
        top = 140 + 110 * n
        draw.line((60, top, 420, top), fill="#bbb", width=2)
        for m, box in enumerate(BOXES):
            left = 80 + 120 * m
            draw.rectangle((left, top + 24, left + 36, top + 60), outline="#333", width=3)
            if box == choice:
                draw.line((left + 4, top + 40, left + 16, top + 56, left + 46, top + 10), fill="#1f3fa8", width=6)
    data = io.BytesIO()
    sheet.save(data, "JPEG", quality=80)
    return data.getvalue()


def recount(round_, *, by, other, rule=None, misread=(), leave=0):
    """Two households ask, a number is drawn, `other` looks at the papers and leaves so many; `rule` decides."""
    for seat in round_.seats.filter(votes=True).order_by("-number")[:2]:
        actions.challenge(seat, by=by, reason=WHY)
    place = {"place": "居委会会议室", "witnesses": "业委会主任、申请复核的住户"}
    actions.draw(round_, by=by, number=number(round_, misread), drawn_on=timezone.localdate(), **place)
    found = of(round_)
    for _ in range(found.rechecks.count() - leave if leave else found.rechecks.count() + len(found.papers)):
        if (one := actions.to_check(found, other).first()) is None:
            break
        look(one, misread, by=other)
    if not rule:
        return
    for one in found.rechecks.filter(agrees=False):
        said = {item["id"]: "agree" for item in round_.package["items"]}
        actions.rule(one, by=rule, choices=said, reason="照片上各项勾的都是同意")
    actions.finish(of(round_), by=by)


def number(round_, wanted):
    """The number drawn in the meeting of the demo: one by which a misread paper is in the sample."""
    papers = list(actions.counted_papers(round_).values_list("number", flat=True))
    numbers = (str(n) for n in range(52818, 60000))
    drawn = ((n, drawing.drawn(actions.seed_of(round_.root, n), papers, 5)) for n in numbers)
    return next(n for n, sample in drawn if set(wanted) <= set(sample))


def look(one, misread, *, by):
    said = {int(key): choice for key, choice in actions.counted(one.paper).items()}
    shown = dict.fromkeys(said, "agree") if one.paper.number in misread else said
    actions.check(one, by=by, choices=shown)
