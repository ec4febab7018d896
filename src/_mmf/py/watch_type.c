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
    mmf_key ready;                /* points into `key`, or into `memory` */
    encoder *memory;              /* see encode_key_to_keep() */
    mmf_watch watch;
    int64_t deadline_ms, look_ms; /* when the wait is over; and what is within look() */
    bool is_over;                 /* it was told of a change after its time */
} Watch;

static PyObject *Watch_tp_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    PyObject *object, *timeout, *key = NULL;
    int64_t ms;
    module_state *state = module_state_of(type);
    if (!state)
        return NULL;
    if (keywords && PyDict_GET_SIZE(keywords))
        return PyErr_Format(PyExc_TypeError, "%.100s() takes no keyword arguments", type->tp_name);
    if (!PyArg_ParseTuple(args, "OO|O:Watch", &object, &timeout, &key))
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
    self->deadline_ms = ms ? wait_deadline(ms) : 0; /* for 0 there is no sleep at all */
    if (!handle_usable(self->handle) || (key && encode_key_to_keep(self->handle, key, &self->ready, &self->memory) < 0))
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
    encoder_free(self->memory);
    Py_CLEAR(self->key);
    Py_CLEAR(self->handle);
    type->tp_free(object);
    Py_DECREF(type);
}

/* ------------------------------------------------------------------ looking
 *
 * While look() runs, its Watch is in the dict of the thread, where it is found if something is busy. */

static Watch *looking(const module_state *state)
{
    PyObject *of_thread = PyThreadState_GetDict(), *key = (PyObject *)state->watch_type;
    return of_thread && key ? (Watch *)PyDict_GetItemWithError(of_thread, key) : NULL;
}

COLD int64_t watch_deadline(const Handle *handle, int64_t deadline_ms)
{
    const Watch *watch = looking(handle->state);
    return watch && watch->look_ms < deadline_ms ? watch->look_ms : deadline_ms;
}

static int set_looking(const module_state *state, PyObject *watch)
{
    PyObject *of_thread = PyThreadState_GetDict(), *key = (PyObject *)state->watch_type;
    if (!of_thread)
        PyErr_NoMemory();
    return !of_thread ? -1 : watch ? PyDict_SetItem(of_thread, key, watch) : PyDict_DelItem(of_thread, key);
}

/* The exception that is set is a LockTimeout, and the wait itself is over. */
static bool is_too_late(const Watch *self)
{
    return PyErr_ExceptionMatches(self->handle->state->errors[ERROR_TIMEOUT]) && wait_slice(self->deadline_ms) == 0;
}

static PyObject *Watch_meth_look(PyObject *object, PyObject *const *args, Py_ssize_t given)
{
    Watch *self = (Watch *)object;
    const module_state *state = self->handle->state;
    if (given != 2)
        return PyErr_Format(PyExc_TypeError, "look() takes 2 arguments (%zd given)", given);
    /* Others write for a moment, and that is no reason not to look. */
    self->look_ms = wait_deadline(WAIT_SLICE_MS);
    if (self->look_ms < self->deadline_ms)
        self->look_ms = self->deadline_ms;
    self->look_ms = watch_deadline(self->handle, self->look_ms);
    PyObject *before = Py_XNewRef(looking(state)), *answer = NULL, *kind, *value, *trace;
    if (set_looking(state, object) == 0) {
        answer = PyObject_CallNoArgs(args[0]);
        if (!answer && is_too_late(self)) {
            PyErr_Clear();
            answer = Py_NewRef(args[1]);
        }
        PyErr_Fetch(&kind, &value, &trace);
        (void)set_looking(state, before);
        PyErr_Restore(kind, value, trace);
    }
    Py_XDECREF(before);
    return answer;
}

/* ------------------------------------------------------------------ waiting */

/* Let others run and wait, for the lock or for a change. false: an exception is set. */
static bool pause_for(Watch *self, bool for_lock, int ms)
{
    const Handle *handle = self->handle;
    mmf_ns *ns = handle->ref.ns;
    mmf_stay(ns);
    PyThreadState *thread = PyEval_SaveThread();
    mmf_status status = for_lock ? mmf_wait(ns, ms) : mmf_watch_sleep(&handle->ref, &self->watch, ms);
    PyEval_RestoreThread(thread);
    int number = errno;
    bool go_on = namespace_tell_news(handle->ns) && PyErr_CheckSignals() == 0 && handle_usable(handle);
    mmf_stay_end(ns);
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
    int64_t deadline_ms = watch_deadline(handle, self->deadline_ms); /* this may be within another wait's look() */
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
        if ((ms = wait_slice(deadline_ms)) == 0)
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
        ms = wait_slice(self->deadline_ms);
        if (!self->is_over && mmf_watch_moved(&self->handle->ref, &self->watch)) {
            self->is_over = ms == 0; /* what came in time is told, but others who go on changing are not waited for */
            Py_RETURN_TRUE;
        }
        if (ms == 0)
            Py_RETURN_FALSE;
        if (!pause_for(self, false, ms))
            return NULL;
    }
}

static PyMethodDef watch_methods[] = {
    {"arm", Watch_meth_arm, METH_NOARGS,
     PyDoc_STR("Be told of the next change. True if there was one since the last arm(), None if time was up before.")},
    {"sleep", Watch_meth_sleep, METH_NOARGS, PyDoc_STR("Sleep until arm() is worth while; False if time is up.")},
    {"look", (PyCFunction)(void (*)(void))Watch_meth_look, METH_FASTCALL,
     PyDoc_STR("look(callable, late): the callable's answer. If it is refused by a lock until time is up, late.")},
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
