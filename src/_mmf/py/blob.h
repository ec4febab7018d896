/* blob.h -- private bytes as an object with the buffer protocol: what unpickled buffers point into. */
#ifndef PY_BLOB_H
#define PY_BLOB_H

#include "module.h"

/* Take over `owned` (from malloc; set to NULL), or copy `bytes` from `data` if it is NULL. */
PyObject *blob_new(module_state *state, const void *data, size_t bytes, void **owned);

#endif
