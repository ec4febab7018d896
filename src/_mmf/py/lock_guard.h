/* lock_guard.h -- what takes and gives back the lock of a namespace: lock_guard.c, transaction.c, knot_lock.c. */
#ifndef PY_LOCK_GUARD_H
#define PY_LOCK_GUARD_H

#include "args.h"
#include "handle.h"

PyObject *namespace_acquire(PyObject *self, PyObject *const *args, Py_ssize_t given, PyObject *keywords);
PyObject *namespace_lock(PyObject *self, PyObject *const *args, Py_ssize_t given, PyObject *keywords);
PyObject *namespace_release(PyObject *self, PyObject *unused);
PyObject *namespace_transaction(PyObject *self, PyObject *const *args, Py_ssize_t given, PyObject *keywords);

/* What lock() and its guard do. timeout: NULL means the handle's own. -1 with an exception. */
int lock_take(const Namespace *ns, PyObject *timeout, bool shared, bool *recovered);
/* The attachment is there (H2), but the handle may be closed. */
int lock_release(const Namespace *ns);

#endif
