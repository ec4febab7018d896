/* watch_type.c -- _mmf.Watch: one wait for a change, with its deadline. mmfshare/_waiting.py has the loops.
 *
 * arm() takes the lock for a moment, sleep() sleeps without the GIL. Signal handlers run in both. */
#include "wait.h"

#include <errno.h>

#include "encode.h"
#include "errors.h"
#include "namespace_type.h"

typedef struct Watch {
    PyObject_HEAD Handle *handle; /* the dict or list */
    PyObject *key;                /* NULL: any of its items */
    mmf_key ready;                /* points into `key`, or into the encoder's memory */
    encoder *memory;
    mmf_watch watch;
    int64_t deadline_ms;
} Watch;

static int encode_own_key(Watch *self)
{
    if (!(self->memory = PyMem_Malloc(sizeof *self->memory))) {
        PyErr_NoMemory();
        return -1;
    }
    encoder_init(self->memory, self->handle);
    return encode_key(self->memory, self->key, &self->ready);
}

static PyObject *Watch_tp_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    PyObject *object, *timeout, *key = NULL;
    int64_t ms;
    (void)keywords;
    module_state *state = module_state_of(type);
    if (!state || !PyArg_ParseTuple(args, "OO|O:Watch", &object, &timeout, &key))
        return NULL;
    if (!PyObject_TypeCheck(object, state->dict_type) && !PyObject_TypeCheck(object, state->list_type))
        return PyErr_Format(PyExc_TypeError, "a dict or list is waited for, not a %.100s", Py_TYPE(object)->tp_name);
    if (namespace_milliseconds(timeout, &ms) < 0 || !handle_usable((Handle *)object))
        return NULL;
    Watch *self = (Watch *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->handle = (Handle *)Py_NewRef(object);
    self->key = Py_XNewRef(key);
    self->deadline_ms = wait_deadline(ms);
    if (!handle_usable(self->handle) || (key && encode_own_key(self) < 0))
        Py_CLEAR(self);
    return (PyObject *)self;
}

static int Watch_tp_traverse(PyObject *object, visitproc visit, void *arg)
{
    Watch *self = (Watch *)object;
    Py_VISIT(Py_TYPE(object));
    Py_VISIT(self->handle);
    Py_VISIT(self->key);
    return 0;
}

static void Watch_tp_dealloc(PyObject *object)
{
    Watch *self = (Watch *)object;
    PyTypeObject *type = Py_TYPE(object);
    PyObject_GC_UnTrack(object);
    if (self->memory) {
        encoder_clear(self->memory);
        PyMem_Free(self->memory);
    }
    Py_CLEAR(self->key);
    Py_CLEAR(self->handle);
    type->tp_free(object);
    Py_DECREF(type);
}

/* Let others run and wait, for the lock or for a change. false: an exception is set. */
static bool pause_for(Watch *self, bool for_lock, int ms)
{
    const Handle *handle = self->handle;
    mmf_ns *ns = handle->ref.ns;
    mmf_retain(ns);
    PyThreadState *thread = PyEval_SaveThread();
    mmf_status status = for_lock ? mmf_wait(ns, ms) : mmf_watch_sleep(&handle->ref, &self->watch, ms);
    PyEval_RestoreThread(thread);
    int number = errno;
    bool go_on = namespace_tell_news(handle->ns) && PyErr_CheckSignals() == 0 && handle_usable(handle);
    mmf_close(ns);
    errno = number;
    if (go_on && status != MMF_OK && status != MMF_INTERRUPTED) {
        raise_status(handle, status);
        return false;
    }
    return go_on;
}

static PyObject *Watch_meth_arm(PyObject *object, PyObject *unused)
{
    Watch *self = (Watch *)object;
    const Handle *handle = self->handle;
    bool changed;
    int ms;
    (void)unused;
    if (!handle_usable(handle))
        return NULL;
    for (;;) {
        mmf_status status = mmf_watch_arm(&handle->ref, self->key ? &self->ready : NULL, &self->watch, &changed);
        if (status == MMF_OK)
            return PyBool_FromLong(changed);
        if (status != MMF_BUSY)
            return raise_status(handle, status);
        if ((ms = wait_slice(self->deadline_ms)) == 0)
            Py_RETURN_NONE;
        if (!pause_for(self, true, ms))
            return NULL;
    }
}

static PyObject *Watch_meth_sleep(PyObject *object, PyObject *unused)
{
    Watch *self = (Watch *)object;
    int ms;
    (void)unused;
    for (;;) {
        if (!handle_usable(self->handle))
            return NULL;
        if (mmf_watch_moved(&self->handle->ref, &self->watch))
            Py_RETURN_TRUE;
        if ((ms = wait_slice(self->deadline_ms)) == 0)
            Py_RETURN_FALSE;
        if (!pause_for(self, false, ms))
            return NULL;
    }
}

static PyMethodDef watch_methods[] = {
    {"arm", Watch_meth_arm, METH_NOARGS,
     PyDoc_STR("Be told of the next change. True if there was one since the last arm(), None if time was up before.")},
    {"sleep", Watch_meth_sleep, METH_NOARGS, PyDoc_STR("Sleep until arm() is worth while; False if time is up.")},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot watch_slots[] = {
    {Py_tp_doc,
     "Watch(container, timeout[, key]): one wait for a change, of at most timeout seconds (None: for ever)."},
    {Py_tp_new, Watch_tp_new},
    {Py_tp_dealloc, Watch_tp_dealloc},
    {Py_tp_traverse, Watch_tp_traverse},
    {Py_tp_methods, watch_methods},
    {0, NULL},
};
PyType_Spec watch_spec = {
    .name = "mmfshare._mmf.Watch",
    .basicsize = sizeof(Watch),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = watch_slots,
};
