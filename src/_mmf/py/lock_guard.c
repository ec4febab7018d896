/* lock_guard.c -- ns.lock() and its relatives, and the guard that lock() hands out.
 *
 * `with ns.lock(): d[k] += 1` is the commonest loop of several processes, so nothing here runs Python code of its own,
 * unless debug=True asks for a log. What is given may run some: __float__() of a timeout, __bool__() of `shared`. */
#include "lock_guard.h"

#include "errors.h"
#include "namespace_type.h"
#include "wait.h"

typedef struct LockGuard {
    PyObject_HEAD Namespace *ns;
    uint64_t fork_count; /* of the process that took the lock */
    bool released, recovered;
    bool entered, inside; /* by `with`: ever; and not left yet */
} LockGuard;

static mmf_status unlock(const Namespace *ns)
{
    mmf_status status = mmf_unlock(ns->handle.ref.ns, true);
    return LIKELY(status != MMF_NOT_HELD) ? status : mmf_unshare(ns->handle.ref.ns);
}

/* Guards come and go one at a time, so the memory of the last one is kept. They need no garbage collector: a namespace,
 * which is all that a guard refers to, can refer to no guard. */
static LockGuard *new_guard(module_state *state)
{
    LockGuard *guard = NULL;
#ifndef Py_GIL_DISABLED
    guard = state->free_guard;
    state->free_guard = NULL;
#endif
    if (!guard && !(guard = PyObject_Malloc(sizeof *guard)))
        return (LockGuard *)PyErr_NoMemory();
    guard->released = true; /* as long as nothing is taken */
    guard->recovered = guard->entered = guard->inside = false;
    return (LockGuard *)PyObject_Init((PyObject *)guard, state->guard_type);
}

static bool is_held(const LockGuard *self) { return !self->released && self->fork_count == mmf_fork_count(); }

/* The lock stays taken when its guard is dropped, as threading.Lock does. But a signal handler or a tracer may raise
 * between lock() and `with`, or between the end of its block and __exit__(): then nobody has the guard, and the lock
 * would stay taken for ever. */
static void LockGuard_tp_dealloc(PyObject *object)
{
    LockGuard *self = (LockGuard *)object;
    PyTypeObject *type = Py_TYPE(object);
    bool is_kept = false;
    if (UNLIKELY(is_held(self) && (self->inside || (!self->entered && !namespace_is_closed(self->ns))) &&
                 PyErr_Occurred()))
        (void)unlock(self->ns);
    if (UNLIKELY(self->inside)) /* a generator that was never finished */
        namespace_leave(self->ns, self->fork_count);
#ifndef Py_GIL_DISABLED
    module_state *state = self->ns->handle.state;
    is_kept = !state->free_guard && state->guard_type == type; /* not while the module is being cleared */
    if (is_kept)
        state->free_guard = self;
#endif
    Py_DECREF(self->ns);
    if (!is_kept)
        PyObject_Free(object);
    Py_DECREF(type);
}

/* A line in the log; errors in logging are the caller's. */
static COLD int log_debug(const Namespace *ns, const char *text)
{
    PyObject *none = PyObject_CallMethod((PyObject *)ns, "_log_debug", "s", text);
    Py_XDECREF(none);
    return none ? 0 : -1;
}

/* While the lock is held. What handles the log may raise, or close the namespace, whose attachment another handle may
 * keep: then the lock is given back. */
static COLD int log_held(const Namespace *ns, const char *text)
{
    mmf_ns *attachment = ns->handle.ref.ns;
    mmf_stay(attachment);
    int failed = log_debug(ns, text) < 0 || !handle_usable(&ns->handle) ? -1 : 0;
    if (failed)
        (void)unlock(ns);
    mmf_stay_end(attachment);
    return failed;
}

/* ------------------------------------------------------------------ release() */

int lock_release(const Namespace *ns)
{
    mmf_status status = unlock(ns);
    if (UNLIKELY(status != MMF_OK)) {
        if (status == MMF_NOT_HELD && mmf_txn_depth(ns->handle.ref.ns))
            PyErr_Format(PyExc_RuntimeError,
                         "namespace %R: its lock is held by a transaction of this thread; leave that to release it",
                         ns->name);
        else
            raise_status(&ns->handle, status);
        return -1;
    }
    return UNLIKELY(ns->debug) ? log_debug(ns, "lock released") : 0;
}

static int release(const Namespace *ns) { return handle_usable(&ns->handle) ? lock_release(ns) : -1; }

PyObject *namespace_release(PyObject *object, PyObject *unused)
{
    (void)unused;
    return release((const Namespace *)object) < 0 ? NULL : Py_NewRef(Py_None);
}

/* ------------------------------------------------------------------ acquire() and lock() */

typedef struct arguments {
    PyObject *timeout; /* NULL: the handle's own */
    int64_t ms;
    int shared;
} arguments;

static COLD bool parse_keywords(const char *name, PyObject *const *args, Py_ssize_t given, PyObject *keywords,
                                arguments *a)
{
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(keywords); i++) {
        PyObject *keyword = PyTuple_GET_ITEM(keywords, i), *value = args[given + i];
        if (PyUnicode_CompareWithASCIIString(keyword, "shared") == 0) {
            if ((a->shared = PyObject_IsTrue(value)) < 0)
                return false;
        } else if (PyUnicode_CompareWithASCIIString(keyword, "timeout") == 0 && !given) {
            a->timeout = value;
        } else {
            PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%U'", name, keyword);
            return false;
        }
    }
    return true;
}

/* (timeout=ns.timeout, *, shared=False) */
static ALWAYS_INLINE bool parse(const char *name, PyObject *const *args, Py_ssize_t given, PyObject *keywords,
                                arguments *a)
{
    *a = (arguments){.timeout = given ? args[0] : NULL};
    if (UNLIKELY(given > 1))
        return args_raise_count(name, given, 0, 1);
    return LIKELY(keywords == NULL) || parse_keywords(name, args, given, keywords, a);
}

/* 1: taken, 0: not in time, -1: exception. */
static ALWAYS_INLINE int acquire(const Namespace *ns, arguments *a)
{
    a->ms = ns->timeout_ms;
    if ((a->timeout && namespace_milliseconds(a->timeout, &a->ms) < 0) || !handle_usable(&ns->handle))
        return -1;
    int taken = wait_acquire(&ns->handle, a->ms, a->shared);
    if (UNLIKELY(ns->debug) && taken >= 0 && (taken ? log_held(ns, "lock taken") : log_debug(ns, "lock not free")) < 0)
        return -1;
    return taken;
}

PyObject *namespace_acquire(PyObject *object, PyObject *const *args, Py_ssize_t given, PyObject *keywords)
{
    arguments a;
    int taken = parse("acquire", args, given, keywords, &a) ? acquire((const Namespace *)object, &a) : -1;
    return taken < 0 ? NULL : PyBool_FromLong(taken);
}

/* The namespace may be closed by now: by what handled the log, or by __float__() of the timeout. */
static COLD void raise_not_free(const Namespace *ns, PyObject *timeout)
{
    PyObject *seconds = handle_usable(&ns->handle) ? PyNumber_Float(timeout ? timeout : ns->timeout) : NULL;
    if (seconds) {
        char *text = PyOS_double_to_string(PyFloat_AS_DOUBLE(seconds), 'g', 6, 0, NULL);
        PyObject *holder = text && handle_usable(&ns->handle) ? describe_holder(&ns->handle) : NULL;
        if (holder)
            PyErr_Format(ns->handle.state->errors[ERROR_TIMEOUT],
                         "namespace %R: the lock was not free within %s s; wait longer by timeout=%U", ns->name, text,
                         holder);
        Py_XDECREF(holder);
        PyMem_Free(text);
        Py_DECREF(seconds);
    }
}

/* *recovered: the holder before died with the lock. -1 with an exception: nothing is taken. */
static ALWAYS_INLINE int take(const Namespace *ns, arguments *a, bool *recovered)
{
    int taken = acquire(ns, a);
    if (UNLIKELY(taken == 0))
        raise_not_free(ns, a->timeout);
    if (UNLIKELY(taken <= 0))
        return -1;
    *recovered = mmf_take_recovered(ns->handle.ref.ns);
    return UNLIKELY(*recovered) && ns->debug
               ? log_held(ns, "a holder of the lock had died; its unfinished work is undone")
               : 0;
}

int lock_take(const Namespace *ns, PyObject *timeout, bool shared, bool *recovered)
{
    arguments a = {.timeout = timeout, .shared = shared};
    return take(ns, &a, recovered);
}

PyObject *namespace_lock(PyObject *object, PyObject *const *args, Py_ssize_t given, PyObject *keywords)
{
    Namespace *ns = (Namespace *)object;
    arguments a;
    /* First: nothing that can fail stands between taking the lock and giving back who holds it. */
    LockGuard *guard = new_guard(ns->handle.state);
    if (!guard)
        return NULL;
    guard->ns = (Namespace *)Py_NewRef(ns);
    if (UNLIKELY(!parse("lock", args, given, keywords, &a) || take(ns, &a, &guard->recovered) < 0)) {
        Py_DECREF(guard);
        return NULL;
    }
    guard->released = false;
    guard->fork_count = mmf_fork_count();
    return (PyObject *)guard;
}

/* ------------------------------------------------------------------ the guard */

static PyObject *LockGuard_meth_release(PyObject *object, PyObject *unused)
{
    LockGuard *self = (LockGuard *)object;
    (void)unused;
    if (self->released)
        return PyErr_Format(PyExc_RuntimeError, "this guard of namespace %R was released before", self->ns->name);
    if (release(self->ns) < 0)
        return NULL;
    self->released = true;
    Py_RETURN_NONE;
}

static PyObject *LockGuard_meth_enter(PyObject *object, PyObject *unused)
{
    LockGuard *self = (LockGuard *)object;
    (void)unused;
    if (LIKELY(!self->inside && is_held(self))) {
        if (UNLIKELY(!namespace_is_attached(self->ns))) /* closed since, so there may be no lock any more */
            return raise_closed(self->ns);
        namespace_enter(self->ns, self->fork_count);
        self->inside = true;
    }
    self->entered = true;
    return Py_NewRef(object);
}

static PyObject *LockGuard_meth_exit(PyObject *object, PyObject *const *args, Py_ssize_t given)
{
    LockGuard *self = (LockGuard *)object;
    bool failed = false, inside = self->inside;
    (void)args, (void)given;
    self->inside = false;
    if (LIKELY(is_held(self))) {
        bool is_closed = namespace_is_closed(self->ns);
        failed = (is_closed && !inside) ||
                 lock_release(self->ns) < 0; /* closed: its attachment may be gone, if not inside */
        self->released = !failed;
        if (UNLIKELY(is_closed) && !PyErr_Occurred()) {
            raise_closed(self->ns);
            failed = true;
        }
    }
    if (LIKELY(inside))
        namespace_leave(self->ns, self->fork_count);
    return failed ? NULL : Py_NewRef(Py_None);
}

static PyObject *LockGuard_get_recovered(PyObject *self, void *closure)
{
    (void)closure;
    return PyBool_FromLong(((LockGuard *)self)->recovered);
}

static PyObject *LockGuard_tp_repr(PyObject *object)
{
    const LockGuard *self = (const LockGuard *)object;
    return PyUnicode_FromFormat("<mmfshare.LockGuard of %R, %s>", self->ns->name, self->released ? "released" : "held");
}

static PyMethodDef guard_methods[] = {
    {"release", LockGuard_meth_release, METH_NOARGS,
     PyDoc_STR("release($self, /)\n--\n\n"
               "Give the lock back. RuntimeError if this guard has done so, or this thread does not hold it.")},
    {"__enter__", LockGuard_meth_enter, METH_NOARGS, PyDoc_STR("__enter__($self, /)\n--\n\nThe guard itself.")},
    {"__exit__", (PyCFunction)(void (*)(void))LockGuard_meth_exit, METH_FASTCALL,
     PyDoc_STR("__exit__($self, /, *exception)\n--\n\nGive the lock back, unless that was done.")},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef guard_getset[] = {
    {"recovered", LockGuard_get_recovered, NULL, "Whether the holder before died with the lock.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot guard_slots[] = {
    {Py_tp_doc,
     "The lock of a namespace, already taken. Leave it by `with` or by release().\n\n"
     "recovered: True for the first exclusive holder after another holder died with the lock. Whatever operation (or\n"
     "    transaction) it was in has been undone; what it had completed before is there.\n\n"
     "In a forked child the lock is not held: leaving an inherited `with` does nothing there."},
    {Py_tp_repr, LockGuard_tp_repr},
    {Py_tp_methods, guard_methods},
    {Py_tp_getset, guard_getset},
    {Py_tp_dealloc, LockGuard_tp_dealloc},
    {0, NULL},
};
PyType_Spec guard_spec = {
    .name = "mmfshare.LockGuard",
    .basicsize = sizeof(LockGuard),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = guard_slots,
};
