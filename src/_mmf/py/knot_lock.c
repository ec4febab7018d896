/* knot_lock.c -- the lock of a knot of mmfshare.ipc_shareable: of one kind at a time, and not counted.
 *
 * In C, like the guard of ns.lock(): what is taken is noted in the same step. A signal handler may raise between any
 * two instructions of Python code, and would leave the lock taken without the knot's knowing. */
#include "errors.h"
#include "lock_guard.h"

/* The numbers of LOCK_SH and LOCK_EX. */
enum kind { KIND_NONE, KIND_SHARED, KIND_EXCLUSIVE };

/* What one thread has of one knot's lock. Only that thread changes it. */
typedef struct Hold {
    PyObject_HEAD Namespace *ns;
    unsigned long thread;
    uint64_t fork_count; /* of the process that took it */
    uint64_t takes;      /* so far */
    enum kind kind;
} Hold;

/* What take() gives: by `with` it gives back what the thread has by then, if that call has taken something. */
typedef struct KnotLock {
    PyObject_HEAD Hold *hold; /* NULL in one that Python code made: it took nothing */
    uint64_t take; /* the number of that call among takes, 0: it took nothing */
    uint64_t fork_count; /* of the process that entered it */
    bool entered, inside;
} KnotLock;

/* ------------------------------------------------------------------ what a thread has */

static PyObject *Hold_tp_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    module_state *state = module_state_of(type);
    PyObject *ns;
    if (!state)
        return NULL;
    if (keywords && PyDict_GET_SIZE(keywords))
        return PyErr_Format(PyExc_TypeError, "%.100s() takes no keyword arguments", type->tp_name);
    if (!PyArg_ParseTuple(args, "O!:KnotHold", state->namespace_type, &ns))
        return NULL;
    Hold *self = (Hold *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->ns = (Namespace *)Py_NewRef(ns);
    self->thread = PyThread_get_thread_ident();
    return (PyObject *)self;
}

static void Hold_tp_dealloc(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    Py_XDECREF(((Hold *)object)->ns);
    type->tp_free(object);
    Py_DECREF(type);
}

/* KIND_NONE also for another thread than the hold's, and in a forked child. */
static enum kind kind_of(const Hold *self)
{
    return self->thread == PyThread_get_thread_ident() && self->fork_count == mmf_fork_count() ? self->kind : KIND_NONE;
}

/* Whatever comes of it, nothing is noted as taken afterwards. */
static int give_back(Hold *self)
{
    if (kind_of(self) == KIND_NONE)
        return 0;
    bool is_closed = namespace_is_closed(self->ns);
    self->kind = KIND_NONE;
    if (namespace_is_attached(self->ns) && lock_release(self->ns) < 0)
        return -1;
    if (is_closed)
        raise_closed(self->ns);
    return is_closed ? -1 : 0;
}

static int take(Hold *self, enum kind kind, PyObject *timeout, uint64_t *number)
{
    bool recovered;
    do { /* again if a signal handler took the other kind meanwhile, and kept it: ours is of that kind then */
        if (give_back(self) < 0 || lock_take(self->ns, timeout, kind == KIND_SHARED, &recovered) < 0)
            return -1;
        if (kind_of(self) != KIND_NONE && lock_release(self->ns) < 0)
            return -1;
    } while (kind_of(self) != KIND_NONE && kind_of(self) != kind);
    self->kind = kind;
    self->fork_count = mmf_fork_count();
    *number = ++self->takes;
    return 0;
}

static PyObject *Hold_meth_take(PyObject *object, PyObject *const *args, Py_ssize_t given)
{
    Hold *self = (Hold *)object;
    PyTypeObject *type = self->ns->handle.state->knot_lock_type;
    if (!args_count("take", given, 1, 2))
        return NULL;
    long kind = PyLong_AsLong(args[0]);
    if (kind == -1 && PyErr_Occurred())
        return NULL;
    if (kind < KIND_NONE || kind > KIND_EXCLUSIVE)
        return PyErr_Format(PyExc_ValueError, "take() knows no kind %ld", kind);
    if (self->thread != PyThread_get_thread_ident())
        return PyErr_Format(PyExc_RuntimeError, "this hold is of another thread");
    KnotLock *taken = (KnotLock *)type->tp_alloc(type, 0); /* first, as in ns.lock() */
    if (!taken)
        return NULL;
    taken->hold = (Hold *)Py_NewRef(self);
    int failed = 0;
    if (kind == KIND_NONE)
        failed = give_back(self);
    else if (kind_of(self) != (enum kind)kind)
        failed = take(self, (enum kind)kind, given > 1 ? args[1] : NULL, &taken->take);
    if (failed)
        Py_CLEAR(taken);
    return (PyObject *)taken;
}

static PyObject *Hold_get_kind(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromLong(kind_of((const Hold *)self));
}

/* ------------------------------------------------------------------ what take() gives */

/* As a guard's that is dropped while an exception is on its way. */
static void give_back_unseen(Hold *hold)
{
    PyObject *kind, *value, *trace;
    PyErr_Fetch(&kind, &value, &trace);
    if (give_back(hold) < 0)
        PyErr_Clear();
    PyErr_Restore(kind, value, trace);
}

static void KnotLock_tp_dealloc(PyObject *object)
{
    KnotLock *self = (KnotLock *)object;
    PyTypeObject *type = Py_TYPE(object);
    if (self->take && PyErr_Occurred() && kind_of(self->hold) != KIND_NONE &&
        (self->inside || (!self->entered && self->take == self->hold->takes)))
        give_back_unseen(self->hold);
    if (self->inside) /* also of a generator that was never finished */
        namespace_leave(self->hold->ns, self->fork_count);
    Py_XDECREF(self->hold);
    type->tp_free(object);
    Py_DECREF(type);
}

static PyObject *KnotLock_meth_enter(PyObject *object, PyObject *unused)
{
    KnotLock *self = (KnotLock *)object;
    (void)unused;
    if (self->take && !self->inside && kind_of(self->hold) != KIND_NONE) {
        if (!namespace_is_attached(self->hold->ns) && give_back(self->hold) < 0) /* closed since */
            return NULL;
        self->fork_count = mmf_fork_count();
        namespace_enter(self->hold->ns, self->fork_count);
        self->inside = true;
    }
    self->entered = true;
    return Py_NewRef(object);
}

static PyObject *KnotLock_meth_exit(PyObject *object, PyObject *const *args, Py_ssize_t given)
{
    KnotLock *self = (KnotLock *)object;
    int failed = self->take ? give_back(self->hold) : 0;
    (void)args, (void)given;
    if (self->inside) {
        self->inside = false;
        namespace_leave(self->hold->ns, self->fork_count);
    }
    return failed ? NULL : Py_NewRef(Py_None);
}

/* ------------------------------------------------------------------ the types */

static PyMethodDef hold_methods[] = {
    {"take", (PyCFunction)(void (*)(void))Hold_meth_take, METH_FASTCALL,
     PyDoc_STR("take($self, kind, timeout=..., /)\n--\n\n"
               "Have the lock of this kind, LOCK_SH or LOCK_EX, in place of the other; 0 gives it back.\n\n"
               "The KnotLock gives back what this call took: nothing, if it was there. LockTimeout; RuntimeError.")},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef hold_getset[] = {
    {"kind", Hold_get_kind, NULL, "LOCK_SH or LOCK_EX, 0 if the thread has neither by this knot.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot hold_slots[] = {
    {Py_tp_doc, "What the thread that made it has of the lock of one knot, which lives in a namespace."},
    {Py_tp_new, Hold_tp_new},
    {Py_tp_dealloc, Hold_tp_dealloc},
    {Py_tp_methods, hold_methods},
    {Py_tp_getset, hold_getset},
    {0, NULL},
};
PyType_Spec knot_hold_spec = {
    .name = "mmfshare._mmf.KnotHold",
    .basicsize = sizeof(Hold),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = hold_slots,
};

static PyMethodDef knot_lock_methods[] = {
    {"__enter__", KnotLock_meth_enter, METH_NOARGS, PyDoc_STR("__enter__($self, /)\n--\n\nThe object itself.")},
    {"__exit__", (PyCFunction)(void (*)(void))KnotLock_meth_exit, METH_FASTCALL,
     PyDoc_STR("__exit__($self, /, *exception)\n--\n\nGive back what the call of lock() took, unless that was done.")},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot knot_lock_slots[] = {
    {Py_tp_doc,
     "What a knot's lock() gives when got: true. Used by `with`, it gives back at the end what that call took."},
    {Py_tp_methods, knot_lock_methods},
    {Py_tp_dealloc, KnotLock_tp_dealloc},
    {0, NULL},
};
PyType_Spec knot_lock_spec = {
    .name = "mmfshare.ipc_shareable.KnotLock",
    .basicsize = sizeof(KnotLock),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = knot_lock_slots,
};
