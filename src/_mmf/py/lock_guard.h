/* lock_guard.h -- the methods of _mmf.Namespace that take and give back its lock. */
#ifndef PY_LOCK_GUARD_H
#define PY_LOCK_GUARD_H

#include "args.h"
#include "handle.h"

PyObject *namespace_acquire(PyObject *self, PyObject *const *args, Py_ssize_t given, PyObject *keywords);
PyObject *namespace_lock(PyObject *self, PyObject *const *args, Py_ssize_t given, PyObject *keywords);
PyObject *namespace_release(PyObject *self, PyObject *unused);

#endif
