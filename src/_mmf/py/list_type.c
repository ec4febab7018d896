/* list_type.c -- _mmf.List: one item at a time. Slices are in list_slice.c, what takes many values in list_bulk.c. */
#include "list_type.h"

#include "args.h"
#include "decode.h"
#include "dict_type.h"
#include "encode.h"
#include "errors.h"
#include "wait.h"

/* ------------------------------------------------------------------ indices */

static COLD bool index_slowly(PyObject *object, int64_t *index)
{
    if (!PyIndex_Check(object)) {
        PyErr_Format(PyExc_TypeError, "list indices must be integers or slices, not %.200s", Py_TYPE(object)->tp_name);
        return false;
    }
    Py_ssize_t value = PyNumber_AsSsize_t(object, PyExc_IndexError);
    *index = value;
    return value != -1 || !PyErr_Occurred();
}

static ALWAYS_INLINE bool index_of(PyObject *object, int64_t *index)
{
    if (LIKELY(PyLong_CheckExact(object)) && LIKELY(compat_long_small(object, index)))
        return true;
    return index_slowly(object, index);
}

static COLD void raise_range(const char *text) { PyErr_SetString(PyExc_IndexError, text); }

/* ------------------------------------------------------------------ reading */

/* Beyond the end: *beyond is set, if it is not NULL; else IndexError. */
static ALWAYS_INLINE PyObject *get(const Handle *self, int64_t index, bool *beyond)
{
    mmf_out out;
    mmf_status status;
    wait w = WAIT_START;
    if (!handle_usable(self))
        return NULL;
    decode_begin(&out);
    do
        status = mmf_list_get(&self->ref, index, &out);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    if (LIKELY(status == MMF_OK))
        return decode_value(self, &out);
    mmf_out_clear(&out);
    if (status != MMF_RANGE)
        return raise_status(self, status);
    if (beyond)
        *beyond = true;
    else
        raise_range("list index out of range");
    return NULL;
}

PyObject *list_item(const Handle *self, int64_t index, bool *beyond) { return get(self, index, beyond); }

static PyObject *List_mp_subscript(PyObject *self, PyObject *key)
{
    int64_t index;
    if (UNLIKELY(PySlice_Check(key)))
        return list_get_slice((const Handle *)self, key);
    return index_of(key, &index) ? get((const Handle *)self, index, NULL) : NULL;
}

/* Callers have added the length to negative indices already. */
static PyObject *List_sq_item(PyObject *self, Py_ssize_t index)
{
    if (LIKELY(index >= 0))
        return get((const Handle *)self, index, NULL);
    raise_range("list index out of range");
    return NULL;
}

Py_ssize_t list_length(const Handle *self)
{
    uint64_t count;
    mmf_status status;
    wait w = WAIT_START;
    if (!handle_usable(self))
        return -1;
    do
        status = mmf_list_len(&self->ref, &count);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    if (LIKELY(status == MMF_OK))
        return (Py_ssize_t)count;
    raise_status(self, status);
    return -1;
}

static Py_ssize_t List_sq_length(PyObject *self) { return list_length((const Handle *)self); }

/* ------------------------------------------------------------------ writing */

static ALWAYS_INLINE int set(const Handle *self, int64_t index, const mmf_value *v)
{
    mmf_status status;
    wait w = WAIT_START;
    do
        status = mmf_list_set(&self->ref, index, v);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    if (LIKELY(status == MMF_OK))
        return 0;
    if (status == MMF_RANGE)
        raise_range("list assignment index out of range");
    else
        raise_status(self, status);
    return -1;
}

static COLD int set_slowly(const Handle *self, int64_t index, PyObject *value)
{
    encoder e;
    mmf_value v;
    if (!encode_pair(&e, self, NULL, NULL, value, &v))
        return -1;
    int failed = set(self, index, &v);
    encoder_clear(&e);
    return failed;
}

static int List_mp_ass_subscript(PyObject *object, PyObject *key, PyObject *value)
{
    const Handle *self = (const Handle *)object;
    int64_t index;
    mmf_value v;
    if (UNLIKELY(PySlice_Check(key)))
        return list_set_slice(self, key, value);
    if (UNLIKELY(!index_of(key, &index)) || UNLIKELY(!handle_usable(self)))
        return -1;
    if (UNLIKELY(!value))
        return list_delete(self, index);
    return LIKELY(plain_encode(value, &v)) ? set(self, index, &v) : set_slowly(self, index, value);
}

static int List_sq_ass_item(PyObject *object, Py_ssize_t index, PyObject *value)
{
    const Handle *self = (const Handle *)object;
    if (index < 0) {
        raise_range("list assignment index out of range");
        return -1;
    }
    return value ? set_slowly(self, index, value) : list_delete(self, index);
}

static ALWAYS_INLINE PyObject *append(const Handle *self, const mmf_value *v, bool left)
{
    mmf_status status;
    wait w = WAIT_START;
    do
        status = left ? mmf_list_appendleft(&self->ref, v) : mmf_list_append(&self->ref, v);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    return LIKELY(status == MMF_OK) ? Py_NewRef(Py_None) : raise_status(self, status);
}

static COLD PyObject *append_slowly(const Handle *self, PyObject *value, bool left)
{
    encoder e;
    mmf_value v;
    if (!encode_pair(&e, self, NULL, NULL, value, &v))
        return NULL;
    PyObject *done = append(self, &v, left);
    encoder_clear(&e);
    return done;
}

static PyObject *List_meth_append(PyObject *object, PyObject *value)
{
    const Handle *self = (const Handle *)object;
    mmf_value v;
    if (!handle_usable(self))
        return NULL;
    return LIKELY(plain_encode(value, &v)) ? append(self, &v, false) : append_slowly(self, value, false);
}

static PyObject *List_meth_appendleft(PyObject *object, PyObject *value)
{
    const Handle *self = (const Handle *)object;
    mmf_value v;
    if (!handle_usable(self))
        return NULL;
    return LIKELY(plain_encode(value, &v)) ? append(self, &v, true) : append_slowly(self, value, true);
}

static PyObject *List_meth_pop(PyObject *self, PyObject *const *args, Py_ssize_t given)
{
    Py_ssize_t index = -1;
    if (!args_count("pop", given, 0, 1) || (given && !args_index(args[0], &index)))
        return NULL;
    return list_pop((const Handle *)self, index);
}

static PyObject *List_meth_popleft(PyObject *self, PyObject *unused)
{
    (void)unused;
    return list_pop((const Handle *)self, 0);
}

/* ------------------------------------------------------------------ the type */

static PyMethodDef list_methods[] = {
    {"append", List_meth_append, METH_O,
     PyDoc_STR(
         "append($self, value, /)\n--\n\nAdd a value at the right end. A plain dict or list becomes a live child.")},
    {"appendleft", List_meth_appendleft, METH_O,
     PyDoc_STR("appendleft($self, value, /)\n--\n\nAdd a value at the left end, in constant time.")},
    {"pop", (PyCFunction)(void (*)(void))List_meth_pop, METH_FASTCALL,
     PyDoc_STR("pop($self, index=-1, /)\n--\n\n"
               "Remove the item and return it, a dict or list as a plain copy. IndexError when there is none.")},
    {"popleft", List_meth_popleft, METH_NOARGS,
     PyDoc_STR(
         "popleft($self, /)\n--\n\nRemove the first item and return it, in constant time. IndexError when empty.")},
    {"extend", list_extend, METH_O,
     PyDoc_STR("extend($self, values, /)\n--\n\nAdd all values at the right end; they are taken first, and added in "
               "one atomic step.")},
    {"insert", (PyCFunction)(void (*)(void))list_insert, METH_FASTCALL,
     PyDoc_STR("insert($self, index, value, /)\n--\n\nInsert a value before the index.")},
    {"clear", list_clear, METH_NOARGS, PyDoc_STR("clear($self, /)\n--\n\nRemove all items, in one atomic step.")},
    {"snapshot", dict_snapshot, METH_NOARGS,
     PyDoc_STR("snapshot($self, /)\n--\n\nA plain list, with plain dicts and lists below it, of one instant.")},
    {"_snapshot_stamp", dict_snapshot_stamp, METH_NOARGS, PyDoc_STR("The snapshot, and a stamp of its instant.")},
    {"_permute", (PyCFunction)(void (*)(void))list_permute, METH_FASTCALL,
     PyDoc_STR("Keep the items with these old indices, in this order, unless something moved since the stamp.")},
    {"_replace_all", (PyCFunction)(void (*)(void))list_replace_all, METH_FASTCALL,
     PyDoc_STR("Replace all items, unless something moved since the stamp.")},
    {"_find", (PyCFunction)(void (*)(void))list_find, METH_FASTCALL,
     PyDoc_STR("The first index of a value, from a start and before a stop, and a stamp of its instant; or None.")},
    {"_block", (PyCFunction)(void (*)(void))list_block, METH_FASTCALL,
     PyDoc_STR("The items from an index on, so many at most, and a stamp of their instant.")},
    {"_remove_at", (PyCFunction)(void (*)(void))list_remove_at, METH_FASTCALL,
     PyDoc_STR("Remove the item at an index, unless something moved since the stamp.")},
    {"__reversed__", list_reversed, METH_NOARGS, PyDoc_STR("Iterate over the items, the last one first.")},
    {NULL, NULL, 0, NULL},
};

PyMethodDef list_named_slots[] = {
    {"__getitem__", List_mp_subscript, METH_O, PyDoc_STR("__getitem__($self, index, /)\n--\n\nReturn self[index].")},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef list_getset[] = {
    {"_namespace", Handle_get_namespace, NULL, "The namespace it lives in.", NULL},
    {"_ident", Handle_get_ident, NULL, "Offset and serial of the container in its file.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot list_slots[] = {
    {Py_tp_doc, "A list that lives in a namespace."},
    {Py_tp_new, Handle_tp_new},
    {Py_tp_dealloc, Handle_tp_dealloc},
    {Py_tp_traverse, Handle_tp_traverse},
    {Py_tp_hash, PyObject_HashNotImplemented},
    {Py_tp_iter, list_iter},
    {Py_tp_methods, list_methods},
    {Py_tp_getset, list_getset},
    {Py_mp_subscript, List_mp_subscript},
    {Py_mp_ass_subscript, List_mp_ass_subscript},
    {Py_mp_length, List_sq_length},
    {Py_sq_length, List_sq_length},
    {Py_sq_item, List_sq_item},
    {Py_sq_ass_item, List_sq_ass_item},
    {Py_sq_contains, list_sq_contains},
    {0, NULL},
};
PyType_Spec list_spec = {
    .name = "mmfshare._mmf.List",
    .basicsize = sizeof(Handle),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_SEQUENCE,
    .slots = list_slots,
};
