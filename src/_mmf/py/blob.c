/* blob.c -- owns one piece of memory from malloc, and lends it for writing: it is the reader's own copy. */
#include "blob.h"

#include <stdlib.h>

typedef struct Blob {
    PyObject_HEAD void *data;
    Py_ssize_t bytes;
} Blob;

PyObject *blob_new(module_state *state, const void *data, size_t bytes, void **owned)
{
    Blob *blob = (Blob *)state->blob_type->tp_alloc(state->blob_type, 0);
    if (!blob)
        return NULL;
    blob->bytes = (Py_ssize_t)bytes;
    if (owned && *owned) {
        blob->data = *owned;
        *owned = NULL;
    } else if ((blob->data = malloc(bytes ? bytes : 1))) {
        memcpy(blob->data, data, bytes);
    } else {
        Py_DECREF(blob);
        return PyErr_NoMemory();
    }
    return (PyObject *)blob;
}

static int Blob_bf_getbuffer(PyObject *self, Py_buffer *view, int flags)
{
    Blob *blob = (Blob *)self;
    return PyBuffer_FillInfo(view, self, blob->data, blob->bytes, 0, flags);
}

static void Blob_tp_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    free(((Blob *)self)->data);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyType_Slot blob_slots[] = {
    {Py_tp_doc, "Memory that a value was copied into."},
    {Py_bf_getbuffer, Blob_bf_getbuffer},
    {Py_tp_dealloc, Blob_tp_dealloc},
    {0, NULL},
};
PyType_Spec blob_spec = {
    .name = "mmfshare._mmf.Blob",
    .basicsize = sizeof(Blob),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = blob_slots,
};
