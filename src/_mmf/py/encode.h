/* encode.h -- Python values and dict keys on their way to the core.
 *
 * Z1  Whatever an encoded value points to is in the encoder's arena, or is kept alive by it, or by the caller's
 *     reference to the object that was given. It stays good until encoder_clear().
 * Z2  Encoding a value may run Python code (the serializer), which may even close the namespace: handle_usable() must
 *     be asked again before the core is called. Encoding a key runs none.
 * Z3  No encoder is cleared while the lock is held by the operation (see wait_end()): that drops references. */
#ifndef PY_ENCODE_H
#define PY_ENCODE_H

#include "handle.h"
#include "plain.h"

typedef struct encoder {
    const Handle *handle; /* where the values go */
    mmf_ns *pinned;       /* retained while Python code may run between two uses of it, else NULL */
    arena arena;
} encoder;

static inline void encoder_init(encoder *e, const Handle *handle)
{
    e->handle = handle;
    e->pinned = NULL;
    arena_init(&e->arena);
}
void encoder_clear(encoder *e);

/* All of these: 0, or -1 with an exception. The caller holds a reference to `object` until the encoder is cleared. */
int encode_value(encoder *e, PyObject *object, mmf_value *value);
/* The namespace must be open. TypeError: no kind of key. */
int encode_key(encoder *e, PyObject *object, mmf_key *key);
/* A key for as long as an object refers to it: `key` points into `object`, or into *memory, which is NULL where that is
 * enough. encoder_free() it at the end, also after -1. */
int encode_key_to_keep(const Handle *handle, PyObject *object, mmf_key *key, encoder **memory);
void encoder_free(encoder *memory); /* NULL does nothing */
/* All items of an exact dict, or of an exact list. They may change meanwhile, and the namespace be closed. */
int encode_items(encoder *e, PyObject *dict, mmf_item **items, size_t *count);
int encode_elements(encoder *e, PyObject *list, mmf_value **values, size_t *count);

/* Encode (if wanted: not NULL) value and key, in that order, and check that the namespace is still open; the encoder is
 * initialised here. On failure it is cleared. */
bool encode_pair(encoder *e, const Handle *handle, PyObject *key, mmf_key *k, PyObject *value, mmf_value *v);

/* The shortest way, for a key that lies in its cell: most strs, ints and bytes. False: it is another one. */
static ALWAYS_INLINE bool encode_key_cell(PyObject *object, mmf_cell *cell)
{
    int64_t number;
    if (LIKELY(PyUnicode_CheckExact(object))) {
        if (UNLIKELY(!plain_text_is_short(object)))
            return false;
        *cell = mmf_cell_inline(MMF_TAG_STR7, (const char *)((PyASCIIObject *)object + 1),
                                (size_t)PyUnicode_GET_LENGTH(object));
        return true;
    }
    if (PyLong_CheckExact(object) && compat_long_small(object, &number)) {
        *cell = mmf_cell_int(number);
        return true;
    }
    if (!PyBytes_CheckExact(object) || PyBytes_GET_SIZE(object) > MMF_INLINE_BYTES)
        return false;
    *cell = mmf_cell_inline(MMF_TAG_BYTES7, PyBytes_AS_STRING(object), (size_t)PyBytes_GET_SIZE(object));
    return true;
}

/* Keys that need no memory and no check, for hot paths: exact str, small int, bytes. The namespace must be open. */
static ALWAYS_INLINE bool encode_key_fast(const Handle *handle, PyObject *object, mmf_key *key)
{
    mmf_cell cell;
    if (LIKELY(encode_key_cell(object, &cell))) {
        mmf_key_init_cell(handle->ref.ns, key, cell);
        return true;
    }
    if (PyUnicode_CheckExact(object) && compat_text_is_ready(object)) {
        plain_text(object, &key->value);
    } else if (PyBytes_CheckExact(object)) {
        plain_bytes(object, &key->value);
    } else {
        return false;
    }
    mmf_key_init(handle->ref.ns, key);
    return true;
}

#endif
