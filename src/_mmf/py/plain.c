/* plain.c -- the plain values that plain.h leaves: ints beyond one digit, complex, and what add() takes. */
#include "plain.h"

int plain_long(arena *a, PyObject *number, mmf_value *value)
{
    int overflow;
    long long word = PyLong_AsLongLongAndOverflow(number, &overflow);
    value->data = NULL;
    if (!overflow) {
        value->cell = mmf_cell_int(word);
        return 0;
    }
    size_t bytes = compat_long_size(number);
    unsigned char *data = arena_take(a, bytes);
    if (!data || compat_long_write(number, data, bytes) < 0)
        return -1;
    /* Keeps C5: the shortest form. A last byte that only repeats the sign goes. */
    while (bytes > 1 && (data[bytes - 1] == 0 || data[bytes - 1] == 0xff) &&
           ((data[bytes - 1] ^ data[bytes - 2]) & 0x80) == 0)
        bytes--;
    if (bytes <= MMF_INLINE_BYTES) {
        value->cell = mmf_cell_inline(MMF_TAG_LONG7, data, bytes);
        return 0;
    }
    value->cell = mmf_cell_long(MMF_TAG_LONG, 0, bytes);
    value->data = data;
    return 0;
}

int plain_complex(arena *a, PyObject *number, mmf_value *value)
{
    double *parts = arena_take(a, 2 * sizeof *parts);
    if (!parts)
        return -1;
    Py_complex c = ((PyComplexObject *)number)->cval;
    parts[0] = c.real;
    parts[1] = c.imag;
    value->cell = mmf_cell_long(MMF_TAG_COMPLEX, 0, 2 * sizeof *parts);
    value->data = parts;
    return 0;
}

int plain_delta(PyObject *object, mmf_cell *delta)
{
    int64_t number;
    if (LIKELY(PyLong_CheckExact(object) && compat_long_small(object, &number))) {
        *delta = mmf_cell_int(number);
        return 0;
    }
    if (PyFloat_Check(object)) {
        *delta = mmf_cell_float(PyFloat_AS_DOUBLE(object));
        return 0;
    }
    if (!PyIndex_Check(object)) {
        PyErr_Format(PyExc_TypeError, "add() takes an int or a float, not '%.100s'", Py_TYPE(object)->tp_name);
        return -1;
    }
    PyObject *index = PyNumber_Index(object);
    if (!index)
        return -1;
    int overflow;
    long long word = PyLong_AsLongLongAndOverflow(index, &overflow);
    Py_DECREF(index);
    if (overflow) {
        PyErr_SetString(PyExc_OverflowError, "add() counts in 64 bits; this number needs more");
        return -1;
    }
    *delta = mmf_cell_int(word);
    return 0;
}

PyObject *plain_from_number(mmf_cell number, PyObject **last_int)
{
    if (LIKELY(mmf_cell_tag(number) == MMF_TAG_INT))
        return compat_long_reuse(last_int, (int64_t)number.w1);
    double value;
    memcpy(&value, &number.w1, sizeof value);
    return PyFloat_FromDouble(value);
}
