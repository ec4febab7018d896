/* take.h -- removing a value and giving it to the caller. */
#ifndef PY_TAKE_H
#define PY_TAKE_H

#include "handle.h"

/* One try to remove: the core's operation, with what it needs in `what`. */
typedef mmf_status (*take_step)(const Handle *self, const void *what, mmf_buffer *old);
/* What was removed, as a Python object. */
typedef PyObject *(*take_decode)(const Handle *self, const mmf_buffer *old);

PyObject *take_one(const Handle *self, const mmf_buffer *old);  /* a stream of one value */
PyObject *take_pair(const Handle *self, const mmf_buffer *old); /* of a key and a value: a tuple */

/* Remove by `step`. NULL with *status MMF_OK: an exception is set, and nothing was removed. Any other status but MMF_OK
 * is the core's answer, for the caller to raise. */
PyObject *take(const Handle *self, take_step step, const void *what, take_decode decode, mmf_status *status);

#endif
