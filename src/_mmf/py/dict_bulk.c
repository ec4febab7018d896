/* dict_bulk.c -- what a Dict does with all its items at once. Everything is encoded first and applied in one commit. */
#include "args.h"
#include "decode.h"
#include "dict_type.h"
#include "encode.h"
#include "errors.h"
#include "take.h"
#include "wait.h"

static mmf_status remove_last(const Handle *self, const void *unused, mmf_buffer *item)
{
    (void)unused;
    return mmf_dict_popitem(&self->ref, item);
}

PyObject *dict_popitem(PyObject *object, PyObject *unused)
{
    const Handle *self = (const Handle *)object;
    mmf_status status;
    (void)unused;
    if (!handle_usable(self))
        return NULL;
    PyObject *pair = take(self, remove_last, NULL, take_pair, &status);
    if (status == MMF_NOT_FOUND)
        PyErr_SetString(PyExc_KeyError, "popitem(): dictionary is empty");
    else if (status != MMF_OK)
        raise_status(self, status);
    return pair;
}

PyObject *dict_clear(PyObject *object, PyObject *unused)
{
    const Handle *self = (const Handle *)object;
    mmf_status status;
    wait w = WAIT_START;
    (void)unused;
    if (!handle_usable(self))
        return NULL;
    do
        status = mmf_dict_clear(&self->ref);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    return status == MMF_OK ? Py_NewRef(Py_None) : raise_status(self, status);
}

PyObject *dict_snapshot(PyObject *object, PyObject *unused)
{
    (void)unused;
    return decode_snapshot((const Handle *)object, NULL);
}

PyObject *dict_snapshot_stamp(PyObject *object, PyObject *unused)
{
    uint64_t stamp;
    (void)unused;
    PyObject *plain = decode_snapshot((const Handle *)object, &stamp);
    return plain ? Py_BuildValue("NK", plain, (unsigned long long)stamp) : NULL;
}

PyObject *dict_replace(PyObject *object, PyObject *const *args, Py_ssize_t given)
{
    const Handle *self = (const Handle *)object;
    unsigned long long stamp = MMF_ANY_STAMP;
    encoder e;
    mmf_item *items;
    size_t count;
    mmf_status status = STATUS_RAISED;
    wait w = WAIT_START;
    if (!args_count("_replace", given, 2, 2))
        return NULL;
    if (!PyDict_CheckExact(args[0]))
        return PyErr_Format(PyExc_TypeError, "_replace() takes a plain dict, not '%.100s'", Py_TYPE(args[0])->tp_name);
    if (args[1] != Py_None && (stamp = PyLong_AsUnsignedLongLong(args[1])) == (unsigned long long)-1 &&
        PyErr_Occurred())
        return NULL;
    encoder_init(&e, self);
    if (encode_items(&e, args[0], &items, &count) == 0 && handle_usable(self)) {
        do
            status = mmf_dict_replace(&self->ref, items, count, stamp);
        while (wait_more(&w, self, &status));
        wait_end(&w, self);
        if (status != MMF_OK && status != MMF_MOVED)
            raise_status(self, status);
    }
    encoder_clear(&e);
    return status == MMF_OK || status == MMF_MOVED ? PyBool_FromLong(status == MMF_OK) : NULL;
}

/* ------------------------------------------------------------------ many values */

static int encode_keys_locked(encoder *e, PyObject *keys, mmf_key **encoded, size_t *given)
{
    size_t count = *given = (size_t)PySequence_Fast_GET_SIZE(keys);
    if (!(*encoded = arena_take_array(&e->arena, count, sizeof **encoded)))
        return -1;
    for (size_t i = 0; i < count; i++) { /* no code runs meanwhile; while we wait, a list may change */
        PyObject *key = PySequence_Fast_GET_ITEM(keys, (Py_ssize_t)i);
        mmf_key *to = *encoded + i;
        if (UNLIKELY(!encode_key_fast(e->handle, key, to)) && encode_key(e, key, to) < 0)
            return -1;
        if (to->value.data && arena_keep_object(&e->arena, key) < 0)
            return -1;
    }
    return 0;
}

static int encode_keys(encoder *e, PyObject *keys, mmf_key **encoded, size_t *count)
{
    int failed;
    Py_BEGIN_CRITICAL_SECTION(keys);
    failed = encode_keys_locked(e, keys, encoded, count);
    Py_END_CRITICAL_SECTION();
    return failed;
}

static PyObject *get_many(const Handle *self, const mmf_key *keys, size_t count, PyObject *missing)
{
    mmf_buffer buffer;
    mmf_status status;
    wait w = WAIT_START;
    mmf_buffer_init(&buffer);
    do
        status = mmf_dict_get_many(&self->ref, keys, count, &buffer);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    PyObject *list = status == MMF_OK ? decode_many(self, &buffer, count, missing) : raise_status(self, status);
    mmf_buffer_clear(&buffer);
    return list;
}

PyObject *dict_get_many(PyObject *object, PyObject *const *args, Py_ssize_t given, PyObject *keywords)
{
    const Handle *self = (const Handle *)object;
    PyObject *missing = Py_None, *list = NULL;
    encoder e;
    mmf_key *encoded;
    size_t count;
    if (!args_last_keyword("get_many", "default", args, given, 2, keywords, &missing))
        return NULL;
    PyObject *keys = PySequence_Fast(args[0], "get_many() takes an iterable of keys");
    if (!keys)
        return NULL;
    encoder_init(&e, self);
    if (handle_usable(self) && encode_keys(&e, keys, &encoded, &count) == 0)
        list = get_many(self, encoded, count, missing);
    encoder_clear(&e);
    Py_DECREF(keys);
    return list;
}

/* ------------------------------------------------------------------ update */

/* Does `other` say that it is a mapping? 1, 0, -1. */
static int has_keys(PyObject *other)
{
    PyObject *keys = PyObject_GetAttrString(other, "keys");
    if (!keys && !PyErr_ExceptionMatches(PyExc_AttributeError))
        return -1;
    PyErr_Clear();
    Py_XDECREF(keys);
    return keys != NULL;
}

/* What is to be set, as a new exact dict that nobody else knows, with dict's own meaning of update(). */
static PyObject *collect(const Handle *self, PyObject *other, PyObject *const *values, PyObject *keywords)
{
    PyObject *items;
    int failed = 0;
    if (other && PyObject_TypeCheck(other, self->state->dict_type)) {
        items = decode_snapshot((const Handle *)other, NULL); /* one instant */
    } else if ((items = PyDict_New()) && other) {
        int is_mapping = PyDict_CheckExact(other) ? 1 : has_keys(other);
        failed = is_mapping < 0 ? -1
                 : is_mapping   ? PyDict_Merge(items, other, 1)
                                : PyDict_MergeFromSeq2(items, other, 1);
    }
    for (Py_ssize_t i = 0; items && !failed && keywords && i < PyTuple_GET_SIZE(keywords); i++)
        failed = PyDict_SetItem(items, PyTuple_GET_ITEM(keywords, i), values[i]);
    if (failed)
        Py_CLEAR(items);
    return items;
}

PyObject *dict_update(PyObject *object, PyObject *const *args, Py_ssize_t given, PyObject *keywords)
{
    const Handle *self = (const Handle *)object;
    encoder e;
    mmf_item *items;
    size_t count;
    mmf_status status = STATUS_RAISED;
    wait w = WAIT_START;
    if (!args_count("update", given, 0, 1) || !handle_usable(self))
        return NULL;
    if (given && !keywords && PyObject_TypeCheck(args[0], self->state->dict_type)) {
        const mmf_ref *from = &((const Handle *)args[0])->ref, *to = &self->ref;
        if (!handle_usable((const Handle *)args[0])) /* its namespace may be gone, and another in the same memory */
            return NULL;
        if (from->ns == to->ns && from->off == to->off && from->serial == to->serial)
            given = 0; /* its children stay the containers that they are */
    }
    /* A plain dict alone is encoded as it is. */
    bool is_plain = given && !keywords && PyDict_CheckExact(args[0]);
    PyObject *dict = is_plain ? Py_NewRef(args[0]) : collect(self, given ? args[0] : NULL, args + given, keywords);
    if (!dict)
        return NULL;
    encoder_init(&e, self);
    if (encode_items(&e, dict, &items, &count) == 0 && handle_usable(self)) {
        do
            status = mmf_dict_update(&self->ref, items, count);
        while (wait_more(&w, self, &status));
        wait_end(&w, self);
        if (status != MMF_OK)
            raise_status(self, status);
    }
    encoder_clear(&e);
    Py_DECREF(dict);
    return status == MMF_OK ? Py_NewRef(Py_None) : NULL;
}
