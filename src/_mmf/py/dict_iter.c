/* dict_iter.c -- iterators over a Dict, in insertion order or backwards. They go on whatever others write: each item
 * that stays present comes exactly once, none that is added after the first came. */
#include "args.h"
#include "decode.h"
#include "dict_type.h"
#include "errors.h"
#include "wait.h"

enum kind { KIND_KEYS, KIND_VALUES, KIND_ITEMS };

typedef struct DictIterator {
    PyObject_HEAD Handle *dict; /* NULL once exhausted */
    mmf_cursor cursor;
    enum kind kind;
    bool backwards;
} DictIterator;

static PyObject *make_iterator(PyObject *object, enum kind kind, bool backwards)
{
    Handle *dict = (Handle *)object;
    PyTypeObject *type = dict->state->dict_iterator_type;
    if (!handle_usable(dict))
        return NULL;
    DictIterator *self = (DictIterator *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->dict = (Handle *)Py_NewRef(dict);
    self->kind = kind;
    self->backwards = backwards;
    return (PyObject *)self;
}

PyObject *dict_tp_iter(PyObject *dict) { return make_iterator(dict, KIND_KEYS, false); }

PyObject *dict_reversed(PyObject *dict, PyObject *unused)
{
    (void)unused;
    return make_iterator(dict, KIND_KEYS, true);
}

PyObject *dict_iter(PyObject *dict, PyObject *const *args, Py_ssize_t given)
{
    if (!args_count("_iter", given, 2, 2))
        return NULL;
    long kind = PyLong_AsLong(args[0]);
    int backwards = PyObject_IsTrue(args[1]);
    if ((kind == -1 && PyErr_Occurred()) || backwards < 0)
        return NULL;
    if (kind < KIND_KEYS || kind > KIND_ITEMS)
        return PyErr_Format(PyExc_ValueError, "_iter() knows kinds 0, 1 and 2, not %ld", kind);
    return make_iterator(dict, (enum kind)kind, backwards);
}

static PyObject *make_item(const Handle *dict, mmf_out *key_out, mmf_out *value_out)
{
    PyObject *key = decode_key(dict, key_out), *value = NULL, *item = NULL;
    if (key)
        value = decode_value(dict, value_out);
    else
        mmf_out_clear(value_out);
    if (value && (item = PyTuple_New(2))) {
        PyTuple_SET_ITEM(item, 0, key);
        PyTuple_SET_ITEM(item, 1, value);
        return item;
    }
    Py_XDECREF(value);
    Py_XDECREF(key);
    return NULL;
}

static PyObject *next_of(DictIterator *self, Handle *dict)
{
    mmf_out key, value;
    mmf_out *wanted_key = self->kind == KIND_VALUES ? NULL : &key,
            *wanted_value = self->kind == KIND_KEYS ? NULL : &value;
    mmf_status status;
    wait w = WAIT_START;
    if (!handle_usable(dict))
        return NULL;
    decode_begin(&key);
    decode_begin(&value);
    do
        status = mmf_dict_next(&dict->ref, &self->cursor, self->backwards, wanted_key, wanted_value);
    while (wait_more(&w, dict, &status));
    wait_end(&w, dict);
    if (LIKELY(status == MMF_OK)) {
        switch (self->kind) {
        case KIND_KEYS:
            return decode_key(dict, &key);
        case KIND_VALUES:
            return decode_value(dict, &value);
        default:
            return make_item(dict, &key, &value);
        }
    }
    mmf_out_clear(&key);
    mmf_out_clear(&value);
    if (status != MMF_NOT_FOUND)
        return raise_status(dict, status);
    Py_CLEAR(self->dict);
    return NULL;
}

static PyObject *DictIterator_tp_iternext(PyObject *object)
{
    DictIterator *self = (DictIterator *)object;
    PyObject *item = NULL;
    Py_BEGIN_CRITICAL_SECTION(object);
    if (self->dict) {
        Handle *dict = (Handle *)Py_NewRef(self->dict); /* during a wait another thread may exhaust it */
        item = next_of(self, dict);
        Py_DECREF(dict);
    }
    Py_END_CRITICAL_SECTION();
    return item;
}

static int DictIterator_tp_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((DictIterator *)self)->dict);
    return 0;
}

static int DictIterator_tp_clear(PyObject *self)
{
    Py_CLEAR(((DictIterator *)self)->dict);
    return 0;
}

static void DictIterator_tp_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    (void)DictIterator_tp_clear(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyType_Slot dict_iterator_slots[] = {
    {Py_tp_doc, "Iterator over a Dict."},
    {Py_tp_dealloc, DictIterator_tp_dealloc},
    {Py_tp_traverse, DictIterator_tp_traverse},
    {Py_tp_clear, DictIterator_tp_clear},
    {Py_tp_iter, PyObject_SelfIter},
    {Py_tp_iternext, DictIterator_tp_iternext},
    {0, NULL},
};
PyType_Spec dict_iterator_spec = {
    .name = "mmfshare._mmf.DictIterator",
    .basicsize = sizeof(DictIterator),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = dict_iterator_slots,
};
