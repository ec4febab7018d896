/* compat.h -- where the versions of CPython's C API differ; no other file asks for the version. */
#ifndef PY_COMPAT_H
#define PY_COMPAT_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdbool.h>
#include <stdint.h>

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
#define COLD __attribute__((cold, noinline))
#define NOINLINE __attribute__((noinline)) /* so that its caller needs no frame in other cases */
#define FLATTEN __attribute__((flatten)) /* with what it calls inlined, of the core, too, but for NOINLINE functions */
#define ALWAYS_INLINE inline __attribute__((always_inline))

#if PY_VERSION_HEX < 0x030D0000
#define Py_BEGIN_CRITICAL_SECTION(object) {
#define Py_END_CRITICAL_SECTION() }
#endif

static inline bool compat_is_finalizing(void)
{
#if PY_VERSION_HEX >= 0x030D0000
    return Py_IsFinalizing();
#else
    return _Py_IsFinalizing();
#endif
}

/* What a class itself defines, by name; a new reference. */
static inline PyObject *compat_type_dict(PyTypeObject *type)
{
#if PY_VERSION_HEX >= 0x030C0000
    return PyType_GetDict(type);
#else
    return Py_NewRef(type->tp_dict);
#endif
}

/* The value of an int of one digit or so, without a call. */
static ALWAYS_INLINE bool compat_long_small(PyObject *object, int64_t *value)
{
#if PY_VERSION_HEX >= 0x030C0000
    if (!PyUnstable_Long_IsCompact((PyLongObject *)object))
        return false;
    *value = PyUnstable_Long_CompactValue((PyLongObject *)object);
    return true;
#else
    Py_ssize_t size = Py_SIZE(object);
    if (size < -1 || size > 1)
        return false;
    *value = (int64_t)size * ((PyLongObject *)object)->ob_digit[0];
    return true;
#endif
}

/* An int, by the shortest way: PyLong_FromLongLong() where it is not one positive digit. */
static ALWAYS_INLINE PyObject *compat_long_from(int64_t value)
{
#if PY_VERSION_HEX < 0x030C0000 && !defined(Py_TRACE_REFS) && !defined(Py_REF_DEBUG)
    if (LIKELY(value > 256 && value <= PyLong_MASK)) {
        PyLongObject *number = PyObject_Malloc(sizeof *number);
        if (UNLIKELY(!number))
            return PyErr_NoMemory();
        Py_SET_REFCNT(number, 1);
        Py_SET_TYPE(number, &PyLong_Type);
        Py_SET_SIZE(number, 1);
        number->ob_digit[0] = (digit)value;
        return (PyObject *)number;
    }
#endif
    return PyLong_FromLongLong(value);
}

/* compat_long_from(), which gives the object that it gave last time again, with this value, where nobody else has that
 * any more: most ints are read to be computed with, and dropped. zip() and dict.items() do so with their tuples.
 * `*last` is an int above 256 of one digit. */
static ALWAYS_INLINE PyObject *compat_long_reuse(PyObject **last, int64_t value)
{
#ifndef Py_GIL_DISABLED
    if (LIKELY(value > 256 && value <= PyLong_MASK)) {
        PyLongObject *number = (PyLongObject *)*last;
        if (LIKELY(Py_REFCNT(number) == 1)) {
#if PY_VERSION_HEX >= 0x030C0000
            number->long_value.ob_digit[0] = (digit)value;
#else
            number->ob_digit[0] = (digit)value;
#endif
            return Py_NewRef(number);
        }
        PyObject *other = compat_long_from(value);
        if (LIKELY(other != NULL))
            Py_SETREF(*last, Py_NewRef(other));
        return other;
    }
#else
    (void)last;
#endif
    return compat_long_from(value);
}

/* Bytes of two's complement that hold an int; perhaps one more than needed. */
static inline size_t compat_long_size(PyObject *object)
{
#if PY_VERSION_HEX >= 0x030D0000
    return (size_t)PyLong_AsNativeBytes(object, NULL, 0, Py_ASNATIVEBYTES_LITTLE_ENDIAN);
#else
    return _PyLong_NumBits(object) / 8 + 1;
#endif
}

static inline int compat_long_write(PyObject *object, unsigned char *to, size_t bytes)
{
#if PY_VERSION_HEX >= 0x030D0000
    return PyLong_AsNativeBytes(object, to, (Py_ssize_t)bytes, Py_ASNATIVEBYTES_LITTLE_ENDIAN) < 0 ? -1 : 0;
#else
    return _PyLong_AsByteArray((PyLongObject *)object, to, bytes, 1, 1);
#endif
}

static inline PyObject *compat_long_read(const unsigned char *from, size_t bytes)
{
#if PY_VERSION_HEX >= 0x030D0000
    return PyLong_FromNativeBytes(from, bytes, Py_ASNATIVEBYTES_LITTLE_ENDIAN);
#else
    return _PyLong_FromByteArray(from, bytes, 1, 1);
#endif
}

/* A dict that will have so many items. One that is made wide at once is not the smaller kind for texts alone. */
static inline PyObject *compat_dict_for(size_t count)
{
#if PY_VERSION_HEX < 0x030D0000
    if (count > 32)
        return _PyDict_NewPresized((Py_ssize_t)count);
#endif
    (void)count;
    return PyDict_New();
}

/* Milliseconds of a clock that nobody sets. */
static inline int64_t compat_steady_ms(void)
{
#if PY_VERSION_HEX >= 0x030D0000
    PyTime_t now = 0;
    (void)PyTime_MonotonicRaw(&now);
    return now / 1000000;
#else
    return _PyTime_GetMonotonicClock() / 1000000;
#endif
}

/* Strings made by the old wchar_t interface get their characters late. */
static inline int compat_text_ready(PyObject *text)
{
#if PY_VERSION_HEX < 0x030C0000
    return PyUnicode_READY(text);
#else
    (void)text;
    return 0;
#endif
}

static inline bool compat_text_is_ready(PyObject *text)
{
#if PY_VERSION_HEX < 0x030C0000
    return PyUnicode_IS_READY(text);
#else
    (void)text;
    return true;
#endif
}

#endif
