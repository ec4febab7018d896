/* stream.c -- writes plain values, tuples of them and so on into one growing block.
 *
 * U1  A frozenset's elements are sorted by their bytes, so that equal sets are equal bytes in every process, whatever
 *     its hash seed.
 * U2  All payloads are padded with zeros to 16 bytes. */
#include "stream.h"

#include <stdlib.h>

#include "plain.h"

#define FIRST_CAPACITY 256

/* ------------------------------------------------------------------ memory */

Py_ssize_t stream_reserve(stream *s, size_t bytes)
{
    if (bytes > (size_t)PY_SSIZE_T_MAX / 4 - s->bytes) {
        PyErr_NoMemory();
        return -1;
    }
    if (s->bytes + bytes > s->capacity) {
        size_t capacity = s->capacity ? 2 * s->capacity : FIRST_CAPACITY;
        if (capacity < s->bytes + bytes)
            capacity = s->bytes + bytes;
        arena_block *wider = PyMem_RawRealloc(s->block, sizeof *wider + capacity);
        if (!wider) {
            PyErr_NoMemory();
            return -1;
        }
        s->block = wider;
        s->capacity = capacity;
    }
    size_t at = s->bytes;
    memset(s->block->data + at, 0, bytes);
    s->bytes += bytes;
    return (Py_ssize_t)at;
}

unsigned char *stream_finish(stream *s)
{
    unsigned char *data = s->block->data;
    arena_adopt(s->arena, s->block);
    s->block = NULL;
    return data;
}

void stream_drop(stream *s)
{
    PyMem_RawFree(s->block);
    s->block = NULL;
}

static int put_value(stream *s, const mmf_value *value)
{
    size_t bytes = value->data ? value->cell.w1 : 0;
    Py_ssize_t at = stream_reserve(s, 16 + mmf_padded(bytes));
    if (at < 0)
        return -1;
    mmf_cell_write(s->block->data + at, value->cell);
    if (bytes)
        memcpy(s->block->data + at + 16, value->data, bytes);
    return 1;
}

/* ------------------------------------------------------------------ keys */

static bool keeps_equality(PyTypeObject *type, PyTypeObject *base)
{
    return PyType_IsSubtype(type, base) && type->tp_hash == base->tp_hash &&
           type->tp_richcompare == base->tp_richcompare;
}

PyTypeObject *key_type_of(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    PyTypeObject *bases[] = {&PyUnicode_Type, &PyLong_Type, &PyBytes_Type, &PyFloat_Type, &PyTuple_Type};
    if (object == Py_None || type == &PyBool_Type)
        return type;
    for (size_t i = 0; i < Py_ARRAY_LENGTH(bases); i++)
        if (keeps_equality(type, bases[i]))
            return bases[i];
    return NULL;
}

COLD int raise_key_type(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    if (!type->tp_hash || type->tp_hash == PyObject_HashNotImplemented)
        PyErr_Format(PyExc_TypeError, "unhashable type: '%.200s'", type->tp_name);
    else
        PyErr_Format(PyExc_TypeError,
                     "keys must be str, bytes, int, float, bool, None or tuples of these, not '%.200s'", type->tp_name);
    return -1;
}

static int key_float(arena *a, double number, bool normal, mmf_value *value, bool *differs)
{
    if (number != number) {
        PyErr_SetString(PyExc_TypeError,
                        "a float that is nan cannot be a key: it equals nothing, so it could not be found");
        return -1;
    }
    value->cell = mmf_cell_float(number);
    value->data = NULL;
    if (number - number != 0 || __builtin_floor(number) != number) /* infinite, or not whole */
        return 0;
    *differs = true;
    if (!normal)
        return 0;
    PyObject *whole = PyLong_FromDouble(number);
    int failed = whole ? plain_long(a, whole, value) : -1;
    Py_XDECREF(whole);
    return failed;
}

int key_scalar(arena *a, PyObject *object, PyTypeObject *type, bool normal, mmf_value *value, bool *differs)
{
    if (type == &PyUnicode_Type) {
        if (compat_text_ready(object) < 0)
            return -1;
        plain_text(object, value);
        return 0;
    }
    if (type == &PyLong_Type)
        return plain_long(a, object, value);
    if (type == &PyFloat_Type)
        return key_float(a, PyFloat_AS_DOUBLE(object), normal, value, differs);
    if (type == &PyBytes_Type) {
        plain_bytes(object, value);
        return 0;
    }
    value->data = NULL;
    if (type != &PyBool_Type) {
        value->cell = mmf_cell_plain(MMF_TAG_NONE, 0);
        return 0;
    }
    *differs = true;
    value->cell = normal                ? mmf_cell_int(object == Py_True)
                  : (object == Py_True) ? mmf_cell_plain(MMF_TAG_TRUE, 0)
                                        : mmf_cell_plain(MMF_TAG_FALSE, 0);
    return 0;
}

/* ------------------------------------------------------------------ tuples and frozensets */

/* Where each element of a frozenset lies, for sorting. */
typedef struct piece {
    const unsigned char *data;
    size_t bytes;
} piece;

static int compare_pieces(const void *left, const void *right)
{
    const piece *a = left, *b = right;
    int order = memcmp(a->data, b->data, a->bytes < b->bytes ? a->bytes : b->bytes);
    return order ? order : (a->bytes > b->bytes) - (a->bytes < b->bytes);
}

/* Keeps U1. pieces[i].bytes are the sizes of the elements, one after the other from `start` on. */
static int sort_elements(stream *s, size_t start, piece *pieces, size_t count)
{
    size_t bytes = s->bytes - start, at = 0;
    unsigned char *copy = arena_take(s->arena, bytes);
    if (!copy)
        return -1;
    memcpy(copy, s->block->data + start, bytes);
    for (size_t i = 0; i < count; at += pieces[i++].bytes)
        pieces[i].data = copy + at;
    qsort(pieces, count, sizeof *pieces, compare_pieces);
    at = start;
    for (size_t i = 0; i < count; at += pieces[i++].bytes)
        memcpy(s->block->data + at, pieces[i].data, pieces[i].bytes);
    return 1;
}

static int append_tuple(stream *s, PyObject *tuple)
{
    int done = 1;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tuple) && done == 1; i++)
        done = stream_append(s, PyTuple_GET_ITEM(tuple, i));
    return done;
}

static int append_frozenset(stream *s, PyObject *set)
{
    size_t start = s->bytes, count = 0;
    piece *pieces = arena_take_array(s->arena, (size_t)PySet_GET_SIZE(set) + 1, sizeof *pieces);
    PyObject *iterator = pieces ? PyObject_GetIter(set) : NULL, *element;
    int done = iterator ? 1 : -1;
    while (done == 1 && (element = PyIter_Next(iterator))) {
        size_t before = s->bytes;
        done = stream_append(s, element);
        pieces[count++].bytes = s->bytes - before;
        Py_DECREF(element);
    }
    Py_XDECREF(iterator);
    if (done == 1 && PyErr_Occurred())
        done = -1;
    return done == 1 && count > 1 ? sort_elements(s, start, pieces, count) : done;
}

/* The cell, the count, then the elements; the cell last, when the length is known. */
static int append_group(stream *s, PyObject *group, uint8_t tag)
{
    mmf_cell count = mmf_cell_int(tag == MMF_TAG_TUPLE ? PyTuple_GET_SIZE(group) : PySet_GET_SIZE(group));
    Py_ssize_t at = stream_reserve(s, 32);
    if (at < 0 || Py_EnterRecursiveCall(" while storing a tuple"))
        return -1;
    mmf_cell_write(s->block->data + at + 16, count);
    int done = tag == MMF_TAG_TUPLE ? append_tuple(s, group) : append_frozenset(s, group);
    Py_LeaveRecursiveCall();
    mmf_cell_write(s->block->data + at, mmf_cell_long(tag, 0, s->bytes - (size_t)at - 16));
    return done;
}

int stream_append(stream *s, PyObject *object)
{
    mmf_value value;
    PyTypeObject *type = Py_TYPE(object);
    int failed;
    if (s->form != STREAM_VALUE) {
        if (!(type = key_type_of(object)))
            return raise_key_type(object);
        if (type == &PyTuple_Type)
            return append_group(s, object, MMF_TAG_TUPLE);
        failed = key_scalar(s->arena, object, type, s->form == STREAM_KEY_NORMAL, &value, &s->differs);
    } else if (plain_encode(object, &value)) {
        failed = 0;
    } else if (type == &PyLong_Type) {
        failed = plain_long(s->arena, object, &value);
    } else if (type == &PyUnicode_Type) {
        if (!(failed = compat_text_ready(object)))
            plain_text(object, &value);
    } else if (type == &PyComplex_Type) {
        failed = plain_complex(s->arena, object, &value);
    } else if (type == &PyTuple_Type) {
        return append_group(s, object, MMF_TAG_TUPLE);
    } else if (type == &PyFrozenSet_Type) {
        return append_group(s, object, MMF_TAG_FROZENSET);
    } else {
        return 0;
    }
    return failed ? -1 : put_value(s, &value);
}
