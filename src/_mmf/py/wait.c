/* wait.c -- the MMF_BUSY loop: sleeps without the GIL, in slices, and gives up after the handle's timeout.
 *
 * A reader or writer that lost the race TRIES_BEFORE_LOCK times takes its place in the queue for the writer lock itself
 * and tries under it, so nobody starves. So does one for which room was made as often, and others took it each time;
 * under the lock there is an end to what can be given up (O4). The attachment is retained while the GIL is released:
 * another thread may close the namespace meanwhile (see H2). */
#include "wait.h"

#include <errno.h>

#include "errors.h"
#include "namespace_type.h"

#define TRIES_BEFORE_LOCK 20

int64_t wait_deadline(int64_t timeout_ms)
{
    int64_t now = compat_steady_ms();
    return timeout_ms >= FOR_EVER - now ? FOR_EVER : now + timeout_ms + 1; /* never early: `now` was rounded down */
}

int wait_slice(int64_t deadline_ms)
{
    int64_t left = deadline_ms - compat_steady_ms();
    return left <= 0 ? 0 : left < WAIT_SLICE_MS ? (int)left : WAIT_SLICE_MS;
}

#define INTERRUPTIONS "mmfshare.interruptions" /* in the thread's dict */

PyObject *wait_interruptions(void)
{
    PyObject *thread = PyThreadState_GetDict(), *count = thread ? PyDict_GetItemString(thread, INTERRUPTIONS) : NULL;
    return count ? Py_NewRef(count) : PyLong_FromLong(0);
}

static COLD void count_interruption(void)
{
    PyObject *kind, *value, *trace;
    PyErr_Fetch(&kind, &value, &trace);
    PyObject *thread = PyThreadState_GetDict(), *before = wait_interruptions();
    PyObject *one = PyLong_FromLong(1), *count = before && one ? PyNumber_Add(before, one) : NULL;
    if (!thread || !count || PyDict_SetItemString(thread, INTERRUPTIONS, count) < 0)
        PyErr_Clear(); /* what the handler raised matters more */
    Py_XDECREF(count);
    Py_XDECREF(one);
    Py_XDECREF(before);
    PyErr_Restore(kind, value, trace);
}

/* Count what handlers raise, who have nothing to do with what was waited for. */
static bool count_raised(bool fine)
{
    if (!fine)
        count_interruption();
    return fine;
}

/* Signal handlers run, and the namespace is still open? Else the exception is set. */
static bool may_go_on(const Handle *handle) { return count_raised(PyErr_CheckSignals() == 0) && handle_usable(handle); }

static bool tell_news(const Handle *handle) { return count_raised(namespace_tell_news(handle->ns)); }

COLD bool wait_again(wait *w, const Handle *handle, mmf_status *status)
{
    mmf_ns *ns = handle->ref.ns;
    mmf_status answer;
    if (*status == MMF_RELIEVED && (w->locked || w->reliefs++ < TRIES_BEFORE_LOCK))
        return true;
    wait_end(w, handle); /* only a reader can be refused under our lock, by another thread's exclusive one */
    mmf_stay(ns);
    if (w->tries++ == 0)
        w->deadline_ms = watch_deadline(handle, wait_deadline(handle->ns->timeout_ms));
    int slice = wait_slice(w->deadline_ms);
    *status = STATUS_RAISED;
    if (slice == 0)
        raise_timeout(handle, handle->ns->timeout_ms);
    bool go_on = slice > 0 && may_go_on(handle); /* while we hold nothing: a handler may take long, or raise */
    if (go_on) {
        bool queue = (w->tries > TRIES_BEFORE_LOCK || w->reliefs > TRIES_BEFORE_LOCK) && !handle->ns->identity.readonly;
        PyThreadState *thread = PyEval_SaveThread();
        answer = queue ? mmf_lock(ns, slice, false) : mmf_wait(ns, slice);
        PyEval_RestoreThread(thread);
        w->locked = queue && answer == MMF_OK;
        if (w->locked && (namespace_is_closed(handle->ns) || mmf_has_news(ns))) {
            (void)mmf_unlock(ns, false);
            w->locked = false;
        }
        if (!w->locked)
            go_on = tell_news(handle) && may_go_on(handle);
        if (go_on && answer != MMF_OK && answer != MMF_BUSY && answer != MMF_INTERRUPTED) {
            *status = answer;
            go_on = false;
        }
    }
    int number = errno;
    mmf_stay_end(ns);
    errno = number;
    return go_on;
}

COLD void wait_unlock(wait *w, const Handle *handle)
{
    int number = errno; /* of the operation, perhaps to be raised */
    (void)mmf_unlock(handle->ref.ns, false);
    w->locked = false;
    errno = number;
}

static ALWAYS_INLINE mmf_status take(mmf_ns *ns, int ms, bool shared)
{
    return UNLIKELY(shared) ? mmf_share(ns, ms) : mmf_lock(ns, ms, true);
}

static void give_back(mmf_ns *ns, bool shared) { (void)(shared ? mmf_unshare(ns) : mmf_unlock(ns, true)); }

static COLD int acquire_slowly(const Handle *handle, mmf_status status, int64_t timeout_ms, bool shared)
{
    mmf_ns *ns = handle->ref.ns;
    mmf_stay(ns);
    int64_t deadline_ms = watch_deadline(handle, wait_deadline(timeout_ms));
    uint64_t fork_count = mmf_fork_count();
    int slice;
    while ((status == MMF_BUSY || status == MMF_INTERRUPTED) && (slice = wait_slice(deadline_ms)) > 0) {
        PyThreadState *thread = PyEval_SaveThread();
        status = take(ns, slice, shared);
        PyEval_RestoreThread(thread);
        if (UNLIKELY(mmf_has_news(ns))) { /* to be told while nothing is held */
            if (status == MMF_OK)
                give_back(ns, shared);
            bool told = tell_news(handle);
            fork_count = mmf_fork_count(); /* what handles the log may fork, too */
            status = told ? take(ns, 0, shared) : STATUS_RAISED;
        }
        if (status == STATUS_RAISED)
            break;
        /* A handler that raises must not leave the lock taken. */
        if (!may_go_on(handle)) {
            if (status == MMF_OK)
                give_back(ns, shared);
            status = STATUS_RAISED;
        }
        if (UNLIKELY(fork_count != mmf_fork_count()) && status == MMF_OK)
            status = MMF_BUSY; /* a handler forked, and what was taken is the parent's */
        fork_count = mmf_fork_count();
    }
    int number = errno;
    mmf_stay_end(ns);
    errno = number;
    if (status == MMF_OK)
        return 1;
    if (status == MMF_BUSY || status == MMF_INTERRUPTED)
        return 0;
    raise_status(handle, status);
    return -1;
}

int wait_acquire(const Handle *handle, int64_t timeout_ms, bool shared)
{
    mmf_status status = take(handle->ref.ns, 0, shared);
    return LIKELY(status == MMF_OK) ? 1 : acquire_slowly(handle, status, timeout_ms, shared);
}
