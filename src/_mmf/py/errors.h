/* errors.h -- the core's statuses as Python exceptions. All raisers return NULL. */
#ifndef PY_ERRORS_H
#define PY_ERRORS_H

#include "handle.h"

/* Answer of wait_more() in place of a status: the exception is set already. */
#define STATUS_RAISED ((mmf_status) - 1)

/* Make the exception classes and add them to the module. */
int errors_add(PyObject *module, module_state *state);

/* The exception for a status of an operation. */
void *raise_status(const Handle *handle, mmf_status status);

/* The exception for a failed mmf_open(). */
void *raise_open(module_state *state, mmf_status status, const mmf_error *error, PyObject *path);

/* Who has the lock, to be put behind what an error says of it; "" if nobody has. */
PyObject *describe_holder(const Handle *handle);
/* LockTimeout after `ms` milliseconds. */
void *raise_timeout(const Handle *handle, int64_t ms);

/* StaleHandle: the variable `key` was deleted. */
void *raise_deleted(const Handle *handle, PyObject *key);

/* CorruptNamespace: what was read is no well-formed `what`. */
void *raise_corrupt(const Handle *handle, const char *what);

/* KeyError(key), also when key is a tuple. */
void *raise_key(PyObject *key);

/* Add to the exception that is set, as json does, which item of a container it came from: `key` of a dict, or `index`
 * of a list if key is NULL. Runs the key's repr(). */
void note_item(PyObject *key, Py_ssize_t index);

#endif
