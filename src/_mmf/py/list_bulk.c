/* list_bulk.c -- what a List does with many values at once. All are taken and encoded first, then applied in one
 * commit. */
#include "args.h"
#include "decode.h"
#include "encode.h"
#include "errors.h"
#include "list_type.h"
#include "wait.h"

#define TO_THE_END UINT64_MAX

PyObject *list_collect(const Handle *self, PyObject *values, const char *text)
{
    if (PyList_CheckExact(values))
        return Py_NewRef(values);
    if (PyTuple_CheckExact(values))
        return PySequence_List(values);
    if (PyObject_TypeCheck(values, self->state->list_type))
        return decode_snapshot((const Handle *)values, NULL); /* one instant */
    PyObject *iterator = PyObject_GetIter(values);
    if (!iterator) {
        if (text && PyErr_ExceptionMatches(PyExc_TypeError))
            PyErr_SetString(PyExc_TypeError, text);
        return NULL;
    }
    PyObject *list = PyList_New(0), *value; /* as list.extend() does it, but for a length hint, which may lie */
    while (list && (value = PyIter_Next(iterator))) {
        if (PyList_Append(list, value) < 0)
            Py_CLEAR(list);
        Py_DECREF(value);
    }
    if (list && PyErr_Occurred())
        Py_CLEAR(list);
    Py_DECREF(iterator);
    return list;
}

/* Replace `removed` items from `start`, unless something moved since the stamp. */
static mmf_status splice_if(const mmf_ref *list, int64_t start, uint64_t removed, const mmf_value *values, size_t count,
                            uint64_t stamp)
{
    uint64_t now;
    if (stamp == MMF_ANY_STAMP)
        return mmf_list_splice(list, start, removed, values, count);
    mmf_status status = mmf_lock(list->ns, 0, false);
    if (status != MMF_OK)
        return status;
    status = mmf_stamp(list->ns, &now);
    if (status == MMF_OK)
        status = now == stamp ? mmf_list_splice(list, start, removed, values, count) : MMF_MOVED;
    (void)mmf_unlock(list->ns, false);
    return status;
}

/* 1: done, 0: something moved, -1: exception. */
static int splice(const Handle *self, int64_t start, uint64_t removed, const mmf_value *values, size_t count,
                  uint64_t stamp)
{
    mmf_status status;
    wait w = WAIT_START;
    if (!handle_usable(self))
        return -1;
    do
        status = splice_if(&self->ref, start, removed, values, count, stamp);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    if (status == MMF_OK || status == MMF_MOVED)
        return status == MMF_OK;
    raise_status(self, status);
    return -1;
}

static int splice_values(const Handle *self, int64_t start, uint64_t removed, PyObject *values, uint64_t stamp)
{
    encoder e;
    mmf_value *encoded;
    size_t count;
    PyObject *list = list_collect(self, values, NULL);
    if (!list)
        return -1;
    encoder_init(&e, self);
    int done =
        encode_elements(&e, list, &encoded, &count) < 0 ? -1 : splice(self, start, removed, encoded, count, stamp);
    encoder_clear(&e);
    Py_DECREF(list);
    return done;
}

PyObject *list_extend(PyObject *self, PyObject *values)
{
    int done = splice_values((const Handle *)self, INT64_MAX, 0, values, MMF_ANY_STAMP);
    return done < 0 ? NULL : Py_NewRef(Py_None);
}

PyObject *list_insert(PyObject *object, PyObject *const *args, Py_ssize_t given)
{
    const Handle *self = (const Handle *)object;
    encoder e;
    mmf_value value;
    Py_ssize_t index;
    if (!args_count("insert", given, 2, 2))
        return NULL;
    if (!args_index(args[0], &index) || !encode_pair(&e, self, NULL, NULL, args[1], &value))
        return NULL;
    int done = splice(self, index < -PY_SSIZE_T_MAX ? -PY_SSIZE_T_MAX : index, 0, &value, 1, MMF_ANY_STAMP);
    encoder_clear(&e);
    return done < 0 ? NULL : Py_NewRef(Py_None);
}

PyObject *list_clear(PyObject *self, PyObject *unused)
{
    (void)unused;
    return splice((const Handle *)self, 0, TO_THE_END, NULL, 0, MMF_ANY_STAMP) < 0 ? NULL : Py_NewRef(Py_None);
}

bool list_stamp_of(PyObject *object, uint64_t *stamp)
{
    *stamp = PyLong_AsUnsignedLongLong(object);
    return *stamp != MMF_ANY_STAMP || !PyErr_Occurred();
}

PyObject *list_replace_all(PyObject *self, PyObject *const *args, Py_ssize_t given)
{
    uint64_t stamp;
    if (!args_count("_replace_all", given, 2, 2) || !list_stamp_of(args[1], &stamp))
        return NULL;
    int done = splice_values((const Handle *)self, 0, TO_THE_END, args[0], stamp);
    return done < 0 ? NULL : PyBool_FromLong(done);
}

/* ------------------------------------------------------------------ a new order */

static int read_order(arena *a, PyObject *list, uint64_t **order, size_t *count)
{
    PyObject *fast = PySequence_Fast(list, "an order is a sequence of old indices");
    if (!fast)
        return -1;
    *count = (size_t)PySequence_Fast_GET_SIZE(fast);
    *order = arena_take_array(a, *count, sizeof **order);
    int failed = *order ? 0 : -1;
    for (size_t i = 0; !failed && i < *count && i < (size_t)PySequence_Fast_GET_SIZE(fast); i++) {
        (*order)[i] = PyLong_AsUnsignedLongLong(PySequence_Fast_GET_ITEM(fast, (Py_ssize_t)i));
        failed = (*order)[i] == UINT64_MAX && PyErr_Occurred() ? -1 : 0;
    }
    Py_DECREF(fast);
    return failed;
}

PyObject *list_permute(PyObject *object, PyObject *const *args, Py_ssize_t given)
{
    const Handle *self = (const Handle *)object;
    arena a;
    uint64_t *order, stamp;
    size_t count;
    mmf_status status = STATUS_RAISED;
    wait w = WAIT_START;
    if (!args_count("_permute", given, 2, 2) || !list_stamp_of(args[1], &stamp))
        return NULL;
    arena_init(&a);
    if (read_order(&a, args[0], &order, &count) == 0 && handle_usable(self)) {
        do
            status = mmf_list_permute(&self->ref, order, count, stamp);
        while (wait_more(&w, self, &status));
        wait_end(&w, self);
    }
    arena_clear(&a);
    if (status == MMF_OK || status == MMF_MOVED)
        return PyBool_FromLong(status == MMF_OK);
    return raise_status(self, status);
}
