/* transaction.c -- ns.transaction(): all or nothing, by `with`.
 *
 * In C, like the guard of lock(): a signal handler may raise between any two instructions of Python code, and would
 * leave the lock taken, and the transaction open, in a process that lives on. */
#include "errors.h"
#include "lock_guard.h"

typedef struct Transaction {
    PyObject_HEAD Namespace *ns;
    PyObject *timeout;   /* as given, looked at on entering; NULL: the handle's own */
    uint64_t fork_count; /* of the process that entered it */
    uint64_t thread;     /* that did, by mmf_self() */
    uint32_t depth;      /* 1: the outermost */
    bool entered, recovered;
} Transaction;

PyObject *namespace_transaction(PyObject *object, PyObject *const *args, Py_ssize_t given, PyObject *keywords)
{
    Namespace *ns = (Namespace *)object;
    PyTypeObject *type = ns->handle.state->transaction_type;
    PyObject *timeout = NULL;
    if (!args_last_keyword("transaction", "timeout", args, given, 1, keywords, &timeout))
        return NULL;
    Transaction *self = (Transaction *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->ns = (Namespace *)Py_NewRef(ns);
    self->timeout = Py_XNewRef(timeout);
    return (PyObject *)self;
}

/* Threads may enter one object in turn: what says that it is entered is set with the lock held, and taken back before
 * that goes. */
static bool is_entered(const Transaction *self)
{
    return __atomic_load_n(&self->entered, __ATOMIC_ACQUIRE) &&
           __atomic_load_n(&self->fork_count, __ATOMIC_RELAXED) == mmf_fork_count();
}

static COLD PyObject *raise_entered(void)
{
    return PyErr_Format(PyExc_RuntimeError, "this transaction is already entered; ask for a new one to nest");
}

static PyObject *Transaction_meth_enter(PyObject *object, PyObject *unused)
{
    Transaction *self = (Transaction *)object;
    const Handle *handle = &self->ns->handle;
    bool recovered;
    (void)unused;
    if (is_entered(self))
        return raise_entered();
    if (lock_take(self->ns, self->timeout, false, &recovered) < 0)
        return NULL;
    if (UNLIKELY(is_entered(self))) { /* by what ran meanwhile: a signal handler, say, or __float__() of the timeout */
        (void)mmf_unlock(handle->ref.ns, true);
        return raise_entered();
    }
    mmf_status status = mmf_txn_begin(handle->ref.ns);
    if (status != MMF_OK) {
        (void)mmf_unlock(handle->ref.ns, true);
        return raise_status(handle, status);
    }
    namespace_enter(self->ns, mmf_fork_count());
    self->depth = mmf_txn_depth(handle->ref.ns);
    __atomic_store_n(&self->recovered, recovered, __ATOMIC_RELAXED);
    __atomic_store_n(&self->fork_count, mmf_fork_count(), __ATOMIC_RELAXED);
    __atomic_store_n(&self->thread, mmf_self(), __ATOMIC_RELAXED);
    __atomic_store_n(&self->entered, true, __ATOMIC_RELEASE);
    return Py_NewRef(object);
}

/* Tasks or generators of one thread have left theirs in another order than entered: nothing of what is open stays. Who
 * has still to leave goes on inside of one that is not its own, and finds the same then. */
static mmf_status undo_all(mmf_ns *ns)
{
    uint32_t open = mmf_txn_depth(ns);
    mmf_status status = MMF_OK;
    for (uint32_t i = 0; i < open && status == MMF_OK; i++)
        status = mmf_txn_rollback(ns);
    for (uint32_t i = 1; i < open && status == MMF_OK; i++)
        status = mmf_txn_begin(ns);
    return status;
}

/* Keep the changes, or undo them, and give the lock back, whatever happens. */
static ALWAYS_INLINE int leave(Transaction *self, bool keep)
{
    const Handle *handle = &self->ns->handle;
    mmf_ns *ns = handle->ref.ns;
    uint32_t depth = mmf_txn_depth(ns);
    bool is_closed = namespace_is_closed(self->ns), is_crossed = depth && depth != self->depth;
    mmf_status status = is_crossed ? undo_all(ns) : keep && !is_closed ? mmf_txn_commit(ns) : mmf_txn_rollback(ns);
    if (status != MMF_OK)
        raise_status(handle, status);
    if (status != MMF_OK || is_closed)
        (void)mmf_unlock(ns, true);
    else if (lock_release(self->ns) < 0)
        return -1;
    if (status == MMF_OK && is_closed)
        raise_closed(self->ns);
    else if (status == MMF_OK && is_crossed)
        PyErr_Format(
            PyExc_RuntimeError,
            "namespace %R: transactions of one thread were left in another order than entered, so all of them are "
            "undone; leave each before the next task or generator enters its own",
            self->ns->name);
    return status == MMF_OK && !is_closed && !is_crossed ? 0 : -1;
}

static PyObject *Transaction_meth_exit(PyObject *object, PyObject *const *args, Py_ssize_t given)
{
    Transaction *self = (Transaction *)object;
    bool is_mine = is_entered(self); /* a forked child inherits the object, but neither the lock nor the changes */
    bool is_held = is_mine && mmf_lock_held(self->ns->handle.ref.ns), keep = given == 0 || args[0] == Py_None;
    if (is_mine && !is_held && __atomic_load_n(&self->thread, __ATOMIC_RELAXED) != mmf_self())
        return PyErr_Format(PyExc_RuntimeError,
                            "namespace %R: this transaction is of another thread, and open still; leave it there",
                            self->ns->name);
    bool was_entered = __atomic_exchange_n(&self->entered, false, __ATOMIC_ACQ_REL);
    int failed = is_held ? leave(self, keep) : 0;
    if (is_mine && !is_held && keep) { /* it was lost inside, and all is undone; an exception on its way is enough */
        raise_status(&self->ns->handle, MMF_LOST);
        failed = -1;
    }
    if (was_entered)
        namespace_leave(self->ns, __atomic_load_n(&self->fork_count, __ATOMIC_RELAXED));
    return failed ? NULL : Py_NewRef(Py_None);
}

/* An exception is on its way, which came before __exit__() was called, or before the block began: a signal handler or a
 * tracer has raised there. */
static COLD void leave_unseen(Transaction *self)
{
    PyObject *kind, *value, *trace;
    PyErr_Fetch(&kind, &value, &trace);
    if (leave(self, false) < 0)
        PyErr_Clear();
    PyErr_Restore(kind, value, trace);
}

static void Transaction_tp_dealloc(PyObject *object)
{
    Transaction *self = (Transaction *)object;
    PyTypeObject *type = Py_TYPE(object);
    if (UNLIKELY(is_entered(self)) && PyErr_Occurred() && mmf_lock_held(self->ns->handle.ref.ns))
        leave_unseen(self);
    if (self->entered) /* also by a generator that was never finished */
        namespace_leave(self->ns, self->fork_count);
    Py_XDECREF(self->timeout);
    Py_XDECREF(self->ns);
    type->tp_free(object);
    Py_DECREF(type);
}

static PyObject *Transaction_get_recovered(PyObject *self, void *closure)
{
    (void)closure;
    return PyBool_FromLong(__atomic_load_n(&((Transaction *)self)->recovered, __ATOMIC_RELAXED));
}

static PyObject *Transaction_tp_repr(PyObject *object)
{
    const Transaction *self = (const Transaction *)object;
    return PyUnicode_FromFormat("<mmfshare.Transaction of %R, %s>", self->ns->name,
                                is_entered(self) ? "entered" : "left");
}

static PyMethodDef transaction_methods[] = {
    {"__enter__", Transaction_meth_enter, METH_NOARGS,
     PyDoc_STR("__enter__($self, /)\n--\n\nTake the lock and begin. LockTimeout; RuntimeError if it is entered.")},
    {"__exit__", (PyCFunction)(void (*)(void))Transaction_meth_exit, METH_FASTCALL,
     PyDoc_STR(
         "__exit__($self, /, *exception)\n--\n\nKeep the changes, or, after an exception, undo them; give the "
         "lock back.\n\nRuntimeError: one that this thread entered later is not left yet, as tasks and generators "
         "can do.\nThen all that are open are undone, and leaving each of them is this error. RuntimeError also in "
         "another\nthread than the one that entered it: it stays open, for that one to leave.")},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef transaction_getset[] = {
    {"recovered", Transaction_get_recovered, NULL,
     "Whether the holder before this transaction died with the lock; False before it was entered.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot transaction_slots[] = {
    {Py_tp_doc,
     "All changes to a namespace between entering and leaving, or none of them.\n\n"
     "Entering takes the lock; leaving by an exception, or dying inside, undoes every change since. Inside\n"
     "another transaction it is a savepoint: an exception undoes what was done since it was entered. Can be\n"
     "entered again after it was left.\n\n"
     "recovered: as LockGuard.recovered, once entered."},
    {Py_tp_repr, Transaction_tp_repr},
    {Py_tp_methods, transaction_methods},
    {Py_tp_getset, transaction_getset},
    {Py_tp_dealloc, Transaction_tp_dealloc},
    {0, NULL},
};
PyType_Spec transaction_spec = {
    .name = "mmfshare.Transaction",
    .basicsize = sizeof(Transaction),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = transaction_slots,
};
