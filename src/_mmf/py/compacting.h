/* compacting.h -- ns._compact(). */
#ifndef PY_COMPACTING_H
#define PY_COMPACTING_H

#include "handle.h"

PyObject *Namespace_meth_compact(PyObject *self, PyObject *timeout_ms);

#endif
