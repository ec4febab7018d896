/* made.h -- objects that are made before their content is read. */
#ifndef PY_MADE_H
#define PY_MADE_H

#include "handle.h"

/* Makes the object for a long value that is bytes or a str; memory for others. Runs no code of Python's. */
mmf_room made_room;

/* Of what an operation gave, with out->owned not NULL: is that the object with the value? It may be of a try before. */
bool made_is_there(const mmf_out *out);

/* The object, which is out's no longer. NULL: CorruptNamespace. */
PyObject *made_take(const Handle *handle, mmf_out *out);

#endif
