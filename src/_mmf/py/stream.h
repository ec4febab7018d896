/* stream.h -- tuples and frozensets of plain values as one payload (see mmf_buffer in value.h). */
#ifndef PY_STREAM_H
#define PY_STREAM_H

#include "arena.h"

#include "../core/mmf.h"

enum stream_form {
    STREAM_VALUE,      /* exact plain types only */
    STREAM_KEY,        /* what keys may be made of, as it is to be stored */
    STREAM_KEY_NORMAL, /* the same, so that equal keys give equal bytes: whole floats and bools as ints */
};

/* Append one value at the top level of a payload. */
typedef struct stream {
    arena *arena;
    arena_block *block;
    size_t bytes, capacity;
    enum stream_form form;
    bool differs; /* the normal form of what was written differs from what was written */
} stream;

static inline void stream_init(stream *s, arena *a, enum stream_form form) { *s = (stream){.arena = a, .form = form}; }

/* 1: done. 0: not plain (only for STREAM_VALUE); what was written is rubbish. -1: exception. */
int stream_append(stream *s, PyObject *object);
/* Room for `bytes` more, zeroed; an offset from the start, or -1. */
Py_ssize_t stream_reserve(stream *s, size_t bytes);
/* The bytes written, in memory of the arena from now on. */
unsigned char *stream_finish(stream *s);
/* Not wanted. */
void stream_drop(stream *s);

/* TypeError for an object that no key may be. */
int raise_key_type(PyObject *object);

/* What a key is stored as: its exact type, or the base type of a subclass that changes neither hash nor equality. NULL:
 * it can be no key. */
PyTypeObject *key_type_of(PyObject *object);

/* A key of a scalar type (not tuple). -1: TypeError for NaN, MemoryError. */
int key_scalar(arena *a, PyObject *object, PyTypeObject *type, bool normal, mmf_value *value, bool *differs);

#endif
