/* decode.h -- what the core answered, as Python objects. All of it is in private memory by now, and none of it is
 * trusted: what is ill-formed raises CorruptNamespace. Decoding may run Python code (the serializer, a garbage
 * collection). */
#ifndef PY_DECODE_H
#define PY_DECODE_H

#include "made.h"

/* Before an operation that gives a value or a key. */
static ALWAYS_INLINE void decode_begin(mmf_out *out) { mmf_out_init_for(out, made_room); }

PyObject *decode_other(const Handle *handle, mmf_out *out);

/* A value; a container becomes a handle. Releases `out`. */
static ALWAYS_INLINE PyObject *decode_value(const Handle *handle, mmf_out *out)
{
    if (LIKELY(mmf_cell_tag(out->cell) == MMF_TAG_INT) && LIKELY(!out->owned)) /* by a try before, of another value */
        return compat_long_reuse(&handle->state->last_int, (int64_t)out->cell.w1);
    return decode_other(handle, out);
}

/* A dict key. Releases `out`. */
PyObject *decode_key(const Handle *handle, mmf_out *out);

/* Reads a stream (see mmf_buffer) value by value; containers become plain dicts and lists. */
typedef struct reader {
    const Handle *handle;
    const unsigned char *at, *end;
    unsigned depth; /* containers that are being read */
} reader;

static inline void reader_init(reader *r, const Handle *handle, const mmf_buffer *buffer)
{
    *r = (reader){handle, buffer->data, buffer->data + buffer->bytes, 0};
}
PyObject *reader_next(reader *r); /* NULL only with an exception */
PyObject *reader_next_key(reader *r);

/* A stream of `count` values, as a list. */
PyObject *decode_values(const Handle *handle, const mmf_buffer *buffer, Py_ssize_t count);

/* The only value of a stream; releases the buffer. */
PyObject *decode_buffer(const Handle *handle, mmf_buffer *buffer);

/* What mmf_dict_get_many() gave, as a list, with `missing` for what is absent. */
PyObject *decode_many(const Handle *handle, const mmf_buffer *buffer, size_t count, PyObject *missing);

/* A plain deep copy of a container at one instant; `stamp` may be NULL. */
PyObject *decode_snapshot(const Handle *handle, uint64_t *stamp);

#endif
