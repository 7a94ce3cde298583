"""The API describes itself, without warnings, from the same columns that its answers have."""

import pytest
from django.core.management import call_command


def test_the_schema_builds_without_a_warning(tmp_path, db):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))


def test_the_docs_load_nothing_from_elsewhere(client, db):
    page = client.get("/api/v1/docs/").content.decode()
    assert "https://" not in page
    assert "/static/drf_spectacular_sidecar/" in page


@pytest.mark.parametrize("path", ["communities", "projects", "feedback", "reports", "areas"])
def test_the_schema_names_the_columns_of_an_answer(path, client, people, as_):
    schema = as_("city").get("/api/v1/schema/?format=json").json()
    answer = schema["paths"][f"/api/v1/{path}/"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    listed = schema["components"]["schemas"][answer["$ref"].rsplit("/", 1)[1]]["properties"]
    row = schema["components"]["schemas"][listed["results"]["items"]["$ref"].rsplit("/", 1)[1]]["properties"]
    assert {"count", "next", "previous"} <= set(listed)
    assert set(as_("city").get(f"/api/v1/{path}/").json()) == {"count", "next", "previous", "results"}
    assert "area" in row or "code" in row
