/* list_iter.c -- reversed(list): from the last index down, as list's own. */
#include "errors.h"
#include "list_type.h"

typedef struct ListReverseIterator {
    PyObject_HEAD PyObject *list; /* NULL once exhausted */
    Py_ssize_t index;
} ListReverseIterator;

PyObject *list_reversed(PyObject *list, PyObject *unused)
{
    const Handle *handle = (const Handle *)list;
    PyTypeObject *type = handle->state->list_reverse_iterator_type;
    Py_ssize_t length = list_length(handle);
    (void)unused;
    ListReverseIterator *self = length < 0 ? NULL : (ListReverseIterator *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->list = Py_NewRef(list);
    self->index = length - 1;
    return (PyObject *)self;
}

/* The list may have become shorter: then it is exhausted. */
static PyObject *next_of(ListReverseIterator *self)
{
    PyObject *item = NULL;
    if (self->index >= 0) {
        item = PySequence_GetItem(self->list, self->index);
        if (item) {
            self->index--;
            return item;
        }
        if (!PyErr_ExceptionMatches(PyExc_IndexError))
            return NULL;
        PyErr_Clear();
    }
    Py_CLEAR(self->list);
    return NULL;
}

static PyObject *ListReverseIterator_tp_iternext(PyObject *object)
{
    ListReverseIterator *self = (ListReverseIterator *)object;
    PyObject *item = NULL;
    Py_BEGIN_CRITICAL_SECTION(object);
    if (self->list)
        item = next_of(self);
    Py_END_CRITICAL_SECTION();
    return item;
}

static PyObject *ListReverseIterator_length_hint(PyObject *object, PyObject *unused)
{
    const ListReverseIterator *self = (const ListReverseIterator *)object;
    (void)unused;
    return PyLong_FromSsize_t(self->list ? self->index + 1 : 0);
}

static int ListReverseIterator_tp_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((ListReverseIterator *)self)->list);
    return 0;
}

static int ListReverseIterator_tp_clear(PyObject *self)
{
    Py_CLEAR(((ListReverseIterator *)self)->list);
    return 0;
}

static void ListReverseIterator_tp_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    (void)ListReverseIterator_tp_clear(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyMethodDef list_reverse_iterator_methods[] = {
    {"__length_hint__", ListReverseIterator_length_hint, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot list_reverse_iterator_slots[] = {
    {Py_tp_doc, "Iterator over a List from its end."},
    {Py_tp_dealloc, ListReverseIterator_tp_dealloc},
    {Py_tp_traverse, ListReverseIterator_tp_traverse},
    {Py_tp_clear, ListReverseIterator_tp_clear},
    {Py_tp_iter, PyObject_SelfIter},
    {Py_tp_iternext, ListReverseIterator_tp_iternext},
    {Py_tp_methods, list_reverse_iterator_methods},
    {0, NULL},
};
PyType_Spec list_reverse_iterator_spec = {
    .name = "mmfshare._mmf.ListReverseIterator",
    .basicsize = sizeof(ListReverseIterator),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = list_reverse_iterator_slots,
};
