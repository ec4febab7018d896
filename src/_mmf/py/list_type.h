/* list_type.h -- the parts of _mmf.List that lie in other files than list_type.c. */
#ifndef PY_LIST_TYPE_H
#define PY_LIST_TYPE_H

#include "handle.h"

/* list_type.c */
Py_ssize_t list_length(const Handle *self);             /* -1 with an exception */
PyObject *list_item(const Handle *self, int64_t index, bool *beyond); /* NULL with *beyond: no exception */

/* list_slice.c: what subscripts do with a slice */
PyObject *list_get_slice(const Handle *self, PyObject *slice);
int list_set_slice(const Handle *self, PyObject *slice, PyObject *values); /* values NULL: delete */
int list_delete(const Handle *self, int64_t index); /* -1: IndexError, ... */
PyObject *list_pop(const Handle *self, int64_t index);

/* list_bulk.c: values as a list, whole before anything is changed; TypeError with `text`, if given, when not
 * iterable. */
PyObject *list_collect(const Handle *self, PyObject *values, const char *text);

/* list_bulk.c: a stamp as Python has it; false: exception. */
bool list_stamp_of(PyObject *object, uint64_t *stamp);

/* list_bulk.c: methods */
PyObject *list_extend(PyObject *self, PyObject *values);
PyObject *list_insert(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *list_clear(PyObject *self, PyObject *unused);
PyObject *list_permute(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *list_replace_all(PyObject *self, PyObject *const *args, Py_ssize_t given);

/* list_search.c: methods and a slot */
int list_sq_contains(PyObject *self, PyObject *value);
PyObject *list_find(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *list_block(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *list_remove_at(PyObject *self, PyObject *const *args, Py_ssize_t given);

/* list_iter.c */
PyObject *list_iter(PyObject *self);
PyObject *list_reversed(PyObject *self, PyObject *unused);

#endif
