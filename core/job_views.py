"""A person's long work: the list, one job's page, and the piece of it that htmx polls."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.views.generic import DetailView, ListView

from core.models import Job
from core.views import StaffPage

STOP_POLLING = 286  # htmx: swap this and poll no more


class OwnJobs:
    model = Job

    def get_queryset(self):
        return Job.objects.visible_to(self.request.user).select_related("by")


class JobList(StaffPage, OwnJobs, ListView):
    template_name, paginate_by = "house/jobs.html", 50


class JobPage(StaffPage, OwnJobs, DetailView):
    template_name, context_object_name = "house/job.html", "job"


class JobProgress(JobPage):
    def render_to_response(self, context, **kwargs):
        status = STOP_POLLING if self.object.is_finished else 200
        return render(self.request, "house/_job_progress.html", context, status=status)


class JobFile(StaffPage, OwnJobs, DetailView):
    """The file a job made, for the person who asked for it."""

    def get(self, request, pk):
        job = get_object_or_404(Job.objects.filter(by=request.user.pk), pk=pk)
        if not job.result_file:
            raise Http404
        return FileResponse(job.result_file.open(), as_attachment=True, filename=job.result.get("filename"))
