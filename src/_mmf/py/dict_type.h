/* dict_type.h -- the parts of _mmf.Dict that lie in other files than dict_type.c. */
#ifndef PY_DICT_TYPE_H
#define PY_DICT_TYPE_H

#include "handle.h"

/* dict_type.c, for scalars too: `ready` is the encoded key, or NULL to encode `key`. */
PyObject *dict_compare_exchange(const Handle *self, PyObject *key, const mmf_key *ready, PyObject *old, PyObject *new);

/* dict_bulk.c: methods */
PyObject *dict_popitem(PyObject *self, PyObject *unused);
PyObject *dict_clear(PyObject *self, PyObject *unused);
PyObject *dict_update(PyObject *self, PyObject *const *args, Py_ssize_t given, PyObject *keywords);
PyObject *dict_get_many(PyObject *self, PyObject *const *args, Py_ssize_t given, PyObject *keywords);
PyObject *dict_snapshot(PyObject *self, PyObject *unused);
PyObject *dict_snapshot_stamp(PyObject *self, PyObject *unused); /* of lists, too */
PyObject *dict_replace(PyObject *self, PyObject *const *args, Py_ssize_t given);

/* dict_iter.c: methods and a slot */
PyObject *dict_tp_iter(PyObject *self);
PyObject *dict_reversed(PyObject *self, PyObject *unused);
PyObject *dict_iter(PyObject *self, PyObject *const *args, Py_ssize_t given);

#endif
