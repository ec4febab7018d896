/* namespace_type.h -- the parts of _mmf.Namespace that lie in other files than namespace_type.c. */
#ifndef PY_NAMESPACE_TYPE_H
#define PY_NAMESPACE_TYPE_H

#include "handle.h"

/* namespace_open.c */
PyObject *Namespace_tp_new(PyTypeObject *type, PyObject *args, PyObject *keywords);
/* Seconds as milliseconds, rounded up: None and infinity are FOR_EVER. -1: TypeError; ValueError for negative ones,
 * NaN. */
int namespace_milliseconds(PyObject *seconds, int64_t *ms);

/* namespace_type.c: is this the process that mmf_fork_count() was asked in? What goes on while signal handlers run may
 * find itself in a child that one of them forked, which has none of the work's locks, and shares its files. False:
 * RuntimeError, which names the method. */
bool namespace_same_process(const Namespace *self, uint64_t fork_count, const char *method);

/* namespace_facts.c */
extern PyGetSetDef namespace_getset[];
PyObject *namespace_stats(PyObject *self, PyObject *unused);
PyObject *namespace_blocks(PyObject *self, PyObject *unused);
PyObject *namespace_survey(PyObject *self, PyObject *most);
/* Log the recoveries that this process made. Runs Python code, which may close the namespace: no lock may be held by an
 * operation. False: an exception. */
bool namespace_tell_news(Namespace *self);

#endif
