/* scalar_type.c -- _mmf.Scalar: a handle on one variable of a namespace, whose key is encoded once. */
#include "args.h"
#include "decode.h"
#include "dict_type.h"
#include "encode.h"
#include "errors.h"
#include "wait.h"

typedef struct Scalar {
    Handle handle; /* on the root dict */
    PyObject *key;
    mmf_key ready;   /* points into `key`, or into `memory` */
    encoder *memory; /* see encode_key_to_keep() */
} Scalar;

/* ------------------------------------------------------------------ made and gone */

static PyObject *Scalar_tp_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    module_state *state = module_state_of(type);
    PyObject *object, *key;
    if (!state)
        return NULL;
    if (keywords && PyDict_GET_SIZE(keywords))
        return PyErr_Format(PyExc_TypeError, "%.100s() takes no keyword arguments", type->tp_name);
    if (PyTuple_GET_SIZE(args) != 2)
        return PyErr_Format(PyExc_TypeError, "%.100s objects name a variable of a namespace: get one by ns.scalar(key)",
                            type->tp_name);
    if (!PyArg_ParseTuple(args, "O!O:Scalar", state->namespace_type, &object, &key))
        return NULL;
    Namespace *ns = (Namespace *)object;
    Scalar *self = (Scalar *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->key = Py_NewRef(key);
    if (!handle_usable(&ns->handle) || handle_attach(&self->handle, ns, &ns->handle.ref, false) < 0 ||
        encode_key_to_keep(&self->handle, self->key, &self->ready, &self->memory) < 0)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static int Scalar_tp_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((Scalar *)self)->key);
    return Handle_tp_traverse(self, visit, arg);
}

static void Scalar_tp_dealloc(PyObject *object)
{
    Scalar *self = (Scalar *)object;
    PyObject_GC_UnTrack(object);
    encoder_free(self->memory);
    Py_CLEAR(self->key);
    Handle_tp_dealloc(object);
}

/* ------------------------------------------------------------------ value */

static PyObject *Scalar_get_value(PyObject *object, void *closure)
{
    Scalar *self = (Scalar *)object;
    Handle *root = &self->handle;
    mmf_out out;
    mmf_status status = MMF_BUSY;
    wait w = WAIT_START;
    (void)closure;
    if (!handle_usable(root))
        return NULL;
    decode_begin(&out);
    if (LIKELY(!self->ready.value.data))
        status = mmf_dict_glance(&root->ref, &root->memo, self->ready.normal.cell, &out);
    if (LIKELY(status == MMF_OK))
        return decode_value(root, &out);
    do
        status = mmf_dict_get(&root->ref, &self->ready, &out);
    while (wait_more(&w, root, &status));
    wait_end(&w, root);
    if (LIKELY(status == MMF_OK))
        return decode_value(root, &out);
    mmf_out_clear(&out);
    return status == MMF_NOT_FOUND ? raise_deleted(root, self->key) : raise_status(root, status);
}

static ALWAYS_INLINE int set(const Scalar *self, const mmf_value *value)
{
    const Handle *root = &self->handle;
    mmf_status status;
    wait w = WAIT_START;
    do
        status = mmf_dict_set(&root->ref, &self->ready, value);
    while (wait_more(&w, root, &status));
    wait_end(&w, root);
    if (LIKELY(status == MMF_OK))
        return 0;
    raise_status(root, status);
    return -1;
}

static COLD int set_slowly(const Scalar *self, PyObject *object)
{
    encoder e;
    mmf_value value;
    if (!encode_pair(&e, &self->handle, NULL, NULL, object, &value))
        return -1;
    int failed = set(self, &value);
    encoder_clear(&e);
    return failed;
}

static int Scalar_set_value(PyObject *object, PyObject *value, void *closure)
{
    const Scalar *self = (const Scalar *)object;
    mmf_value v;
    (void)closure;
    if (!value) {
        PyErr_SetString(PyExc_TypeError, "the value of a scalar cannot be deleted; delete its name from the namespace");
        return -1;
    }
    if (!handle_usable(&self->handle))
        return -1;
    return LIKELY(plain_encode(value, &v)) ? set(self, &v) : set_slowly(self, value);
}

static PyObject *Scalar_get_key(PyObject *self, void *closure)
{
    (void)closure;
    return Py_NewRef(((Scalar *)self)->key);
}

/* ------------------------------------------------------------------ methods */

static PyObject *Scalar_meth_add(PyObject *object, PyObject *const *args, Py_ssize_t given, PyObject *keywords)
{
    const Scalar *self = (const Scalar *)object;
    const Handle *root = &self->handle;
    PyObject *n = NULL;
    mmf_cell delta = mmf_cell_int(1), result;
    mmf_status status;
    wait w = WAIT_START;
    if (!args_last_keyword("add", "n", args, given, 1, keywords, &n) || (n && plain_delta(n, &delta) < 0) ||
        !handle_usable(root))
        return NULL;
    do
        status = mmf_dict_add(&root->ref, &self->ready, delta, &result);
    while (wait_more(&w, root, &status));
    wait_end(&w, root);
    return LIKELY(status == MMF_OK) ? plain_from_number(result, &root->state->last_int) : raise_status(root, status);
}

static PyObject *Scalar_meth_compare_exchange(PyObject *object, PyObject *const *args, Py_ssize_t given)
{
    const Scalar *self = (const Scalar *)object;
    if (!args_count("compare_exchange", given, 2, 2) || !handle_usable(&self->handle))
        return NULL;
    return dict_compare_exchange(&self->handle, self->key, &self->ready, args[0], args[1]);
}

static PyMethodDef scalar_methods[] = {
    {"add", (PyCFunction)(void (*)(void))Scalar_meth_add, METH_FASTCALL | METH_KEYWORDS,
     PyDoc_STR(
         "add($self, /, n=1)\n--\n\n"
         "Add n to the number and return the new value, in one atomic step. Absent and None count as 0.\n\n"
         "TypeError: there is something else, or an int beyond 64 bits. OverflowError: the sum would leave 64 bits.")},
    {"compare_exchange", (PyCFunction)(void (*)(void))Scalar_meth_compare_exchange, METH_FASTCALL,
     PyDoc_STR("compare_exchange($self, old, new, /)\n--\n\n"
               "Store new if the value equals old in type and value as stored; True if it did.\n\n"
               "mmfshare.ABSENT as old matches a variable that was deleted; as new it deletes the variable.")},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef scalar_getset[] = {
    {"value", Scalar_get_value, Scalar_set_value,
     "The value of the variable; a dict or list comes as a live handle. Reading raises StaleHandle when it was "
     "deleted.",
     NULL},
    {"key", Scalar_get_key, NULL, "The name of the variable.", NULL},
    {"_namespace", Handle_get_namespace, NULL, "The namespace it lives in.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot scalar_slots[] = {
    {Py_tp_doc, "A handle on one variable of a namespace."},
    {Py_tp_new, Scalar_tp_new},
    {Py_tp_dealloc, Scalar_tp_dealloc},
    {Py_tp_traverse, Scalar_tp_traverse},
    {Py_tp_methods, scalar_methods},
    {Py_tp_getset, scalar_getset},
    {0, NULL},
};
PyType_Spec scalar_spec = {
    .name = "mmfshare._mmf.Scalar",
    .basicsize = sizeof(Scalar),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .slots = scalar_slots,
};
