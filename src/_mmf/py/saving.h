/* saving.h -- ns._save(), and the module's functions that load what it wrote. */
#ifndef PY_SAVING_H
#define PY_SAVING_H

#include "handle.h"

PyObject *Namespace_meth_save(PyObject *self, PyObject *path);
PyObject *module_saved_name(PyObject *module, PyObject *args);
PyObject *module_load(PyObject *module, PyObject *args);

#endif
