"""The pages of the house. A domain view is a class with attributes; it overrides a method only to say something new."""

from urllib.parse import quote, urlsplit

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.forms import ModelForm
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import DetailView, FormView, ListView, TemplateView

from core.errors import Refused
from core.history import entries, present
from core.listing import (
    LIMITS,
    chips,
    chosen_columns,
    conditions,
    filter_fields,
    headings,
    page_of,
    pager,
    saved_tabs,
    with_params,
)
from core.models import SavedFilter


class StaffPage:
    """Signed-in staff only; others are sent to sign in and come back."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return sign_in_first(request)
        return super().dispatch(request, *args, **kwargs)


def sign_in_first(request):
    """To the sign-in page and back. A part of a page (htmx) sends the whole page there, not itself."""
    sign_in = resolve_url("accounts:sign_in")
    if "HX-Request" in request.headers:
        here = urlsplit(request.headers.get("HX-Current-URL", ""))
        back = f"{here.path}?{here.query}" if here.query else here.path or "/"
        return HttpResponse(headers={"HX-Redirect": f"{sign_in}?next={quote(back)}"})
    return redirect(f"{sign_in}?next={quote(request.get_full_path())}")


class Needs:
    """A page for those who hold one of the acts somewhere; the acts themselves check the place."""

    needs = ()

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not any(request.user.may_somewhere(act) for act in self.needs):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Visible:
    """Every object and list on a page passes through visible_to(); there is no other door."""

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user)


class ListPage(StaffPage, ListView):
    """A filtered, sorted, paged list. Filter set and queryset are those of the API."""

    filterset_class = None
    list_name, title, lead = "", "", ""
    columns: list = []
    template_name = "house/list.html"

    def get_base_queryset(self):
        """The rows this person may see, with what the columns need; no filter yet."""
        return self.model.objects.visible_to(self.request.user)

    def get_queryset(self):
        given = conditions(self.request.GET)
        self.filterset = self.filterset_class(given, self.get_base_queryset(), request=self.request)
        return self.filterset.qs if self.filterset.is_valid() else self.get_base_queryset().none()

    def totals(self, queryset):
        """[(label, value)] of the filtered rows, shown above the table."""
        return []

    def count_saved(self, querystring):
        return self.filterset_class(QueryDict(querystring), self.get_base_queryset(), request=self.request).qs.count()

    def get_context_data(self, **kwargs):
        rows, request = self.object_list, self.request
        page = page_of(request, rows)
        rows_found = page.paginator.count > 0
        shown = chosen_columns(request, self.list_name, self.columns)
        return super().get_context_data(
            object_list=page.object_list,
            page=page,
            pager=pager(request, page),
            limits=[(n, with_params(request.GET, limit=str(n)), n == page.paginator.per_page) for n in LIMITS],
            title=self.title,
            lead=self.lead,
            filterset=self.filterset,
            filters=filter_fields(request, self.filterset),
            chips=chips(request, self.filterset, None if rows_found else self.count_saved),
            clear_url=request.path,
            all_columns=self.columns,
            shown_columns=shown,
            shown={c.name for c in shown},
            headings=list(headings(request, shown)),
            tabs=saved_tabs(request, self.list_name, self.count_saved),
            totals=self.totals(rows),
            querystring=with_params(request.GET, limit=None, cols=None),
            here=request.get_full_path(),
            list_name=self.list_name,
            **kwargs,
        )


class DetailPage(StaffPage, Visible, DetailView):
    context_object_name = "object"
    tab = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(tab=self.tab, **kwargs)


class HistoryPage(DetailPage):
    """What happened to a record, newest first: who, when, what, from what to what."""

    template_name = "house/history.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(entries=entries(self.object), **kwargs)


class FormPage(StaffPage, Visible, FormView):
    """A form in front of one action: it gives shape to the input, the action decides.

    With a pk in the URL it edits that record (unseen: 404) and carries its version, so that a stale write is refused;
    without, it makes a new one. Whatever is refused, the typed text stays.
    """

    template_name = "house/form.html"
    act = None
    title, button, done = "", "保存", "已保存"
    object = version = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.object = self.find(**kwargs)
            allowed = request.user.may(self.act, self.object) if self.object else request.user.may_somewhere(self.act)
            if not allowed:
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def find(self, pk=None, **kwargs):
        if pk is None:
            return None
        found = self.get_queryset().filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def act_on(self, obj, by, **values):
        """Call the action; returns the record to go to, or None for `success_url`."""
        raise TypeError("a FormPage says which action it stands for")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"user": self.request.user}
        return kwargs | {"instance": self.object} if self.object else kwargs

    def form_valid(self, form):
        values = form.cleaned_data
        if self.object:
            version = self.request.POST.get("version", "")
            values = values | {"version": int(version) if version.isdecimal() else None}
        try:
            outcome = self.act_on(self.object, self.request.user, **values)
        except Refused as refused:
            words = refused.fields or {NON_FIELD_ERRORS: [refused.message]}
            if refused.code == "stale":
                words = self.catch_up(form) | words
            return self.turned_down(form, words, status=409)
        except ValidationError as error:
            words = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
            return self.turned_down(form, words, status=200)
        messages.success(self.request, self.done)
        return HttpResponseRedirect(outcome.get_absolute_url() if outcome else self.get_success_url())

    def catch_up(self, form):
        """Somebody was faster: take the present version, and say beside each field what stands there now."""
        if not isinstance(form, ModelForm) or form.instance._state.adding:
            return {}
        now = form._meta.model._base_manager.get(pk=form.instance.pk)
        self.version = now.version
        return {
            name: [f"现在是“{present(now, name)}”，保存后以您填的为准"]
            for name in form._meta.fields
            if form.cleaned_data.get(name) != getattr(now, name)
        }

    def turned_down(self, form, words, status):
        for field, sentences in words.items():
            known = field if field in form.fields else None
            for sentence in sentences:
                form.add_error(known, sentence)
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_context_data(self, **kwargs):
        title = self.title or f"修改{self.object}"
        back = self.object.get_absolute_url() if self.object else ""
        found = super().get_context_data(title=title, back=back, button=self.button, **kwargs)
        record = getattr(found["form"], "instance", self.object)
        version = self.version or self.request.POST.get("version") or getattr(record, "version", "")
        return found | {"version": version}


class ActPage(FormPage):
    """One act on one record, with the few words it needs. The form has plain fields and no instance."""

    template_name = "house/act.html"
    action = None  # the action function, called as action(object, by=…, **typed)

    def get_form_kwargs(self):
        return FormView.get_form_kwargs(self)

    def act_on(self, obj, by, version=None, **values):
        type(self).action(obj, by=by, **values)
        return obj


class SaveFilter(StaffPage, TemplateView):
    """Keep a list's present conditions as a tab, or drop one."""

    http_method_names = ["post"]

    def post(self, request):
        back = request.POST.get("back", "/")
        back = back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/"
        if (drop := request.POST.get("drop", "")).isdecimal():
            SavedFilter.objects.filter(user=request.user.pk, pk=drop).delete()
            return redirect(back.split("?")[0])
        name, query = request.POST.get("name", "").strip()[:30], request.POST.get("querystring", "").lstrip("?")[:500]
        if not name or not query:
            messages.error(request, "请先选好筛选条件，再给它起个名字")
        else:
            key = {"user_id": request.user.pk, "list_name": request.POST.get("list_name", "")[:60], "name": name}
            SavedFilter.objects.update_or_create(**key, defaults={"querystring": query})
        return redirect(back)


def csrf_failure(request, reason=""):
    """The page was open too long, or cookies are off."""
    return render(request, "403.html", {"csrf": True}, status=403)


def refused_page(request, refused):
    """A Refused outside any form: the message, on the page the person came from."""
    messages.error(request, refused.message)
    return back_where_they_came_from(request)


def back_where_they_came_from(request):
    """To the page that sent the request when it is one of ours, else home."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return redirect(page if ours else "home")
