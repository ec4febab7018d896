/* compacting.c -- ns._compact(): the steps of compact.c without the GIL, waits for the lock as everywhere. */
#include "compacting.h"

#include <errno.h>

#include "errors.h"
#include "namespace_type.h"
#include "wait.h"

/* One that has begun. Only in the process that began it, which has the lock that J4 tells of. */
typedef struct compacting {
    mmf_compact *compact;
    uint64_t fork_count;
} compacting;

static bool is_ours(const Handle *self, const compacting *work)
{
    return namespace_same_process(self->ns, work->fork_count, "compact");
}

static mmf_status mark(const Handle *self, const compacting *work)
{
    mmf_status status;
    wait w = WAIT_START;
    do {
        if (!is_ours(self, work)) {
            status = STATUS_RAISED;
            break;
        }
        PyThreadState *thread = PyEval_SaveThread();
        status = mmf_compact_mark(work->compact);
        PyEval_RestoreThread(thread);
    } while (wait_more(&w, self, &status));
    wait_end(&w, self);
    return status;
}

/* MMF_BUSY: not all readers have gone on. */
static mmf_status wait_for_readers(const Handle *self, const compacting *work, int64_t timeout_ms)
{
    int64_t deadline_ms = wait_deadline(timeout_ms);
    mmf_status status;
    int slice;
    do {
        slice = wait_slice(deadline_ms);
        PyThreadState *thread = PyEval_SaveThread();
        status = mmf_compact_wait(work->compact, slice);
        PyEval_RestoreThread(thread);
        if (PyErr_CheckSignals() < 0 || !is_ours(self, work) || !handle_usable(self))
            return STATUS_RAISED;
    } while ((status == MMF_BUSY || status == MMF_INTERRUPTED) && slice > 0);
    return status == MMF_INTERRUPTED ? MMF_BUSY : status;
}

static mmf_status punch(const Handle *self, const compacting *work)
{
    mmf_status status = MMF_OK;
    bool more = true;
    while (more && status == MMF_OK) {
        wait w = WAIT_START; /* the time-out is of each wait, not of all the work */
        do {
            if (!is_ours(self, work)) {
                status = STATUS_RAISED;
                break;
            }
            PyThreadState *thread = PyEval_SaveThread();
            status = mmf_compact_punch(work->compact, &more);
            PyEval_RestoreThread(thread);
        } while (wait_more(&w, self, &status));
        wait_end(&w, self);
        if (status == MMF_OK && (PyErr_CheckSignals() < 0 || !handle_usable(self)))
            status = STATUS_RAISED;
    }
    return status;
}

static mmf_status begin(const Handle *self, mmf_compact **compact)
{
    int64_t deadline_ms = wait_deadline(self->ns->timeout_ms);
    mmf_status status;
    int slice;
    do {
        slice = wait_slice(deadline_ms);
        PyThreadState *thread = PyEval_SaveThread();
        status = mmf_compact_begin(self->ref.ns, slice, compact);
        PyEval_RestoreThread(thread);
        if (status != MMF_OK && (PyErr_CheckSignals() < 0 || !handle_usable(self)))
            return STATUS_RAISED;
    } while ((status == MMF_BUSY || status == MMF_INTERRUPTED) && slice > 0);
    return status;
}

static PyObject *raise_compact(const Handle *self, mmf_status status)
{
    if (status == MMF_BUSY || status == MMF_INTERRUPTED)
        return raise_timeout(self, self->ns->timeout_ms);
    if (status == MMF_INVALID)
        return PyErr_Format(PyExc_RuntimeError, "namespace %R: call compact() after the transaction, not inside",
                            self->ns->name);
    if (status == MMF_HELD)
        return PyErr_Format(PyExc_RuntimeError,
                            "namespace %R: compact() inside of a compact() of the same thread would wait for itself",
                            self->ns->name);
    return raise_status(self, status);
}

PyObject *Namespace_meth_compact(PyObject *object, PyObject *timeout)
{
    const Handle *self = (const Handle *)object;
    int64_t ms;
    uint64_t given_back = 0, delayed = 0;
    compacting work;
    if (namespace_milliseconds(timeout, &ms) < 0 || !handle_usable(self))
        return NULL;
    mmf_ns *ns = self->ref.ns;
    mmf_stay(ns);
    mmf_status status = begin(self, &work.compact);
    if (status == MMF_OK) {
        work.fork_count = mmf_fork_count();
        if ((status = mark(self, &work)) == MMF_OK) {
            mmf_status waited = wait_for_readers(self, &work, ms);
            if (waited != MMF_BUSY)
                status = waited == MMF_OK ? punch(self, &work) : waited;
        }
        mmf_compact_progress(work.compact, &given_back, &delayed);
        int number = errno;
        if (LIKELY(work.fork_count == mmf_fork_count())) /* else it is the parent's to end */
            mmf_compact_end(work.compact);
        errno = number;
    }
    PyObject *result =
        status == MMF_OK ? Py_BuildValue("KK", (unsigned long long)given_back, (unsigned long long)delayed) : NULL;
    if (status != MMF_OK && status != STATUS_RAISED)
        (void)raise_compact(self, status);
    mmf_stay_end(ns);
    return result;
}
