/* namespace_open.c -- Namespace(...): attach to a file and become a handle on its root. */
#include "errors.h"
#include "namespace_type.h"

#define MS_MAX 1e15 /* longer than anyone waits */

int namespace_milliseconds(PyObject *seconds, int64_t *ms)
{
    *ms = FOR_EVER;
    if (seconds == Py_None)
        return 0;
    double value = PyFloat_AsDouble(seconds);
    if (value == -1 && PyErr_Occurred())
        return -1;
    if (!(value >= 0)) {
        PyErr_Format(PyExc_ValueError, "timeout must be None or a number of seconds from 0 on, not %R", seconds);
        return -1;
    }
    if (value * 1000 < MS_MAX)
        *ms = (int64_t)ceil(value * 1000);
    return 0;
}

static int serializer_from_name(PyObject *name, enum serializer *serializer)
{
    static const char *const names[] = {"pickle", "json", "none"};
    for (int i = 0; i < (int)Py_ARRAY_LENGTH(names); i++)
        if (PyUnicode_CompareWithASCIIString(name, names[i]) == 0) {
            *serializer = (enum serializer)i;
            return 0;
        }
    PyErr_Format(PyExc_ValueError, "serializer must be 'pickle', 'json' or 'none', not %R", name);
    return -1;
}

/* A size: an int from 0 on. */
static int size_converter(PyObject *object, void *to)
{
    PyObject *number = PyNumber_Index(object);
    unsigned long long size = number ? PyLong_AsUnsignedLongLong(number) : 0;
    Py_XDECREF(number);
    if (PyErr_Occurred()) {
        if (PyErr_ExceptionMatches(PyExc_OverflowError))
            PyErr_Format(PyExc_ValueError, "%R is no size in bytes", object);
        return 0;
    }
    *(uint64_t *)to = size;
    return 1;
}

typedef struct arguments {
    mmf_options options;
    PyObject *path_bytes; /* for the core */
    PyObject *path, *name, *timeout, *serializer_name;
    int autolock, debug;
} arguments;

static int parse(PyObject *args, PyObject *keywords, arguments *a)
{
    static char *names[] = {"path",           "name",       "size",     "max_size", "mode",  "size_given",
                            "max_size_given", "mode_given", "create",   "readonly", "trust", "accept_reboot",
                            "timeout",        "serializer", "autolock", "debug",    NULL};
    int size_given = 0, max_size_given = 0, mode_given = 0, create = 1, readonly = 0, trust = 0, accept_reboot = 0;
    mmf_options *o = &a->options;
    a->timeout = Py_None;
    a->autolock = 1;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "UUO&O&I|$pppppppOUpp:Namespace", names, &a->path, &a->name,
                                     size_converter, &o->size, size_converter, &o->max_size, &o->mode, &size_given,
                                     &max_size_given, &mode_given, &create, &readonly, &trust, &accept_reboot,
                                     &a->timeout, &a->serializer_name, &a->autolock, &a->debug))
        return -1;
    o->size_given = size_given;
    o->max_size_given = max_size_given;
    o->mode_given = mode_given;
    o->create = create;
    o->readonly = readonly;
    o->trust = trust;
    o->accept_reboot = accept_reboot;
    return PyUnicode_FSConverter(a->path, &a->path_bytes) ? 0 : -1;
}

static int open_file(module_state *state, arguments *a, mmf_ns **ns)
{
    mmf_error error = {.os_errno = 0};
    mmf_status status;
    a->options.path = PyBytes_AS_STRING(a->path_bytes);
    PyThreadState *thread = PyEval_SaveThread();
    status = mmf_open(&a->options, ns, &error);
    PyEval_RestoreThread(thread);
    if (status != MMF_OK)
        raise_open(state, status, &error, a->path);
    return status == MMF_OK ? 0 : -1;
}

/* From here on `self` owns the attachment. */
static void fill(Namespace *self, module_state *state, mmf_ns *ns)
{
    self->handle.ref = mmf_root(ns);
    self->handle.ns = self;
    self->handle.state = state;
    mmf_identify(ns, &self->identity);
}

#define POSITIONAL 5 /* arguments that open() gives so; users call it instead */

PyObject *Namespace_tp_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    if (PyTuple_GET_SIZE(args) != POSITIONAL)
        return PyErr_Format(PyExc_TypeError, "%.100s objects are attached to a file: get one by mmfshare.open(name)",
                            type->tp_name);
    module_state *state = module_state_of(type);
    arguments a = {.path_bytes = NULL};
    enum serializer serializer = SERIALIZER_PICKLE;
    int64_t timeout_ms;
    mmf_ns *ns = NULL;
    Namespace *self = NULL;
    if (!state || parse(args, keywords, &a) < 0)
        return NULL;
    if (namespace_milliseconds(a.timeout, &timeout_ms) < 0 ||
        (a.serializer_name && serializer_from_name(a.serializer_name, &serializer) < 0) ||
        open_file(state, &a, &ns) < 0)
        goto done;
    if (!(self = (Namespace *)type->tp_alloc(type, 0))) {
        mmf_close(ns);
        goto done;
    }
    fill(self, state, ns);
    self->timeout_ms = timeout_ms ? timeout_ms : FOR_EVER; /* as open() has it */
    self->serializer = serializer;
    self->path = PyUnicode_FromObject(a.path); /* exact str: showing it in a message runs no code of a subclass */
    self->name = PyUnicode_FromObject(a.name);
    self->timeout = Py_NewRef(a.timeout);
    self->serializer_name =
        a.serializer_name ? PyUnicode_FromObject(a.serializer_name) : PyUnicode_FromString("pickle");
    self->autolock = (char)a.autolock;
    self->debug = (char)a.debug;
    if (!self->path || !self->name || !self->serializer_name || !namespace_tell_news(self))
        Py_CLEAR(self);
done:
    Py_XDECREF(a.path_bytes);
    return (PyObject *)self;
}
