/* serializer.h -- what is not plain data: pickle, JSON, or refused, as the handle's namespace was opened with. */
#ifndef PY_SERIALIZER_H
#define PY_SERIALIZER_H

#include "encode.h"

/* Runs Python code. -1: whatever the serializer raises; TypeError for serializer="none". */
int serializer_encode(encoder *e, PyObject *object, mmf_value *value);

/* The object in a payload of MMF_TAG_PICKLE or MMF_TAG_JSON. `owned`, if not NULL and *owned is the start of the
 * payload in memory from malloc, may be taken over: then it is set to NULL. Runs Python code. */
PyObject *serializer_decode(const Handle *handle, uint8_t tag, const void *data, size_t bytes, void **owned);

#endif
