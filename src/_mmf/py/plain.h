/* plain.h -- single plain Python values as cells. What needs no memory of its own is done here, inline: that is what
 * hot paths store and look up. */
#ifndef PY_PLAIN_H
#define PY_PLAIN_H

#include "arena.h"

#include "../core/mmf.h"

static ALWAYS_INLINE bool plain_text_is_short(PyObject *text)
{
    return PyUnicode_IS_COMPACT_ASCII(text) && PyUnicode_GET_LENGTH(text) <= MMF_INLINE_BYTES;
}

/* A str of any kind that is ready; the cell's data points into it. */
static inline void plain_text(PyObject *text, mmf_value *value)
{
    size_t length = (size_t)PyUnicode_GET_LENGTH(text);
    unsigned kind = PyUnicode_KIND(text);
    uint8_t width = kind == 1 ? MMF_WIDTH_1 : kind == 2 ? MMF_WIDTH_2 : MMF_WIDTH_4;
    value->data = NULL;
    if (PyUnicode_IS_ASCII(text)) {
        if (length <= MMF_INLINE_BYTES) {
            value->cell = mmf_cell_inline(MMF_TAG_STR7, PyUnicode_DATA(text), length);
            return;
        }
        width = MMF_WIDTH_ASCII;
    }
    value->cell = mmf_cell_long(MMF_TAG_STR, width, length * kind);
    value->data = PyUnicode_DATA(text);
}

static inline void plain_bytes(PyObject *bytes, mmf_value *value)
{
    size_t length = (size_t)PyBytes_GET_SIZE(bytes);
    value->data = NULL;
    if (length <= MMF_INLINE_BYTES) {
        value->cell = mmf_cell_inline(MMF_TAG_BYTES7, PyBytes_AS_STRING(bytes), length);
        return;
    }
    value->cell = mmf_cell_long(MMF_TAG_BYTES, 0, length);
    value->data = PyBytes_AS_STRING(bytes);
}

/* Exact str, small int, bytes, None, bool, float: true. value->data points into the object, if anywhere, so the caller
 * must hold a reference as long as it uses the value. False: another type, or it needs memory. */
static inline bool plain_encode(PyObject *object, mmf_value *value)
{
    PyTypeObject *type = Py_TYPE(object);
    int64_t number;
    if (type == &PyLong_Type) {
        if (!compat_long_small(object, &number))
            return false;
        value->cell = mmf_cell_int(number);
    } else if (type == &PyUnicode_Type) {
        if (!compat_text_is_ready(object))
            return false;
        plain_text(object, value);
        return true;
    } else if (object == Py_None) {
        value->cell = mmf_cell_plain(MMF_TAG_NONE, 0);
    } else if (type == &PyBool_Type) {
        value->cell = mmf_cell_plain(object == Py_True ? MMF_TAG_TRUE : MMF_TAG_FALSE, 0);
    } else if (type == &PyFloat_Type) {
        value->cell = mmf_cell_float(PyFloat_AS_DOUBLE(object));
    } else if (type == &PyBytes_Type) {
        plain_bytes(object, value);
        return true;
    } else {
        return false;
    }
    value->data = NULL;
    return true;
}

/* An int of any size (PyLong_Check). -1 and MemoryError. */
int plain_long(arena *a, PyObject *number, mmf_value *value);
int plain_complex(arena *a, PyObject *number, mmf_value *value);

/* What add() may add: an int of 64 bits or a float, or what has __index__. -1: OverflowError, TypeError. */
int plain_delta(PyObject *object, mmf_cell *delta);
PyObject *plain_from_number(mmf_cell number, PyObject **last_int); /* INT (see compat_long_reuse()) or FLOAT */

#endif
