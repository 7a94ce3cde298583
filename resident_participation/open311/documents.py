"""Open311's documents: the same lists and dictionaries as JSON and as XML."""

import re
from xml.etree import ElementTree

from django.utils import timezone
from rest_framework.renderers import BaseRenderer

from core.rest import JSONRenderer
from resident_participation.cases.standards import Severity
from resident_participation.models import Feedback
from resident_participation.open311 import places

ITEMS = {
    "services": "service",
    "service_requests": "request",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
}
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Json(JSONRenderer):
    charset = "utf-8"


class Xml(BaseRenderer):
    """The view says by `root` what its lists are called."""

    media_type, format, charset = "text/xml", "xml", "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        view, failed = renderer_context["view"], renderer_context["response"].status_code >= 400
        root = element("errors" if failed else view.root, data)
        return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def element(name, value):
    node = ElementTree.Element(name)
    if isinstance(value, dict):
        node.extend(element(key, own) for key, own in value.items())
    elif isinstance(value, list):
        node.extend(element(ITEMS[name], one) for one in value)
    elif value is not None:
        node.text = NOT_XML.sub("", str(value).lower() if isinstance(value, bool) else str(value))
    return node


def service(category, clocks):
    """A category with its general limit, of cases that are put right on the spot (苗头)."""
    rule = clocks.rule(category, Severity.EMERGING)
    return {
        "service_code": category.pk,
        "service_name": category.name,
        "description": f"{rule.solve} {rule.get_solve_unit_display()}以内办理。依据：{rule.source}",
        "metadata": True,
        "type": "realtime",
        "keywords": category.name,
        "group": "老旧小区改造",
    }


def definition(category):
    """What else a case of this category may carry; none is required."""
    levels = [{"key": key, "name": name} for key, name in Feedback.Severity.choices]
    return {
        "service_code": category.pk,
        "attributes": [
            attribute("building", "string", 1, "楼栋，例如 5幢2单元；不要写门牌"),
            attribute("severity", "singlevaluelist", 2, "级别", levels),
        ],
    }


def attribute(code, datatype, order, description, values=()):
    return {
        "variable": True,
        "code": code,
        "datatype": datatype,
        "required": False,
        "datatype_description": "",
        "order": order,
        "description": description,
        "values": list(values),
    }


def moment(value):
    return timezone.localtime(value).isoformat(timespec="seconds")


def request(row):
    """One published case; `row` has the columns of the adapter."""
    closed, due = row["closed"] is not None, timezone.localtime(row["due"])
    lat, long = places.degrees(row["longitude"], row["latitude"])
    return {
        "service_request_id": str(row["pk"]),
        "status": "closed" if closed else "open",
        "status_notes": "已办结" if closed else f"办理中，{due:%Y年%m月%d日}前答复",
        "service_name": row["service_name"],
        "service_code": row["service_code"],
        "description": row["description"],
        "agency_responsible": row["agency"],
        "service_notice": None,
        "requested_datetime": moment(row["requested"]),
        "updated_datetime": moment(row["updated"]),
        "expected_datetime": moment(due),
        "address": f"{row['district']}{row['street']}{row['community']}",
        "address_id": row["code"],
        "zipcode": None,
        "lat": lat,
        "long": long,
        "media_url": None,
    }
