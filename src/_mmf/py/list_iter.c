/* list_iter.c -- iter(list) and reversed(list): by index, as list's own.
 *
 * During a wait for an item the GIL is free, and another thread may take the next item from the same iterator, or find
 * it exhausted: so next() moves the index before it fetches, and holds a reference of its own to the list. */
#include "errors.h"
#include "list_type.h"

typedef struct ListIterator {
    PyObject_HEAD PyObject *list; /* NULL once exhausted */
    Py_ssize_t index, step;       /* step: 1 or -1 */
} ListIterator;

static PyObject *new_iterator(PyObject *list, Py_ssize_t index, Py_ssize_t step)
{
    PyTypeObject *type = ((const Handle *)list)->state->list_iterator_type;
    ListIterator *self = (ListIterator *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->list = Py_NewRef(list);
    self->index = index;
    self->step = step;
    return (PyObject *)self;
}

PyObject *list_iter(PyObject *list) { return new_iterator(list, 0, 1); }

PyObject *list_reversed(PyObject *list, PyObject *unused)
{
    Py_ssize_t length = list_length((const Handle *)list);
    (void)unused;
    return length < 0 ? NULL : new_iterator(list, length - 1, -1);
}

/* The list may have become shorter: then it is exhausted. */
static PyObject *next_of(ListIterator *self, const Handle *list)
{
    Py_ssize_t index = self->index;
    if (index >= 0) {
        self->index += self->step;
        bool beyond = false;
        PyObject *item = list_item(list, index, &beyond);
        if (item)
            return item;
        if (self->index == index + self->step)
            self->index = index;
        if (!beyond)
            return NULL;
    }
    Py_CLEAR(self->list);
    return NULL;
}

static PyObject *ListIterator_tp_iternext(PyObject *object)
{
    ListIterator *self = (ListIterator *)object;
    PyObject *item = NULL;
    Py_BEGIN_CRITICAL_SECTION(object);
    if (self->list) {
        PyObject *list = Py_NewRef(self->list);
        item = next_of(self, (const Handle *)list);
        Py_DECREF(list);
    }
    Py_END_CRITICAL_SECTION();
    return item;
}

/* The list and the index of one instant; NULL once exhausted. */
static PyObject *place_of(PyObject *object, Py_ssize_t *index)
{
    const ListIterator *self = (const ListIterator *)object;
    PyObject *list;
    Py_BEGIN_CRITICAL_SECTION(object);
    list = Py_XNewRef(self->list);
    *index = self->index;
    Py_END_CRITICAL_SECTION();
    return list;
}

static PyObject *ListIterator_length_hint(PyObject *object, PyObject *unused)
{
    Py_ssize_t index, length;
    PyObject *list = place_of(object, &index);
    (void)unused;
    if (!list)
        return PyLong_FromSsize_t(0);
    if ((length = list_length((const Handle *)list)) >= 0) {
        if (((const ListIterator *)object)->step < 0)
            length = index < length ? index + 1 : 0;
        else
            length = index < length ? length - index : 0;
    }
    Py_DECREF(list);
    return length < 0 ? NULL : PyLong_FromSsize_t(length);
}

/* For copy and pickle: iter(list) or reversed(list), to be set to the index. */
static PyObject *ListIterator_reduce(PyObject *object, PyObject *unused)
{
    (void)unused;
    PyObject *maker =
        PyMapping_GetItemString(PyEval_GetBuiltins(), ((const ListIterator *)object)->step < 0 ? "reversed" : "iter");
    if (!maker)
        return NULL;
    Py_ssize_t index;
    PyObject *list = place_of(object, &index);
    return list ? Py_BuildValue("N(N)n", maker, list, index) : Py_BuildValue("N(())", maker);
}

static PyObject *ListIterator_setstate(PyObject *object, PyObject *state)
{
    ListIterator *self = (ListIterator *)object;
    Py_ssize_t index = PyLong_AsSsize_t(state);
    if (index == -1 && PyErr_Occurred())
        return NULL;
    Py_ssize_t place, length = 0;
    PyObject *list = place_of(object, &place);
    if (list && (length = list_length((const Handle *)list)) < 0) {
        Py_DECREF(list);
        return NULL;
    }
    Py_XDECREF(list);
    if (self->step < 0)
        index = index < -1 ? -1 : index >= length ? length - 1 : index;
    else
        index = index < 0 ? 0 : index > length ? length : index;
    Py_BEGIN_CRITICAL_SECTION(object);
    self->index = index;
    Py_END_CRITICAL_SECTION();
    Py_RETURN_NONE;
}

static int ListIterator_tp_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((ListIterator *)self)->list);
    return 0;
}

static int ListIterator_tp_clear(PyObject *self)
{
    Py_CLEAR(((ListIterator *)self)->list);
    return 0;
}

static void ListIterator_tp_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    (void)ListIterator_tp_clear(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyMethodDef list_iterator_methods[] = {
    {"__length_hint__", ListIterator_length_hint, METH_NOARGS, NULL},
    {"__reduce__", ListIterator_reduce, METH_NOARGS, NULL},
    {"__setstate__", ListIterator_setstate, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot list_iterator_slots[] = {
    {Py_tp_doc, "Iterator over a List, from its start or from its end."},
    {Py_tp_dealloc, ListIterator_tp_dealloc},
    {Py_tp_traverse, ListIterator_tp_traverse},
    {Py_tp_clear, ListIterator_tp_clear},
    {Py_tp_iter, PyObject_SelfIter},
    {Py_tp_iternext, ListIterator_tp_iternext},
    {Py_tp_methods, list_iterator_methods},
    {0, NULL},
};
PyType_Spec list_iterator_spec = {
    .name = "mmfshare._mmf.ListIterator",
    .basicsize = sizeof(ListIterator),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = list_iterator_slots,
};
